import * as z from 'zod/mini'
import { Torn } from './bytes.ts'

const id = z.string().check(z.regex(/^[A-Za-z0-9._:-]{1,120}$/))
const name = z.string().check(z.maxLength(200))

/** What stands in front of the columns: everything that is named, once. */
const headSchema = z.strictObject({
  campaign: id,
  units: z.array(z.tuple([id, name])).check(z.maxLength(65_535)),
  competencies: z.array(id).check(z.maxLength(10_000)),
  /** Job and version; the requirements follow in bytes. */
  descriptions: z.array(z.tuple([id, z.int().check(z.positive())])).check(z.maxLength(65_535)),
})

export type ColumnsHead = z.infer<typeof headSchema>

export const readHead = (text: string): ColumnsHead => {
  const found = headSchema.safeParse(parsed(text))
  if (!found.success) throw new Torn('head')
  return found.data
}

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    throw new Torn('head')
  }
}

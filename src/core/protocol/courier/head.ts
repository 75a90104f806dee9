import * as z from 'zod/mini'
import { err, ok, type Result } from '../../domain/result.ts'
import { canonical, depthOf, type Json } from '../json.ts'
import { id, publicKey } from '../message/words.ts'
import { courierLimits } from './limits.ts'
import type { CourierProblem } from './problem.ts'

/** The version of heads, of boxes and of the file around them. */
export const courierVersion = 1

const letters = (length: number) => z.string().check(z.regex(new RegExp(`^[A-Za-z0-9_-]{${length}}$`)))

const headSchema = z.strictObject({
  v: z.literal(courierVersion),
  /** The file whose boxes its content key opens. Random, and no name of any person or place. */
  file: id,
  profile: id,
  device: id,
  administration: z.nullable(id),
  /** Which key of headquarters it is sealed to. */
  kid: letters(22),
  /** The point made for this one seal. */
  ephemeral: publicKey,
  /** The content key under the key that only headquarters can agree on. */
  wrapped: letters(80),
  /** The point with which the device signs. */
  key: publicKey,
})

/** Who made a file of boxes, and the key of it, which only headquarters can take out. */
export type CourierHead = z.infer<typeof headSchema>

/** A head as it travels: the text that was signed, to the letter. */
export type SignedHead = { readonly head: string; readonly signature: string }

/** What a head's text must be for its signature to mean this head and nothing else. */
export const headClaim = (head: string): string => `palier-courier\n${head}`

export const headText = (head: CourierHead): string => canonical(head as unknown as Json)

/** All that the wrapping binds the content key to. */
export const wrappedWith = ({ wrapped: _, ...rest }: CourierHead): string => canonical(rest as unknown as Json)

export const readHead = (text: string): Result<CourierHead, CourierProblem> => {
  if (text.length > courierLimits.head) return err({ problem: 'too-large' })
  const input = parsed(text)
  if (depthOf(input, 1) > 1) return err({ problem: 'too-deep' })
  const version = typeof input === 'object' && input !== null && 'v' in input ? Number(input.v) : 0
  if (version > courierVersion) return err({ problem: 'newer-version' })
  const found = headSchema.safeParse(input)
  return found.success ? ok(found.data) : err({ problem: 'tampered' })
}

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

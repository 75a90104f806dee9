import * as z from 'zod/mini'
import { auditHeadSchema } from '../access/audit.ts'
import { canonical, type Json } from '../json.ts'
import { hello2Fields } from './hello-2.ts'
import { id, scopeDigest } from './words.ts'

/** The first line of a reply: who answers. Without it, or with another nonce, nothing of the reply counts. */
export const helloSchema = z.strictObject({
  ...hello2Fields,
  protocol: z.literal(3),
  /**
   * Of the streams in `streams`, those of which this session sees a part: a digest of which part. Another one than the device knows
   * means that rows may be told again, and that those which are not told again are out of its scope.
   */
  scope: z.record(id, scopeDigest),
  /** Where the server's log of who did what ends. */
  audit: auditHeadSchema,
  /** What the device is to do once it has delivered everything: a revoked one erases itself. */
  orders: z.array(z.enum(['erase'])),
})

type Hello3 = Omit<z.infer<typeof helloSchema>, 'line' | 'protocol'>

/** As the device takes it; what came with protocol 3 is absent in a reply of protocol 2. */
export type Hello = Omit<Hello3, 'scope' | 'audit' | 'orders'> & { readonly protocol: number } & {
  readonly [name in 'scope' | 'audit' | 'orders']?: Hello3[name] | undefined
}

/** What the server signs of a hello: all of it. */
export const helloClaim = (hello: Omit<Hello, 'signature'>): string => {
  const { protocol, epoch, nonce, time, key, streams, durable, forked, scope, audit, orders } = hello
  const claimed = { protocol, epoch, nonce, time, key, streams, durable, forked } satisfies Json
  const later = { scope: scope ?? {}, audit: audit ?? { seq: 0, hash: '' }, orders: orders ?? [] } satisfies Json
  return `palier-hello\n${canonical(protocol === 2 ? claimed : { ...claimed, ...later })}`
}

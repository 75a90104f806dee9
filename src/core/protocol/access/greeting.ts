import * as z from 'zod/mini'
import { publicKey, signature } from '../message/words.ts'

/** `GET /v1/access`: how this server lets people in. Public. */
export const greetingSchema = z.strictObject({
  mode: z.enum(['open', 'accounts']),
  /** No administrator yet: only the one-time link leads in. */
  fresh: z.boolean(),
  keys: z.strictObject({
    /** Signs what the server says. A device keeps to the first one that it met. */
    signing: publicKey,
    /** Work is sealed to it, for this server alone to open: a point for ECDH on P-256. */
    sealing: publicKey,
    /** The signing key's signature of `sealingClaim`. */
    certificate: signature,
  }),
})

export type Greeting = z.infer<typeof greetingSchema>

/** What the signing key signs of the sealing key. */
export const sealingClaim = (sealing: string): string => `palier-sealing\n${sealing}`

import type { Instant } from '../../core/domain/time.ts'
import type { Replica } from '../../core/protocol/ports.ts'
import type { Report } from '../../core/protocol/request.ts'
import type { Pace } from './pace.ts'
import type { Send } from './send.ts'
import type { Verify } from './verify.ts'

export type Progress = {
  /** Operations settled, changes taken in. */
  readonly settled: number
  readonly taken: number
  /** Bytes out, as they are on the line; bytes in, unpacked. */
  readonly bytesOut: number
  readonly bytesIn: number
  /** Operations still to be sent, and changes at most still to come, as far as is known. */
  readonly waiting: number
  readonly coming: number
}

export type Exchange = {
  readonly replica: Replica
  readonly send: Send
  readonly verify: Verify
  readonly pace: Pace
  /** SHA-256 of a text in base64url, beside the page where the browser has it. */
  readonly hash?: ((text: string) => Promise<string>) | undefined
  /** Packs a request's body for the line before it is its turn. */
  readonly pack?: ((body: string) => Promise<ArrayBuffer>) | undefined
  readonly app: string
  readonly nonce: () => string
  /** This device's own clock, which may be off. */
  readonly now: () => Instant
  /** Told as it goes. */
  readonly progress: (progress: Progress) => void
  /** How the device is, for whoever looks after it. */
  readonly condition?: (() => Promise<Omit<Report, 'unsent'>>) | undefined
  /** True while the device itself knows that it has no network: what is tried then cannot have left it. */
  readonly cutOff?: (() => boolean) | undefined
}

import type { KnownHeadquarters } from './device-store.ts'
import type { HeldAccount, LockSettings } from './lock-port.ts'

/** What lies sealed in a profile: all that its holder needs to work and to speak with headquarters. */
export type Secrets = {
  readonly token: string
  readonly account: HeldAccount
  readonly offlineDays: number
  readonly device: string
  /** The device's signing key: its point, and the private half as PKCS #8, both in base64url. */
  readonly signing: { readonly key: string; readonly pkcs8: string }
  readonly headquarters: KnownHeadquarters | null
  readonly settings: LockSettings
}

export const usualSettings: LockSettings = { idleMinutes: 5, hiddenSeconds: 30 }

import type { Result } from '../../core/domain/result.ts'

/*
 * What the screens before the work know of the vault: the lock screen, the screens on which a tablet is enrolled and somebody
 * signs in, and, once a profile is open, what its holder may do with it. Types alone.
 */

/** How a profile shows itself before it is open: no name of anybody. */
export type ProfileCard = {
  readonly id: string
  /** 0–11: a colour with a shape, shown with its word. */
  readonly symbol: number
  /** Two letters. */
  readonly initials: string
  readonly lastUsed: string | null
  /** `locked-out`: its keys are gone after too many wrong tries; its sealed work can still be carried out. */
  readonly state: 'ready' | 'locked-out'
  /** Its key is in this page's memory under its PIN: six digits open it until the page ends. */
  readonly pin: boolean
}

/** How many wrong tries are left, and how long to wait before the next one counts, in milliseconds. */
export type Tries = { readonly left: number; readonly wait: number }

export type UnlockProblem =
  | ({ readonly problem: 'wrong-passphrase' | 'wrong-pin' } & Tries)
  /** Too early: nothing was tried, nothing is counted. */
  | ({ readonly problem: 'wait' } & Tries)
  | { readonly problem: 'locked-out' }
  /** The PIN opens nothing any more: the passphrase is asked for. */
  | { readonly problem: 'no-pin' }
  /** The tablet could not do the work: no memory for it, storage that does not answer, or no room in it. Nothing is counted. */
  | { readonly problem: 'failed' | 'full'; readonly detail: string }

export type LockPort = {
  /** The profiles of this tablet, the last one used first. */
  readonly profiles: () => Promise<readonly ProfileCard[]>
  /** Opens a profile and draws its work; where it answers ok, the lock screen is about to go. */
  readonly unlock: (profile: string, passphrase: string) => Promise<Result<void, UnlockProblem>>
  readonly openWithPin: (profile: string, pin: string) => Promise<Result<void, UnlockProblem>>
  /**
   * Tells the tries of a profile now and about once a second. The wait passes only while somebody watches it here: closing the
   * screen, or setting the tablet's clock, shortens nothing. Answers with how to stop.
   */
  readonly watchTries: (profile: string, tell: (tries: Tries) => void) => () => void
  /** The sealed work of a profile as files that only headquarters can open; nothing needs to be unlocked. */
  readonly carryOut: (profile: string) => Promise<Result<readonly SealedFile[], { readonly problem: 'nothing' | 'failed' }>>
  /** Opens the screen on which somebody else signs in for the first time here. */
  readonly addProfile: () => void
  /** How many pieces of sealed work of profiles wait here whose keys the tablet has lost. */
  readonly lost: () => Promise<number>
  /** Opens the screen that tells of them. */
  readonly showLost: () => void
}

export type SealedFile = { readonly name: string; readonly bytes: Uint8Array; readonly operations: number | null }

/** What a tablet is at headquarters. Its credential allows nothing but to sign in and to carry sealed work. */
export type EnrolledTablet = { readonly id: string; readonly name: string; readonly token: string }

/** The device that a profile is going to be: made before its holder signs in, for headquarters is told its name and key. */
export type NewDevice = {
  readonly device: string
  /** The raw P-256 point, base64url. */
  readonly key: string
  /** Sealed into the profile when it is made, and nowhere else. */
  readonly pkcs8: Uint8Array
}

/** Who signed in, as far as this tablet must know it to work for weeks without a network. */
export type HeldAccount = {
  readonly id: string
  readonly administration: string | null
  readonly person: string | null
  readonly name: string
  readonly roles: readonly string[]
  readonly units: readonly string[]
  readonly mustChange: boolean
}

export type NewProfile = {
  readonly passphrase: string
  readonly account: HeldAccount
  readonly token: string
  readonly offlineDays: number
  readonly device: NewDevice
  /** Two letters that its holder chose; no name. */
  readonly initials: string
}

/** What the screens before there is a profile ask of the vault. */
export type EntryPort = {
  /** Undefined before this tablet is enrolled. */
  readonly tablet: () => Promise<EnrolledTablet | undefined>
  readonly enrolled: (tablet: EnrolledTablet) => Promise<void>
  readonly newDevice: () => Promise<NewDevice>
  /** The profile of an account that signed in here before, by a digest of its id: a second sign-in renews it and makes none. */
  readonly profileOf: (account: string) => Promise<ProfileCard | undefined>
  /**
   * Makes the profile, takes over work that lies unsealed on this tablet for that person, and opens it; the screen is about to
   * go. An account that has a profile here keeps it: its session is renewed in it, which the passphrase must open.
   */
  readonly createProfile: (profile: NewProfile) => Promise<Result<void, UnlockProblem>>
  /** Back to the lock screen, where there is a profile to open. */
  readonly back: () => void
}

export type LockSettings = {
  /** Minutes without a touch or a key. */
  readonly idleMinutes: number
  /** Seconds that the app may be out of sight before it locks. */
  readonly hiddenSeconds: number
  /** Its holder uses a PIN: none survives the page, and a new one is offered after each start. The digits are kept nowhere. */
  readonly wantsPin?: boolean
}

/** What the holder of an open profile may do with it. */
export type OpenSession = {
  readonly card: ProfileCard
  readonly account: HeldAccount
  readonly tablet: EnrolledTablet
  /** Goes with each request as `Authorization: Bearer …`. */
  readonly token: () => string
  readonly settings: LockSettings
  /** Downloaded data is hidden: headquarters was last heard too long ago. Own unsent work is not. */
  readonly hidden: boolean
  /** Headquarters told anew who this is, or a session was renewed: kept sealed. */
  readonly renew: (changed: {
    readonly account?: HeldAccount
    readonly token?: string
    readonly offlineDays?: number
  }) => Promise<void>
  /** Wraps the key anew. Call it once headquarters took the new passphrase, or where it is changed on this tablet alone. */
  readonly changePassphrase: (old: string, next: string) => Promise<Result<void, UnlockProblem>>
  /** Wraps the key of the open profile under a passphrase that headquarters has just taken; the one of before opens it no more. */
  readonly takePassphrase: (next: string) => Promise<void>
  /** Six digits, or null for none. Kept in this page's memory alone. */
  readonly setPin: (pin: string | null) => Promise<void>
  readonly choose: (settings: LockSettings) => Promise<void>
  /** With a PIN the page stays, and six digits open it again; without one the page starts anew. */
  readonly lock: () => void
}

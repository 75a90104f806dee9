/** The tables of accounts, tablets and sessions. Secrets stand in none of them: only what they hash to. */
export type AccessTables = {
  readonly account: {
    readonly id: string
    readonly administration: string | null
    readonly person: string | null
    readonly name: string
    /** JSON, as are `units`. */
    readonly roles: string
    readonly units: string
    readonly state: string
    readonly must_change: number
    /** Argon2id with its parameters, as `$argon2id$v=19$m=…`. */
    readonly passphrase: string
    /** Until when a passphrase made by somebody else opens anything; null for one's own. */
    readonly expires: string | null
    readonly made: string
  }
  readonly tablet: {
    readonly id: string
    readonly administration: string | null
    readonly name: string
    /** SHA-256 of its credential. */
    readonly token: string
    readonly state: string
    readonly enrolled: string
    readonly app: string
  }
  /** One-time ways in. `first` is good only while there is no administrator, `further` makes one more, `tablet` enrols. */
  readonly enrolment: {
    readonly digest: string
    readonly kind: string
    readonly administration: string | null
    readonly name: string | null
    readonly made: string
    readonly expires: string
    readonly used: string | null
  }
  /** Kept when they are over: they say which device belongs to whom, and with which key it signs. */
  readonly session: {
    /** SHA-256 of the token. */
    readonly token: string
    readonly account: string
    readonly tablet: string
    readonly device: string
    readonly key: string
    readonly begun: string
    readonly last: string
    readonly ended: string | null
    readonly app: string
    readonly protocol: number | null
    readonly unsent: number | null
    readonly storage: string
    /** How far the device's clock was ahead, in milliseconds. */
    readonly clock: number | null
  }
  /** Who did what, for ever. Each `hash` is over the one before. */
  readonly audit: {
    readonly seq: number
    readonly time: string
    readonly administration: string | null
    readonly account: string | null
    readonly tablet: string | null
    readonly action: string
    /** A JSON list of ids. */
    readonly objects: string
    readonly hash: string
    /** The note of a device that it was made of, as `objects` names it: no two are made of the same one. */
    readonly note: string | null
  }
  /** Failures since the last success, by account name, tablet or address: hashed, so that none of them stands here. */
  readonly tries: { readonly key: string; readonly failures: number; readonly at: string }
}

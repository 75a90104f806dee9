/**
 * What a page gives a sealed journal when its profile is unlocked. It may be sent to a worker as it is. Without the signing key
 * or the point of headquarters the journal is sealed to the profile alone, until it is opened with both.
 */
export type JournalSealing = {
  readonly profile: string
  readonly device: string
  readonly administration: string | null
  /** Made from the profile's data key, 32 bytes: opens what this profile wrote. */
  readonly key: Uint8Array
  /** The sealing point of headquarters, in base64url, its certificate checked. */
  readonly server?: string | undefined
  /** The device's signing key, as headquarters knows it. */
  readonly signer?: { readonly key: string; readonly privateKey: CryptoKey } | undefined
}

import { err, ok, type Result } from '../../core/domain/result.ts'
import { base64url, hashOf } from '../../core/protocol/hash.ts'
import { type Cipher, freshBytes, keyBytes, openCipher } from './cipher.ts'
import { type Derive, deriveBeside, keyMaking, secretOf } from './derive.ts'
import { changeProfile, type DeviceStore, type StoredProfile } from './device-store.ts'
import type { ProfileCard, UnlockProblem } from './lock-port.ts'
import { pack, unpack } from './packed.ts'
import type { Secrets } from './secrets.ts'
import { type Tried, tryOnce } from './tries.ts'

/** A profile whose passphrase was said. */
export type Opened = {
  readonly profile: string
  /** The data key, 32 bytes. Whoever ends with it writes over it. */
  readonly key: Uint8Array<ArrayBuffer>
  readonly secrets: Secrets
}

export type NewHolder = {
  readonly passphrase: string
  readonly initials: string
  readonly secrets: Secrets
}

/** Keys of the profiles of a tablet: a random data key each, wrapped by a key from its holder's passphrase. */
export type Keyring = {
  readonly create: (holder: NewHolder) => Promise<Opened>
  readonly unlock: (profile: string, passphrase: string) => Promise<Result<Opened, UnlockProblem>>
  /** Without counting: for who has just proved to headquarters, with the very same passphrase, who they are. */
  readonly recognise: (profile: string, passphrase: string) => Promise<Opened | undefined>
  readonly changePassphrase: (profile: string, old: string, next: string) => Promise<Result<void, UnlockProblem>>
  /** Puts another passphrase before the key of an open profile: for who has just proved to headquarters who they are. */
  readonly rewrap: (opened: Opened, next: string) => Promise<void>
  readonly keep: (opened: Opened, secrets: Secrets) => Promise<void>
  readonly profileOf: (account: string) => Promise<StoredProfile | undefined>
  /** The key is gone from here on, on the disk; what it sealed stays as it is. */
  readonly forget: (profile: string) => Promise<void>
}

export const openKeyring = (store: DeviceStore, derive: Derive = deriveBeside): Keyring => {
  const wrapping = async (passphrase: string, { salt, kdf }: Pick<StoredProfile, 'salt' | 'kdf'>): Promise<Cipher> => {
    const key = await derive(secretOf(passphrase), salt, kdf)
    const cipher = openCipher(key)
    key.fill(0)
    return cipher
  }
  /** Undefined where the passphrase does not open it; throws where it could not be tried. */
  const unwrapped = async (profile: StoredProfile, passphrase: string): Promise<Uint8Array<ArrayBuffer> | undefined> => {
    const { wrapped } = profile
    if (!wrapped) return undefined
    const cipher = await wrapping(passphrase, profile)
    try {
      return cipher.open(wrappedIn(profile.id), wrapped)
    } catch {
      return undefined
    } finally {
      cipher.forget()
    }
  }
  const tried = async (id: string, passphrase: string): Promise<Tried<Opened>> => {
    try {
      const profile = await store.profiles.get(id)
      const key = profile && (await unwrapped(profile, passphrase))
      if (!profile?.secrets || !key) return {}
      return { found: { profile: id, key, secrets: openSecrets(id, key, profile.secrets) } }
    } catch (error) {
      return { failed: String(error) }
    }
  }
  const rewrap = async ({ profile, key, secrets }: Opened, next: string): Promise<void> => {
    const salt = freshBytes(16)
    const cipher = await wrapping(next, { salt, kdf: keyMaking })
    if (isGone(key)) throw new Error('the profile is locked')
    const holder = holderOf(salt, secrets.account.id)
    await changeProfile(store, profile, { salt, kdf: keyMaking, wrapped: cipher.seal(wrappedIn(profile), key), holder })
    cipher.forget()
  }
  return {
    rewrap,
    create: async ({ passphrase, initials, secrets }) => {
      const id = base64url(freshBytes(12))
      const [salt, key] = [freshBytes(16), freshBytes(keyBytes)]
      const cipher = await wrapping(passphrase, { salt, kdf: keyMaking })
      const taken = new Set((await store.profiles.toArray()).map(({ symbol }) => symbol))
      await store.profiles.add({
        id,
        symbol: freeSymbol(taken),
        initials,
        salt,
        kdf: keyMaking,
        wrapped: cipher.seal(wrappedIn(id), key),
        secrets: sealSecrets(id, key, secrets),
        holder: holderOf(salt, secrets.account.id),
        lastUsed: new Date().toISOString(),
      })
      cipher.forget()
      return { profile: id, key, secrets }
    },
    unlock: async (profile, passphrase) => {
      const opened = await tryOnce(store, profile, {
        wrong: 'wrong-passphrase',
        attempt: () => tried(profile, passphrase),
      })
      // A disk that has filled up keeps nobody out.
      if (opened.ok) await changeProfile(store, profile, { lastUsed: new Date().toISOString() }).catch(() => undefined)
      return opened
    },
    recognise: async (profile, passphrase) => (await tried(profile, passphrase)).found,
    changePassphrase: async (id, old, next) => {
      const opened = await tryOnce(store, id, { wrong: 'wrong-passphrase', attempt: () => tried(id, old) })
      if (!opened.ok) return opened
      try {
        await rewrap(opened.value, next)
        opened.value.key.fill(0)
        return ok(undefined)
      } catch (error) {
        return err({ problem: 'failed', detail: String(error) })
      }
    },
    keep: async ({ profile, key }, secrets) => {
      // A profile that was locked meanwhile has no key any more: what it would be sealed under opens to nobody.
      if (isGone(key)) throw new Error('the profile is locked')
      await changeProfile(store, profile, { secrets: sealSecrets(profile, key, secrets) })
    },
    profileOf: async (account) =>
      (await store.profiles.toArray()).find(({ salt, holder, wrapped }) => wrapped && holder === holderOf(salt, account)),
    forget: async (profile) => {
      await changeProfile(store, profile, { wrapped: null, secrets: null })
    },
  }
}

/** It was locked meanwhile. */
const isGone = (key: Uint8Array): boolean => key.every((byte) => byte === 0)

/** As many as can be told apart at a glance. */
const symbols = 12

const freeSymbol = (taken: ReadonlySet<number>): number => {
  const [first = 0] = freshBytes(1)
  for (let turn = 0; turn < symbols; turn += 1) if (!taken.has((first + turn) % symbols)) return (first + turn) % symbols
  return first % symbols
}

export const cardOf = ({ id, symbol, initials, lastUsed, wrapped }: StoredProfile, pin: boolean): ProfileCard => ({
  id,
  symbol,
  initials,
  lastUsed,
  state: wrapped ? 'ready' : 'locked-out',
  pin,
})

const holderOf = (salt: Uint8Array, account: string): string => hashOf(`${base64url(salt)}\n${account}`)

const wrappedIn = (profile: string): string => `palier-profile|${profile}`
const secretsIn = (profile: string): string => `palier-secrets|${profile}`

const sealSecrets = (profile: string, key: Uint8Array, secrets: Secrets): Uint8Array<ArrayBuffer> =>
  withKey(key, (cipher) => cipher.seal(secretsIn(profile), pack(secrets)))

const openSecrets = (profile: string, key: Uint8Array, sealed: Uint8Array<ArrayBuffer>): Secrets =>
  withKey(key, (cipher) => unpack(cipher.open(secretsIn(profile), sealed)) as Secrets)

const withKey = <Value>(key: Uint8Array, deed: (cipher: Cipher) => Value): Value => {
  const cipher = openCipher(key)
  try {
    return deed(cipher)
  } finally {
    cipher.forget()
  }
}

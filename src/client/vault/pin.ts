import type { Result } from '../../core/domain/result.ts'
import { type Cipher, freshBytes, openCipher } from './cipher.ts'
import { type Derive, deriveBeside, keyMaking } from './derive.ts'
import type { DeviceStore } from './device-store.ts'
import type { Opened } from './keyring.ts'
import type { UnlockProblem } from './lock-port.ts'
import { pack, unpack } from './packed.ts'
import type { Secrets } from './secrets.ts'
import { type Tried, tryOnce } from './tries.ts'

/** After so many wrong ones in a row the PIN opens nothing more, and the passphrase is asked for. */
const mostWrong = 5

/**
 * A PIN re-opens a profile only while this page lives. Six digits are tried in no time by whoever has what they protect: so it
 * lies in memory alone, never on a disk, and while the profile is locked memory holds its key only under the PIN's own.
 */
export type PinMemory = {
  readonly set: (opened: Opened, pin: string) => Promise<void>
  readonly has: (profile: string) => boolean
  /** What changed in the profile since the PIN was set. */
  readonly renew: (profile: string, secrets: Secrets) => void
  /** From here on nothing of the profile lies open in here. */
  readonly close: (profile: string) => void
  readonly open: (profile: string, pin: string) => Promise<Result<Opened, UnlockProblem>>
  readonly forget: (profile: string) => void
}

type Held = {
  readonly salt: Uint8Array<ArrayBuffer>
  sealed: Uint8Array<ArrayBuffer>
  /** While the profile is open anyway: to seal anew what changes. */
  cipher: Cipher | undefined
  readonly key: Uint8Array<ArrayBuffer>
  wrong: number
}

export const openPinMemory = (store: DeviceStore, derive: Derive = deriveBeside): PinMemory => {
  const held = new Map<string, Held>()
  const cipherFor = async (pin: string, salt: Uint8Array<ArrayBuffer>): Promise<Cipher> => {
    const key = await derive(pin, salt, keyMaking)
    const cipher = openCipher(key)
    key.fill(0)
    return cipher
  }
  const forget = (profile: string): void => {
    const one = held.get(profile)
    one?.cipher?.forget()
    one?.key.fill(0)
    held.delete(profile)
  }
  const tried = async (profile: string, pin: string, one: Held): Promise<Tried<Opened>> => {
    try {
      const cipher = await cipherFor(pin, one.salt)
      try {
        const { bytes, ...secrets } = unpack(cipher.open(placeOf(profile), one.sealed)) as Secrets & { bytes: Opened['key'] }
        one.cipher = cipher
        one.key.set(bytes)
        one.wrong = 0
        return { found: { profile, key: bytes, secrets } }
      } catch {
        cipher.forget()
        one.wrong += 1
        if (one.wrong >= mostWrong) forget(profile)
        return {}
      }
    } catch (error) {
      return { failed: String(error) }
    }
  }
  return {
    set: async ({ profile, key, secrets }, pin) => {
      const salt = freshBytes(16)
      const cipher = await cipherFor(pin, salt)
      forget(profile)
      const sealed = cipher.seal(placeOf(profile), pack({ ...secrets, bytes: key }))
      held.set(profile, { salt, sealed, cipher, key: new Uint8Array(key), wrong: 0 })
    },
    has: (profile) => held.has(profile),
    renew: (profile, secrets) => {
      const one = held.get(profile)
      if (one?.cipher) one.sealed = one.cipher.seal(placeOf(profile), pack({ ...secrets, bytes: one.key }))
    },
    close: (profile) => {
      const one = held.get(profile)
      one?.cipher?.forget()
      one?.key.fill(0)
      if (one) one.cipher = undefined
    },
    open: async (profile, pin) => {
      const one = held.get(profile)
      if (!one) return { ok: false, problem: { problem: 'no-pin' } }
      const opened = await tryOnce(store, profile, { wrong: 'wrong-pin', attempt: () => tried(profile, pin, one) })
      if (!opened.ok && opened.problem.problem === 'locked-out') forget(profile)
      return opened
    },
    forget,
  }
}

const placeOf = (profile: string): string => `palier-pin|${profile}`

import { err, ok, type Result } from '../../core/domain/result.ts'
import { sealingClaim } from '../../core/protocol/access/greeting.ts'
import { base64url } from '../../core/protocol/hash.ts'
import { greeting } from '../access/calls.ts'
import { carryOut } from '../storage/journal/carry-out.ts'
import { verify } from '../sync/verify.ts'
import { type DeviceStore, headquartersOf, journalOf, type KnownHeadquarters, tabletOf } from '../vault/device-store.ts'
import { cardOf, type Keyring, type Opened } from '../vault/keyring.ts'
import type { EntryPort, LockPort, NewProfile, ProfileCard, UnlockProblem } from '../vault/lock-port.ts'
import type { PinMemory } from '../vault/pin.ts'
import { type Secrets, usualSettings } from '../vault/secrets.ts'
import { newDevice } from '../vault/signing-key.ts'
import { watchTries } from '../vault/tries.ts'
import { newId } from './clock.ts'
import { headquarters } from './entry.ts'
import { markEnrolled } from './gate.ts'
import { lostWork } from './lost-work.ts'
import type { Since } from './open-profile.ts'

export type Parts = {
  readonly store: DeviceStore
  readonly keyring: Keyring
  readonly pins: PinMemory
  /** Draws the work of a profile; rejects where that cannot be. */
  readonly show: (opened: Opened, since: Since) => Promise<void>
  readonly showEntry: () => void
  readonly showLock: () => void
  readonly showLost: () => void
}

/** What the lock screen asks of the vault. */
export const lockPort = ({ store, keyring, pins, show, showEntry, showLost }: Parts): LockPort => {
  const drawn = async (opening: Promise<Result<Opened, UnlockProblem>>): Promise<Result<void, UnlockProblem>> => {
    try {
      const opened = await opening
      if (opened.ok) await show(opened.value, 'known')
      return opened.ok ? ok(undefined) : opened
    } catch (error) {
      return err({ problem: 'failed', detail: String(error) })
    }
  }
  return {
    profiles: () => cardsOf(store, pins),
    unlock: async (profile, passphrase) => drawn(keyring.unlock(profile, passphrase)),
    openWithPin: async (profile, pin) => drawn(pins.open(profile, pin)),
    watchTries: (profile, tell) => watchTries({ store, profile, tell }),
    carryOut: (profile) => carryOut(journalOf(profile)),
    addProfile: showEntry,
    lost: async () => (await lostWork(store)).reduce((sum, { operations }) => sum + operations, 0),
    showLost,
  }
}

const cardsOf = async (store: DeviceStore, pins: PinMemory): Promise<readonly ProfileCard[]> => {
  const cards = (await store.profiles.toArray()).map((profile) => cardOf(profile, pins.has(profile.id)))
  return cards.sort((a, b) => ((a.lastUsed ?? '') < (b.lastUsed ?? '') ? 1 : -1))
}

/** What the screens before there is a profile ask of it. */
export const entryPort = ({ store, keyring, pins, show, showLock }: Parts): EntryPort => ({
  tablet: () => tabletOf(store),
  enrolled: async (tablet) => {
    await store.facts.put({ key: 'tablet', value: tablet })
    await store.facts.delete('revoked')
    markEnrolled(localStorage)
  },
  newDevice: () => newDevice(newId<'device'>()),
  profileOf: async (account) => {
    const profile = await keyring.profileOf(account)
    return profile && cardOf(profile, pins.has(profile.id))
  },
  createProfile: async (wanted) => {
    try {
      const { opened, since } = await madeOrRenewed(store, keyring, wanted)
      await show(opened, since)
      return ok(undefined)
    } catch (error) {
      return err({ problem: 'failed', detail: String(error) })
    }
  },
  back: showLock,
})

/**
 * Whoever signed in has proved who they are. Where their profile opens with the same passphrase its session is renewed in it,
 * as the device that signed in now; where it does not, because the passphrase was reset elsewhere, they get a new one, and the
 * other stays as it is: its sealed work can be carried out, and the passphrase of before still opens it.
 */
const madeOrRenewed = async (
  store: DeviceStore,
  keyring: Keyring,
  wanted: NewProfile,
): Promise<{ readonly opened: Opened; readonly since: Since }> => {
  const { passphrase, account, token, offlineDays, device, initials } = wanted
  const session: Secrets = {
    token,
    account,
    offlineDays,
    device: device.device,
    signing: { key: device.key, pkcs8: base64url(device.pkcs8) },
    headquarters: (await meetHeadquarters(store)) ?? null,
    settings: usualSettings,
  }
  const known = await keyring.profileOf(account.id)
  const before = known && (await keyring.recognise(known.id, passphrase))
  if (!before) return { opened: await keyring.create({ passphrase, initials, secrets: session }), since: 'new' }
  const secrets = { ...session, settings: before.secrets.settings }
  await keyring.keep(before, secrets)
  return { opened: { ...before, secrets }, since: 'renewed' }
}

/** The keys of headquarters, as the first contact told them; another server with the same address is not believed. */
export const meetHeadquarters = async (store: DeviceStore): Promise<KnownHeadquarters | undefined> => {
  const known = await headquartersOf(store)
  const said = await greeting(headquarters)
  if (!said.ok) return known
  const { signing, sealing, certificate } = said.value.keys
  if (known && known.signing !== signing) return known
  if (!(await verify(signing, sealingClaim(sealing), certificate))) return known
  const met = { signing, sealing }
  await store.facts.put({ key: 'headquarters', value: met })
  return met
}

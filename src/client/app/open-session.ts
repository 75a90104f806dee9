import type { DeviceStore, KnownHeadquarters } from '../vault/device-store.ts'
import { cardOf, type Keyring, type Opened } from '../vault/keyring.ts'
import type { EnrolledTablet, OpenSession } from '../vault/lock-port.ts'
import type { PinMemory } from '../vault/pin.ts'
import type { Secrets } from '../vault/secrets.ts'
import { meetHeadquarters } from './profiles.ts'
import { useSession } from './session.ts'

export type SessionParts = {
  readonly store: DeviceStore
  readonly keyring: Keyring
  readonly pins: PinMemory
  readonly opened: Opened
  readonly tablet: EnrolledTablet
  /** Headquarters said anew who the account is. */
  readonly changed: (secrets: Secrets) => Promise<void>
  readonly lock: () => void
}

/** What the holder of an open profile may do with it, for every screen. Answers with what is sealed in the profile by now. */
export const beginSession = async (parts: SessionParts): Promise<() => Secrets> => {
  const { store, keyring, pins, opened, tablet, changed, lock } = parts
  const { profile } = opened
  const stored = await store.profiles.get(profile)
  if (!stored) throw new Error('the profile is gone')
  let { secrets } = opened
  const keep = async (next: Secrets): Promise<void> => {
    await keyring.keep(opened, next)
    secrets = next
    pins.renew(profile, next)
    show({ account: next.account, settings: next.settings })
  }
  const session: OpenSession = {
    card: cardOf(stored, pins.has(profile)),
    account: secrets.account,
    tablet,
    token: () => secrets.token,
    settings: secrets.settings,
    hidden: false,
    renew: async (change) => {
      await keep({ ...secrets, ...change })
      if (change.account) await changed(secrets)
    },
    changePassphrase: (old, next) => keyring.changePassphrase(profile, old, next),
    takePassphrase: (next) => keyring.rewrap({ ...opened, secrets }, next),
    setPin: async (pin) => {
      if (pin === null) pins.forget(profile)
      else await pins.set({ ...opened, secrets }, pin)
      show({ card: cardOf(stored, pin !== null) })
      const wantsPin = pin !== null
      if (wantsPin !== (secrets.settings.wantsPin ?? false))
        await keep({ ...secrets, settings: { ...secrets.settings, wantsPin } })
    },
    choose: (settings) => keep({ ...secrets, settings }),
    lock,
  }
  useSession.setState({ session })
  void hearKeys(store, async (met) => {
    if (met.sealing !== secrets.headquarters?.sealing) await keep({ ...secrets, headquarters: met })
  })
  return () => secrets
}

/** [C7] Headquarters may have a new key to seal to, or was out of reach before: from the next unlocking on, work is sealed to this one. */
const hearKeys = async (store: DeviceStore, told: (met: KnownHeadquarters) => Promise<void>): Promise<void> => {
  const met = await meetHeadquarters(store).catch(() => undefined)
  if (met) await told(met).catch(() => undefined)
}

const show = (change: Partial<OpenSession>): void =>
  useSession.setState(({ session }) => ({ session: session && { ...session, ...change } }))

export const showHidden = (hidden: boolean): void => show({ hidden })

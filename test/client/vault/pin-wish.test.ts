import { afterEach, expect, it, vi } from 'vitest'
import { beginSession } from '../../../src/client/app/open-session.ts'
import { useSession } from '../../../src/client/app/session.ts'
import { openDeviceStore } from '../../../src/client/vault/device-store.ts'
import { openKeyring } from '../../../src/client/vault/keyring.ts'
import { openPinMemory } from '../../../src/client/vault/pin.ts'
import { heldSecrets, quickDerive } from '../../support/vault.ts'

const passphrase = 'cinq mots que seule Awa connaît'
const pin = '271845'

afterEach(() => {
  useSession.setState({ session: null })
  vi.unstubAllGlobals()
})

it('outlives a start as a wish that is sealed, and no digit of the PIN does', async () => {
  vi.stubGlobal('fetch', async () => Promise.reject(new TypeError('no network')))
  const store = openDeviceStore('device-of-a-wish')
  const keyring = openKeyring(store, quickDerive)
  const pins = openPinMemory(store, quickDerive)
  const opened = await keyring.create({ passphrase, initials: 'AT', secrets: heldSecrets('account-1') })
  const tablet = { id: 't', name: 'Sénou 3', token: 't' }
  await beginSession({ store, keyring, pins, opened, tablet, changed: async () => undefined, lock: () => undefined })
  const session = () => {
    const { session: held } = useSession.getState()
    if (!held) throw new Error('nobody is in')
    return held
  }
  const wish = async () => {
    const again = await keyring.unlock(opened.profile, passphrase)
    return again.ok && again.value.secrets.settings
  }
  await session().setPin(pin)
  await session().choose({ ...session().settings, idleMinutes: 2 })
  expect(await wish()).toEqual({ idleMinutes: 2, hiddenSeconds: 30, wantsPin: true })
  const lies = JSON.stringify(await store.profiles.toArray(), (_, value) =>
    ArrayBuffer.isView(value) ? Buffer.from(value as Uint8Array).toString('latin1') : value,
  )
  expect(lies).not.toMatch(/271845|wantsPin/)
  expect(await openPinMemory(store, quickDerive).open(opened.profile, pin)).toMatchObject({
    ok: false,
    problem: { problem: 'no-pin' },
  })
  expect((await pins.open(opened.profile, pin)).ok).toBe(true)
  await session().setPin(null)
  expect(await wish()).toMatchObject({ wantsPin: false })
})

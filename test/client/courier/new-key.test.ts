import { afterEach, expect, it, vi } from 'vitest'
import { beginSession } from '../../../src/client/app/open-session.ts'
import { openDeviceStore } from '../../../src/client/vault/device-store.ts'
import { openKeyring } from '../../../src/client/vault/keyring.ts'
import type { PinMemory } from '../../../src/client/vault/pin.ts'
import { sealingClaim } from '../../../src/core/protocol/access/greeting.ts'
import { makeKeys, signerOf } from '../../../src/server/store/keys.ts'
import { sealingPair } from '../../support/courier-keys.ts'
import { heldSecrets, quickDerive } from '../../support/vault.ts'

afterEach(() => vi.unstubAllGlobals())

const pins = { has: () => false, renew: () => undefined, forget: () => undefined } as unknown as PinMemory

/** A profile that is open while headquarters says which keys it has. */
const opened = async (name: string, keys: object) => {
  vi.stubGlobal('fetch', async () => {
    await new Promise((resolve) => setTimeout(resolve, 150))
    return Response.json({ mode: 'accounts', fresh: false, keys })
  })
  const store = openDeviceStore(name)
  const keyring = openKeyring(store, quickDerive)
  const profile = await keyring.create({ passphrase: 'trois chats gris', initials: 'TC', secrets: heldSecrets('account-1') })
  const parts = {
    store,
    keyring,
    pins,
    tablet: { id: 't', name: 'T', token: 'x' },
    changed: async () => undefined,
    lock: () => undefined,
  }
  return { keyring, profile, secrets: await beginSession({ ...parts, opened: profile }) }
}

it('[C7] keeps the present key of headquarters for the next unlocking, where it bears the name of headquarters', async () => {
  const signer = signerOf(makeKeys())
  const { point: sealing } = await sealingPair()
  const keys = { signing: signer.key, sealing, certificate: signer.sign(sealingClaim(sealing)) }
  const { keyring, profile, secrets } = await opened('new-key-1', keys)
  await expect.poll(() => secrets().headquarters?.sealing).toBe(sealing)
  const again = await keyring.unlock(profile.profile, 'trois chats gris')
  expect(again.ok && again.value.secrets.headquarters).toEqual({ signing: signer.key, sealing })
})

it('[C7] believes no key without that name, and seals nothing once the profile is locked', async () => {
  const signer = signerOf(makeKeys())
  const [{ point: sealing }, { point: other }] = await Promise.all([sealingPair(), sealingPair()])
  const forged = { signing: signer.key, sealing, certificate: signer.sign(sealingClaim(other)) }
  const first = await opened('new-key-2', forged)
  await new Promise((resolve) => setTimeout(resolve, 600))
  expect(first.secrets().headquarters).toBeNull()
  const locked = await opened('new-key-3', { ...forged, certificate: signer.sign(sealingClaim(sealing)) })
  locked.profile.key.fill(0)
  await new Promise((resolve) => setTimeout(resolve, 600))
  const again = await locked.keyring.unlock(locked.profile.profile, 'trois chats gris')
  expect(again.ok && again.value.secrets.headquarters).toBeNull()
})

import { argon2id } from 'hash-wasm'
import { describe, expect, it } from 'vitest'
import type { Derive } from '../../../src/client/vault/derive.ts'
import { keyMaking, secretOf } from '../../../src/client/vault/derive.ts'
import { type DeviceStore, openDeviceStore } from '../../../src/client/vault/device-store.ts'
import { openKeyring } from '../../../src/client/vault/keyring.ts'
import { openPinMemory } from '../../../src/client/vault/pin.ts'
import { mostTries, triesOf, waitAfter, watchTries } from '../../../src/client/vault/tries.ts'
import { heldSecrets, quickDerive } from '../../support/vault.ts'

let opened = 0
const fresh = (): DeviceStore => openDeviceStore(`device-${opened++}`)

const passphrase = 'cinq mots que seule Awa connaît'

const withProfile = async (derive: Derive = quickDerive) => {
  const store = fresh()
  const keyring = openKeyring(store, derive)
  const made = await keyring.create({ passphrase, initials: 'AT', secrets: heldSecrets('account-1') })
  return { store, keyring, made, id: made.profile }
}

/** The wait is over, as if it had been watched to its end. */
const waited = async (store: DeviceStore, profile: string) => store.tries.put({ ...(await triesOf(store, profile)), owed: 0 })

describe('a profile', () => {
  it('opens with its passphrase, and gives back its key and what is sealed with it', async () => {
    const { keyring, made, id } = await withProfile()
    const again = await keyring.unlock(id, `  ${passphrase.normalize('NFD')} `)
    expect(again).toMatchObject({ ok: true, value: { secrets: heldSecrets('account-1') } })
    expect(again.ok && [...again.value.key]).toEqual([...made.key])
  })

  it('lies on the disk without passphrase, key, account or session in it', async () => {
    const { store, made } = await withProfile()
    const [lies] = await store.profiles.toArray()
    const text = JSON.stringify(lies, (_, value) =>
      ArrayBuffer.isView(value) ? Buffer.from(value as Uint8Array).toString('latin1') : value,
    )
    const key = Buffer.from(made.key).toString('latin1')
    for (const secret of [passphrase, key, 'account-1', 'the-session', 'awa.traore']) expect(text).not.toContain(secret)
    expect(lies).toMatchObject({ initials: 'AT', kdf: { memory: 47104, passes: 1, lanes: 1 } })
  })

  it('is found again by its account, and by nobody who does not know that', async () => {
    const { keyring, id } = await withProfile()
    expect((await keyring.profileOf('account-1'))?.id).toBe(id)
    expect(await keyring.profileOf('account-2')).toBeUndefined()
  })

  it('keeps its key under another passphrase, and the old one opens it no more', async () => {
    const { keyring, made, id } = await withProfile()
    expect(await keyring.changePassphrase(id, passphrase, 'une autre')).toEqual({ ok: true, value: undefined })
    expect(await keyring.unlock(id, passphrase)).toMatchObject({ ok: false, problem: { problem: 'wrong-passphrase', left: 9 } })
    const again = await keyring.unlock(id, 'une autre')
    expect(again).toMatchObject({ ok: true })
    expect(again.ok && [...again.value.key]).toEqual([...made.key])
    expect((await keyring.profileOf('account-1'))?.id).toBe(id)
  })

  it('takes a passphrase that was proved elsewhere, without the one of before', async () => {
    const { keyring, made, id } = await withProfile()
    await keyring.rewrap(made, 'celle du siège')
    expect(await keyring.unlock(id, passphrase)).toMatchObject({ ok: false, problem: { problem: 'wrong-passphrase' } })
    const again = await keyring.unlock(id, 'celle du siège')
    expect(again.ok && [...again.value.key]).toEqual([...made.key])
    expect((await keyring.profileOf('account-1'))?.id).toBe(id)
  })

  it('that was locked meanwhile is not wrapped anew: its key is gone from memory', async () => {
    const { keyring, made, id } = await withProfile()
    const gone = { ...made, key: new Uint8Array(32) }
    await expect(keyring.rewrap(gone, 'une autre')).rejects.toThrow('locked')
    expect(await keyring.unlock(id, passphrase)).toMatchObject({ ok: true })
  })

  it('is told from twelve others by its symbol', async () => {
    const store = fresh()
    const keyring = openKeyring(store, quickDerive)
    for (let turn = 0; turn < 12; turn += 1)
      await keyring.create({ passphrase, initials: 'XX', secrets: heldSecrets(`account-${turn}`) })
    expect(new Set((await store.profiles.toArray()).map(({ symbol }) => symbol)).size).toBe(12)
  })

  it('makes its key with Argon2id, as the reference makes it', async () => {
    const key = await argon2id({
      password: secretOf(passphrase),
      salt: new Uint8Array(16).fill(2),
      memorySize: keyMaking.memory,
      iterations: keyMaking.passes,
      parallelism: keyMaking.lanes,
      hashLength: 32,
      outputType: 'hex',
    })
    const { argon2Sync } = await import('node:crypto')
    const expected = argon2Sync('argon2id', {
      message: secretOf(passphrase),
      nonce: new Uint8Array(16).fill(2),
      parallelism: 1,
      tagLength: 32,
      memory: 46 * 1024,
      passes: 1,
    })
    expect(key).toBe(expected.toString('hex'))
  })
})

describe('wrong tries', () => {
  it('cost nothing at first, then five seconds, and twice as long each time', () => {
    expect([1, 2, 3, 4, 5, 9].map(waitAfter)).toEqual([0, 0, 5_000, 10_000, 20_000, 320_000])
  })

  it('are counted across pages, and forgotten when the right one comes', async () => {
    const { store, keyring, id } = await withProfile()
    await keyring.unlock(id, 'faux')
    const later = openKeyring(openDeviceStore(store.name), quickDerive)
    expect(await later.unlock(id, 'faux')).toMatchObject({ problem: { problem: 'wrong-passphrase', left: 8, wait: 0 } })
    expect((await later.unlock(id, passphrase)).ok).toBe(true)
    expect(await triesOf(store, id)).toMatchObject({ wrong: 0 })
  })

  it('are all counted where several tabs try at once', async () => {
    const { store, keyring, id } = await withProfile()
    const tabs = [keyring, openKeyring(openDeviceStore(store.name), quickDerive)]
    const done = await Promise.all(Array.from({ length: 6 }, (_, at) => tabs[at % 2]?.unlock(id, 'faux')))
    expect((await triesOf(store, id)).wrong).toBe(3)
    expect(done.filter((one) => one && !one.ok && one.problem.problem === 'wait')).toHaveLength(3)
  })

  it('are counted before they are made: a page that is closed meanwhile has used its try', async () => {
    const { store, id } = await withProfile()
    let end: (error: Error) => void = () => undefined
    const closed = openKeyring(store, () => new Promise((_, reject) => (end = reject)))
    const ended = closed.unlock(id, 'faux')
    await expect.poll(async () => (await triesOf(store, id)).wrong).toBe(1)
    end(new Error('the page is closed'))
    await ended
  })

  it('do not count where the tablet had no memory for it', async () => {
    const { store, id } = await withProfile()
    const poor = openKeyring(store, async () => {
      throw new Error('out of memory')
    })
    expect(await poor.unlock(id, passphrase)).toMatchObject({ problem: { problem: 'failed' } })
    expect((await triesOf(store, id)).wrong).toBe(0)
  })

  it('are not made where they cannot be counted, and the right passphrase opens where the disk fills up behind it', async () => {
    const { store, id } = await withProfile()
    let derived = 0
    const keyring = openKeyring(store, (...parts) => {
      derived += 1
      return quickDerive(...parts)
    })
    const put = store.tries.put.bind(store.tries)
    const full = () => Promise.reject(new DOMException('no room', 'QuotaExceededError')) as never
    store.tries.put = full
    expect(await keyring.unlock(id, 'faux')).toMatchObject({ problem: { problem: 'full' } })
    expect(await keyring.unlock(id, passphrase)).toMatchObject({ problem: { problem: 'full' } })
    expect(derived).toBe(0)
    store.tries.put = (item) => (item.wrong === 0 ? full() : put(item))
    expect((await keyring.unlock(id, passphrase)).ok).toBe(true)
    expect((await triesOf(store, id)).wrong).toBe(1)
  })

  it('end after ten also where the page was closed in the tenth, or the disk did not let the keys go', async () => {
    const { store, keyring, id } = await withProfile()
    await store.tries.put({ profile: id, wrong: mostTries, owed: 0 })
    const put = store.profiles.put.bind(store.profiles)
    store.profiles.put = (() => Promise.reject(new DOMException('no room', 'QuotaExceededError'))) as never
    expect(await keyring.unlock(id, passphrase)).toEqual({ ok: false, problem: { problem: 'locked-out' } })
    store.profiles.put = put
    expect(await keyring.unlock(id, passphrase)).toEqual({ ok: false, problem: { problem: 'locked-out' } })
    expect(await store.profiles.get(id)).toMatchObject({ wrapped: null, secrets: null })
  })

  it('are not even made while there is a wait, not with the right passphrase either', async () => {
    const { keyring, id } = await withProfile()
    for (let turn = 0; turn < 3; turn += 1) await keyring.unlock(id, 'faux')
    expect(await keyring.unlock(id, passphrase)).toMatchObject({ problem: { problem: 'wait', left: 7, wait: 5_000 } })
  })

  it('end after ten: the keys are gone, with the right passphrase too', async () => {
    const { store, keyring, id } = await withProfile()
    for (let turn = 0; turn < mostTries; turn += 1) {
      await waited(store, id)
      await keyring.unlock(id, 'faux')
    }
    expect(await keyring.unlock(id, passphrase)).toEqual({ ok: false, problem: { problem: 'locked-out' } })
    expect(await store.profiles.get(id)).toMatchObject({ wrapped: null, secrets: null })
  })
})

describe('the wait after wrong tries', () => {
  const owing = async () => {
    const { store, keyring, id } = await withProfile()
    for (let turn = 0; turn < 3; turn += 1) await keyring.unlock(id, 'faux')
    return { store, id }
  }
  const owed = async (store: DeviceStore, id: string) => (await triesOf(store, id)).owed
  const later = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))

  it('passes only while the lock screen is watched', async () => {
    const { store, id } = await owing()
    await later(1_300)
    expect(await owed(store, id)).toBe(5_000)
    const told: number[] = []
    const stop = watchTries({ store, profile: id, tell: ({ wait }) => told.push(wait) })
    await expect.poll(() => owed(store, id), { timeout: 8_000 }).toBeLessThan(4_500)
    stop()
    const left = await owed(store, id)
    await later(1_300)
    expect(await owed(store, id)).toBe(left)
    expect(told[0]).toBeCloseTo(5_000, -2)
  })

  it('is no shorter when the tablet sleeps, or its clock jumps', async () => {
    const { store, id } = await owing()
    let time = 0
    const stop = watchTries({ store, profile: id, tell: () => undefined, clock: () => time })
    await later(200)
    time = 3_600_000
    await later(1_200)
    stop()
    expect(await owed(store, id)).toBe(3_000)
  })

  it('does not pass out of sight, and not twice as fast on two screens', async () => {
    const { store, id } = await owing()
    const unseen = watchTries({ store, profile: id, tell: () => undefined, isSeen: () => false })
    await later(1_300)
    unseen()
    expect(await owed(store, id)).toBe(5_000)
    const stops = [0, 1].map(() => watchTries({ store, profile: id, tell: () => undefined }))
    await later(2_200)
    for (const stop of stops) stop()
    expect(await owed(store, id)).toBeGreaterThan(2_500)
  })
})

describe('a PIN', () => {
  const withPin = async () => {
    const { store, keyring, made, id } = await withProfile()
    const memory = openPinMemory(store, quickDerive)
    await memory.set(made, '271828')
    const key = [...made.key]
    memory.close(id)
    made.key.fill(0)
    return { store, keyring, memory, id, key }
  }

  it('opens the profile again while the page lives, with what changed meanwhile', async () => {
    const { memory, id, key } = await withPin()
    const again = await memory.open(id, '271828')
    expect(again.ok && [...again.value.key]).toEqual(key)
    memory.renew(id, { ...heldSecrets('account-1'), token: 'a-newer-session' })
    memory.close(id)
    const later = await memory.open(id, '271828')
    expect(later).toMatchObject({ ok: true, value: { secrets: { token: 'a-newer-session' } } })
  })

  it('leaves nothing on the disk: another page knows of none', async () => {
    const { store, id } = await withPin()
    expect(await openPinMemory(store, quickDerive).open(id, '271828')).toEqual({ ok: false, problem: { problem: 'no-pin' } })
  })

  it('shares its wrong tries with the passphrase, and is gone after five', async () => {
    const { store, keyring, memory, id } = await withPin()
    await keyring.unlock(id, 'faux')
    for (let turn = 0; turn < 5; turn += 1) {
      await waited(store, id)
      expect((await memory.open(id, '000000')).ok).toBe(false)
    }
    expect((await triesOf(store, id)).wrong).toBe(6)
    expect(memory.has(id)).toBe(false)
    await waited(store, id)
    expect((await keyring.unlock(id, passphrase)).ok).toBe(true)
  })
})

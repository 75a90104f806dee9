import { describe, expect, it } from 'vitest'
import { openApp } from '../../../src/client/app/app.ts'
import { deviceSigner } from '../../../src/client/app/signing.ts'
import { openDatabase } from '../../../src/client/storage/database.ts'
import { verify } from '../../../src/client/sync/verify.ts'
import { hashOf } from '../../../src/core/protocol/hash.ts'

let opened = 0
const nextName = (): string => {
  opened += 1
  return `signing-${opened}-${performance.now()}`
}

const signerOf = async (name: string) => {
  const signer = await deviceSigner(openDatabase(name))
  if (!signer) throw new Error('this browser has no cryptography')
  return signer
}

describe('the device’s signature', () => {
  it('is made over the hash’s text, and is proven by the key that it names', async () => {
    const { key, sign } = await signerOf(nextName())
    const hash = hashOf('what was signed')
    const signature = await sign(hash)
    expect(signature).toMatch(/^[A-Za-z0-9_-]{86}$/)
    expect(await verify(key, hash, signature)).toBe(true)
    expect(await verify(key, hashOf('what was not'), signature)).toBe(false)
  })

  it('stays the same device’s after a restart, and two tabs that begin at once end with one', async () => {
    const name = nextName()
    const [one, other] = await Promise.all([signerOf(name), signerOf(name)])
    expect(other.key).toBe(one.key)
    expect((await signerOf(name)).key).toBe(one.key)
  })

  it('lies in the database as a key that nobody can read out', async () => {
    const database = openDatabase(nextName())
    await deviceSigner(database)
    const pair = (await database.meta.get('signing'))?.value as CryptoKeyPair | undefined
    if (!pair) throw new Error('no key was kept')
    const { privateKey } = pair
    expect(privateKey.extractable).toBe(false)
    for (const format of ['pkcs8', 'jwk'] as const)
      await expect(crypto.subtle.exportKey(format as 'jwk', privateKey)).rejects.toThrow()
  })

  it('stands on what was signed in this app, and on nothing else', async () => {
    const database = openDatabase(nextName())
    const app = await openApp({
      database,
      signer: deviceSigner,
      send: async () => ({ ok: false, problem: { problem: 'no-network' } }),
    })
    app.runner.stop()
    const deed = { entity: { kind: 'assessment', id: 'a-1' }, stream: 'site' as never } as const
    await app.perform([{ ...deed, kind: 'create', set: { summary: 'vu' } }])
    await app.perform([{ ...deed, kind: 'seal', set: { signedAt: '2026-11-22T08:00:00.000Z', signedBy: 'p-1' } }])
    const [edit, seal] = await database.unsent.orderBy('order').toArray()
    expect([edit?.signature, JSON.parse(edit?.text ?? '').key]).toEqual([undefined, undefined])
    const { key } = JSON.parse(seal?.text ?? '')
    expect(await verify(key, seal?.hash ?? '', seal?.signature ?? '')).toBe(true)
  })
})

import { expect, it } from 'vitest'
import { lockPort } from '../../../src/client/app/profiles.ts'
import { openKeyring } from '../../../src/client/vault/keyring.ts'

it('says that a try failed where the browser lost its storage, and does not wait for ever', async () => {
  const lost = () => Promise.reject(new DOMException('Connection to Indexed Database server lost', 'UnknownError'))
  const store = { profiles: { get: lost }, tries: { get: lost } } as never
  const pins = { open: lost } as never
  const port = lockPort({ store, keyring: openKeyring(store), pins, show: async () => undefined } as never)
  const failed = { ok: false, problem: { problem: 'failed', detail: expect.stringContaining('UnknownError') } }
  expect(await port.unlock('profile', 'passphrase')).toMatchObject(failed)
  expect(await port.openWithPin('profile', '123456')).toMatchObject(failed)
})

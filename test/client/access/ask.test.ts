import { describe, expect, it } from 'vitest'
import { askOver } from '../../../src/client/access/ask.ts'
import { signIn } from '../../../src/client/access/calls.ts'
import { headquartersOf, token } from './ports.ts'

const account = {
  id: 'a1',
  administration: null,
  person: null,
  name: 'awa.traore',
  roles: ['administrator'],
  units: [],
  state: 'active',
  mustChange: false,
}
const who = { name: 'awa.traore', passphrase: 'girafe tambour lagune', device: 'd1', key: 'B'.repeat(87) }

describe('a question to headquarters', () => {
  it('carries its credential in a header alone, never in the address', async () => {
    const { ask, asked } = headquartersOf({ '/sign-in': { body: { token: token('s'), account, offlineDays: 45 } } })
    const known = await signIn(ask, token('t'), who)
    expect(known).toMatchObject({ ok: true, value: { token: token('s'), offlineDays: 45 } })
    expect(asked).toEqual([{ path: '/sign-in', body: who, bearer: `Bearer ${token('t')}` }])
  })

  it('is as good as without a network where somebody else answers', async () => {
    const portal = askOver('/api/v1', async () => new Response('<html>', { headers: { 'content-type': 'text/html' } }))
    expect(await signIn(portal, token('t'), who)).toEqual({ ok: false, problem: { problem: 'no-network' } })
    const gateway = askOver('/api/v1', async () => new Response('bad gateway', { status: 502 }))
    expect(await signIn(gateway, token('t'), who)).toEqual({ ok: false, problem: { problem: 'no-network' } })
    const nobody = askOver('/api/v1', async () => Promise.reject(new TypeError('Failed to fetch')))
    expect(await signIn(nobody, token('t'), who)).toEqual({ ok: false, problem: { problem: 'no-network' } })
  })

  it('tells a refusal by its code, with the time to wait where there is one', async () => {
    const refusing = (code: string, headers = {}) => headquartersOf({ '/sign-in': { status: 429, body: { code }, headers } }).ask
    expect(await signIn(refusing('too-many-tries', { 'retry-after': '90' }), token('t'), who)).toEqual({
      ok: false,
      problem: { problem: 'too-many-tries', seconds: 90 },
    })
    expect(await signIn(refusing('wrong-credentials'), token('t'), who)).toEqual({
      ok: false,
      problem: { problem: 'wrong-credentials' },
    })
    expect(await signIn(refusing('something-new'), token('t'), who)).toEqual({ ok: false, problem: { problem: 'rejected' } })
  })

  it('takes no answer that is not what was agreed', async () => {
    const { ask } = headquartersOf({ '/sign-in': { body: { token: token('s'), account: { ...account, roles: ['king'] } } } })
    expect(await signIn(ask, token('t'), who)).toEqual({ ok: false, problem: { problem: 'upgrade-required' } })
  })
})

import { describe, expect, it } from 'vitest'
import { readSettings } from '../../src/server/main/settings.ts'
import { badSettings } from '../../src/server/main/words.ts'

const settings = (env: { readonly [name: string]: string }) => readSettings(env)

describe('the setting ACCESS', () => {
  it('lets a server without accounts listen on this machine alone', () => {
    expect(settings({ ACCESS: 'open' })).toMatchObject({ ok: true, value: { access: 'open' } })
    expect(settings({ ACCESS: 'open', HOST: 'localhost' }).ok).toBe(true)
    for (const env of [{ HOST: '0.0.0.0' }, { HOST: '::' }, { HOST: '192.168.1.7' }, { PUBLIC_HOST: 'palier.example' }]) {
      const refused = settings({ ACCESS: 'open', ...env })
      expect(refused).toMatchObject({ ok: false, problem: { problem: 'open-to-network' } })
      if (!refused.ok)
        expect(badSettings(refused.problem)).toMatch(/FR .*ACCESS=open[\s\S]*ACCESS=accounts[\s\S]*EN .*ACCESS=open/)
    }
  })

  it('asks everybody to sign in unless told otherwise', () => {
    expect(settings({})).toMatchObject({ ok: true, value: { access: 'accounts' } })
  })

  it('lets one with accounts be reached from anywhere', () => {
    const found = settings({ ACCESS: 'accounts', HOST: '0.0.0.0', PUBLIC_HOST: 'palier.example' })
    expect(found).toMatchObject({ ok: true, value: { access: 'accounts', host: '0.0.0.0', publicHosts: ['palier.example'] } })
  })

  it('refuses any other word', () => {
    const refused = settings({ ACCESS: 'Open' })
    expect(refused).toMatchObject({ ok: false, problem: { problem: 'bad-access', value: 'Open' } })
    if (!refused.ok) expect(badSettings(refused.problem)).toMatch(/FR .*ACCESS="Open"[\s\S]*EN .*ACCESS="Open"/)
  })
})

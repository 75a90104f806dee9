import { argon2id } from 'hash-wasm'
import { describe, expect, it } from 'vitest'
import { HasherBusy, openHasher, usualCost } from '../../../src/server/access/hasher.ts'
import { cheap } from '../../support/gate.ts'

const middle = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0

describe('a kept passphrase', () => {
  const hasher = openHasher({ cost: cheap })

  it('is Argon2id with its parameters and a salt of its own', async () => {
    const [one, other] = [await hasher.hash('été à Ségou'), await hasher.hash('été à Ségou')]
    expect(one).toMatch(/^\$argon2id\$v=19\$m=8,t=1,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/)
    expect(one).not.toBe(other)
    const salt = Buffer.from(one.split('$')[4] ?? '', 'base64')
    const asked = { password: 'été à Ségou', salt, parallelism: 1, iterations: 1, memorySize: 8, hashLength: 32 } as const
    expect(await argon2id({ ...asked, outputType: 'encoded' })).toBe(one)
  })

  it('opens to what was typed, to the letter, and to nothing else', async () => {
    const kept = await hasher.hash(' Trois chats ')
    expect(await hasher.verify(' Trois chats ', kept)).toEqual({ right: true, outdated: false })
    for (const typed of ['Trois chats', ' trois chats ', ' Trois chats', ''])
      expect((await hasher.verify(typed, kept)).right).toBe(false)
    expect((await hasher.verify('anything', undefined)).right).toBe(false)
    await expect(hasher.verify('anything', '$argon2i$v=19$m=8,t=1,p=1$x$y')).rejects.toThrow('cannot be read')
  })

  it('is outdated where the cost is another one by now', async () => {
    const kept = await openHasher({ cost: { ...cheap, passes: 2 } }).hash('x')
    expect(await hasher.verify('x', kept)).toEqual({ right: true, outdated: true })
  })
})

describe('the hasher', () => {
  it('runs a few at once, lets some wait in order, and turns the others away', async () => {
    const hasher = openHasher({ cost: cheap, most: 2, waiting: 3 })
    const asked = await Promise.allSettled(Array.from({ length: 8 }, () => hasher.hash('x')))
    expect(asked.map(({ status }) => status)).toEqual([...Array(5).fill('fulfilled'), ...Array(3).fill('rejected')])
    expect(
      asked.flatMap((one) => (one.status === 'rejected' ? [one.reason] : [])).every((reason) => reason instanceof HasherBusy),
    ).toBe(true)
    await hasher.hash('x')
  })

  it('takes as long for a name that there is not as for a wrong passphrase', { timeout: 60_000 }, async () => {
    const hasher = openHasher()
    const kept = await hasher.hash('la bonne phrase')
    const times: Record<'wrong' | 'nobody', number[]> = { wrong: [], nobody: [] }
    for (let round = 0; round < 15; round += 1)
      for (const [name, hash] of [
        ['wrong', kept],
        ['nobody', undefined],
      ] as const) {
        const begun = performance.now()
        await hasher.verify('une autre phrase', hash)
        times[name].push(performance.now() - begun)
      }
    const ratio = middle(times.nobody) / middle(times.wrong)
    console.log(
      `wrong ${middle(times.wrong).toFixed(0)} ms, nobody ${middle(times.nobody).toFixed(0)} ms, ${usualCost.memory} KiB`,
    )
    expect(ratio).toBeGreaterThan(0.6)
    expect(ratio).toBeLessThan(1.6)
  })
})

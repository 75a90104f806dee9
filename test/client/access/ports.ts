import { vi } from 'vitest'
import { type Ask, askOver } from '../../../src/client/access/ask.ts'
import type { Entry, EntryPort, LockPort, ProfileCard, Tries, UnlockProblem } from '../../../src/client/app/entry.ts'
import { err, ok } from '../../../src/core/domain/result.ts'

export const token = (letter: string): string => letter.repeat(43)

export const cardOf = (id: string, more: Partial<ProfileCard> = {}): ProfileCard => ({
  id,
  symbol: 3,
  initials: 'KK',
  lastUsed: '2026-11-21T08:00:00.000Z',
  state: 'ready',
  pin: false,
  ...more,
})

type Secrets = { readonly passphrase?: string; readonly pin?: string }

/** A vault in memory that counts tries as the real one does: three, here, and a wait that the test sets. */
export const memoryLock = (cards: readonly ProfileCard[], secrets: Secrets, wait = 0) => {
  let tries: Tries = { left: 3, wait: 0 }
  const opened: string[] = []
  const tell = new Set<(tries: Tries) => void>()
  const judge = (right: boolean, problem: 'wrong-passphrase' | 'wrong-pin', profile: string) => {
    if (right) {
      opened.push(profile)
      return ok(undefined)
    }
    tries = { left: tries.left - 1, wait }
    for (const one of tell) one(tries)
    const wrong: UnlockProblem = tries.left === 0 ? { problem: 'locked-out' } : { problem, ...tries }
    return err(wrong)
  }
  const port: LockPort = {
    profiles: async () => cards,
    unlock: async (profile, passphrase) => judge(passphrase === secrets.passphrase, 'wrong-passphrase', profile),
    openWithPin: async (profile, pin) => judge(pin === secrets.pin, 'wrong-pin', profile),
    watchTries: (_, listener) => {
      tell.add(listener)
      listener(tries)
      return () => tell.delete(listener)
    },
    carryOut: async () => ok([{ name: 'palier-kk.sealed', bytes: new Uint8Array([1, 2, 3]), operations: 37 }]),
    addProfile: vi.fn(),
    lost: async () => 0,
    showLost: vi.fn(),
  }
  return { port, opened }
}

/** A tablet that knows nothing yet, and what it came to keep. */
export const memoryEntry = (ask: Ask) => {
  const kept: { tablet?: Parameters<EntryPort['enrolled']>[0]; profile?: Parameters<EntryPort['createProfile']>[0] } = {}
  const port: EntryPort = {
    tablet: async () => kept.tablet,
    enrolled: async (tablet) => {
      kept.tablet = tablet
    },
    newDevice: async () => ({ device: 'device-1', key: 'BKey', pkcs8: new Uint8Array() }),
    profileOf: async () => undefined,
    createProfile: async (profile) => {
      kept.profile = profile
      return ok(undefined)
    },
    back: vi.fn(),
  }
  const entry: Entry = { port, app: '0.1.0', ask }
  return { entry, kept }
}

type Told = { readonly path: string; readonly body: unknown; readonly bearer: string | null }
type Reply = { readonly status?: number; readonly body: object; readonly headers?: Readonly<Record<string, string>> }

/** A headquarters of set answers, by path; it notes what it was asked. */
export const headquartersOf = (replies: Readonly<Record<string, Reply | ((told: Told) => Reply)>>) => {
  const asked: Told[] = []
  const speak: typeof fetch = async (input, init) => {
    const path = String(input).replace(/^.*\/api\/v1/, '')
    const told: Told = {
      path,
      body: init?.body ? JSON.parse(String(init.body)) : undefined,
      bearer: new Headers(init?.headers).get('authorization'),
    }
    asked.push(told)
    const found = replies[path]
    if (!found) throw new TypeError('Failed to fetch')
    const { status = 200, body, headers = {} } = typeof found === 'function' ? found(told) : found
    const type = status < 400 ? 'application/json' : 'application/problem+json'
    return new Response(JSON.stringify(body), { status, headers: { 'content-type': type, ...headers } })
  }
  return { ask: askOver('/api/v1', speak), speak, asked }
}

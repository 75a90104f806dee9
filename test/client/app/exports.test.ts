import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { askOver } from '../../../src/client/access/ask.ts'
import { noteExport, watchPrints } from '../../../src/client/app/exports.ts'
import { useSession } from '../../../src/client/app/session.ts'
import { tellExports, withNotes } from '../../../src/client/app/tell-exports.ts'
import type { Database } from '../../../src/client/storage/database.ts'
import { err, ok } from '../../../src/core/domain/result.ts'
import { type ExportNote, type ExportNotes, exportNotesSchema } from '../../../src/core/protocol/access/export-note.ts'
import { openSealed } from '../../support/sealed-database.ts'

let opened = 0
const key = new Uint8Array(32).fill(7)
let database: Database
const signIn = (profile = 'own') => useSession.setState({ session: { card: { id: profile }, token: () => 'own-token' } as never })

beforeEach(() => {
  opened += 1
  database = openSealed(`exports-${opened}`, { key })
  signIn()
})
afterEach(() => {
  useSession.setState({ session: null })
  vi.unstubAllGlobals()
  history.replaceState(null, '', '/')
})

type Answering = (notes: readonly ExportNote[], round: number) => Response | 'no-network'
const taken: Answering = () => Response.json({ done: true })
const refusedAs = (code: string, status: number): Response =>
  new Response(JSON.stringify({ code }), { status, headers: { 'content-type': 'application/problem+json' } })

/** A headquarters that is told of exports, and answers as the test says. */
const headquarters = (answer: Answering = taken) => {
  const told: (readonly ExportNote[])[] = []
  const fetching: typeof fetch = async (input, init) => {
    expect(String(input)).toBe('/api/v1/exports')
    const { notes } = JSON.parse(String(init?.body)) as ExportNotes
    expect(exportNotesSchema.safeParse({ notes }).success).toBe(true)
    expect(new Headers(init?.headers).get('authorization')).toBe('Bearer own-token')
    told.push(notes)
    const reply = answer(notes, told.length)
    if (reply === 'no-network') throw new TypeError('Failed to fetch')
    return reply
  }
  return { told, fetching, ask: askOver('/api/v1', fetching) }
}
const wait = () => database.exports.count()

describe('an export', () => {
  it('is noted where it happens, by ids and kinds, and outlives the page', async () => {
    await noteExport({ database }, { subject: 'sheet', way: 'print', about: ['assignment/as-1'] })
    const name = database.name
    database.close()
    const again = openSealed(name, { key })
    const [note] = await again.exports.toArray()
    expect(note).toMatchObject({ subject: 'sheet', way: 'print', about: ['assignment/as-1'] })
    expect(note?.id).toMatch(/^[0-9a-f]{32}$/)
  })

  it('is told in nobody else’s name, though the disk took no note of it', async () => {
    const full = { exports: { put: () => Promise.reject(new DOMException('', 'QuotaExceededError')) } } as never
    await noteExport({ database: full }, { subject: 'sheet', way: 'print' })
    signIn('another')
    const { told, ask } = headquarters()
    expect(await tellExports(database, ask)).toEqual(ok(null))
    expect(told).toEqual([])
    signIn()
    await tellExports(database, ask)
    expect(told.flat()).toMatchObject([{ subject: 'sheet', way: 'print' }])
  })

  it('is not noted where nobody has an account', async () => {
    useSession.setState({ session: null })
    await noteExport({ database }, { subject: 'sheet', way: 'print' })
    expect(await wait()).toBe(0)
  })

  it('is told without what no note may hold, so that it keeps no other from being told', async () => {
    await noteExport({ database }, { subject: 'record', way: 'json', about: ['person/Awa Traoré'] })
    expect(await database.exports.toArray()).toMatchObject([{ subject: 'record', about: [] }])
  })

  it('goes on where the note cannot be kept, and the note is told as long as the page lives', async () => {
    const full = { exports: { put: async () => Promise.reject(new Error('full')) } } as unknown as Database
    await noteExport({ database: full }, { subject: 'found', way: 'json' })
    const { ask, told } = headquarters()
    await tellExports(database, ask)
    expect(told.flat()).toMatchObject([{ subject: 'found' }])
    expect((await tellExports(database, ask)).ok).toBe(true)
    expect(told).toHaveLength(1)
  })
})

describe('what was noted', () => {
  const fill = (count: number) =>
    database.exports.bulkAdd(
      Array.from({ length: count }, (_, at) => ({
        id: `n-${at}`,
        subject: 'report' as const,
        way: 'csv' as const,
        at: new Date(Date.UTC(2026, 10, 1, 0, 0, at)).toISOString(),
        about: [],
      })),
    )

  it('is told oldest first, so many at a time, until nothing is left', async () => {
    await fill(120)
    const { ask, told } = headquarters()
    expect((await tellExports(database, ask)).ok).toBe(true)
    expect(told.map((notes) => notes.length)).toEqual([50, 50, 20])
    expect(told.flat().map(({ id }) => id)).toEqual(Array.from({ length: 120 }, (_, at) => `n-${at}`))
    expect(await wait()).toBe(0)
  })

  it.each([
    ['there is no network', 'no-network' as const],
    ['headquarters is busy', refusedAs('too-many-requests', 429)],
    ['the session has ended', refusedAs('sign-in', 401)],
    ['headquarters does not know such a thing yet', refusedAs('not-found', 404)],
  ])('stays until headquarters has it: %s', async (_, reply) => {
    await fill(60)
    const { ask } = headquarters((_notes, round) => (round === 1 ? Response.json({ done: true }) : reply))
    expect((await tellExports(database, ask)).ok).toBe(false)
    expect(await wait()).toBe(10)
    const later = headquarters()
    await tellExports(database, later.ask)
    expect(later.told.flat()).toHaveLength(10)
    expect(await wait()).toBe(0)
  })

  it('is told first by a profile that is to be erased, which waits for a network only', async () => {
    await fill(3)
    const answered = async (answer: Answering, problem: 'revoked' | 'no-network' = 'revoked') => {
      const { ask, told } = headquarters(answer)
      const outcome = await withNotes(database, err({ problem }), ask)
      return { problem: outcome.ok ? null : outcome.problem.problem, told: told.flat().length, left: await wait() }
    }
    expect(await answered(taken, 'no-network')).toEqual({ problem: 'no-network', told: 0, left: 3 })
    expect(await answered(() => 'no-network')).toEqual({ problem: 'no-network', told: 3, left: 3 })
    expect(await answered(() => refusedAs('unreadable', 400))).toEqual({ problem: 'revoked', told: 3, left: 3 })
    expect(await answered(taken)).toEqual({ problem: 'revoked', told: 3, left: 0 })
    expect(await answered(taken)).toEqual({ problem: 'revoked', told: 0, left: 0 })
  })

  it('is told after an exchange, for which nobody waits', async () => {
    await fill(2)
    const { ask, told } = headquarters()
    const contact = ok({ time: '2026-11-22T09:00:00.000Z' }) as never
    expect(await withNotes(database, contact, ask)).toBe(contact)
    await vi.waitFor(() => expect(told.flat()).toHaveLength(2))
    await vi.waitFor(async () => expect(await wait()).toBe(0))
  })
})

describe('a page that is printed', () => {
  const printed = async (path: string) => {
    history.replaceState(null, '', path)
    const stop = watchPrints({ database, runner: { wake: () => undefined } } as never)
    dispatchEvent(new Event('beforeprint'))
    dispatchEvent(new Event('beforeprint'))
    await vi.waitFor(async () => void (await database.exports.toArray()))
    await new Promise((over) => setTimeout(over, 50))
    stop()
    dispatchEvent(new Event('beforeprint'))
    return (await database.exports.toArray()).map(({ subject, way, about }) => [subject, way, ...about])
  }

  it.each([
    ['/gaps', ['page', 'print', 'page/gaps']],
    ['/gaps/officer/as-1', ['page', 'print', 'page/gaps', 'assignment/as-1']],
    ['/assess/as-2/review', ['page', 'print', 'page/assess', 'assignment/as-2']],
    ['/people', ['page', 'print', 'page/people']],
  ])('is noted once, by whatever way it is printed: %s', async (path, note) => {
    expect(await printed(path)).toEqual([note])
  })

  it.each(['/library/dictionary', '/privacy', '/device'])('is not noted where nobody stands on it: %s', async (path) => {
    expect(await printed(path)).toEqual([])
  })
})

import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { OperationId, StreamId } from '../../src/core/domain/id.ts'
import { beginning, type Cursors } from '../../src/core/protocol/cursor.ts'
import { linkOf } from '../../src/core/protocol/hash.ts'
import type { Operation } from '../../src/core/protocol/operation.ts'
import type { ReplyLine } from '../../src/core/protocol/reply.ts'
import { exchangeWith, receiptsIn } from '../support/http-sync.ts'
import { operation } from '../support/operations.ts'
import { ask, type Cluster, startPostgres } from '../support/postgres.ts'
import { type RunningServer, scratchFolder, startServer } from '../support/server-process.ts'

const folder = scratchFolder()
let cluster: Cluster
let address: string
let endpoints: readonly RunningServer[]

beforeAll(async () => {
  cluster = await startPostgres()
  address = await cluster.database()
  // Both at once, on a database that is empty yet: one of them makes its tables.
  endpoints = await Promise.all([0, 1].map(() => startServer(folder.path, { DATABASE_URL: address })))
}, 60_000)
afterAll(async () => {
  await Promise.all(endpoints.map((one) => one.stop()))
  await cluster.remove()
  folder.remove()
}, 60_000)

const streams = ['site-1', 'site-2'] as StreamId[]
const writers = 8
const rounds = 25
const urlOf = (which: number): string => endpoints[which % endpoints.length]?.url ?? ''

/** One to four operations, over both streams in turn. */
const batchOf = (writer: number, round: number): readonly Operation[] =>
  Array.from({ length: 1 + (round % 4) }, (_, at) =>
    operation({
      id: `op-${writer}-${round}-${at}` as OperationId,
      stream: streams[(writer + at) % 2] as StreamId,
      entity: { kind: 'assessment', id: `a-${writer}-${(writer + at) % 2}-${round % 5}` },
      set: { [`comment:${round}-${at}`]: 'vu' },
    }),
  )

/** Sends a batch to one endpoint, every third also to the other at the same moment, as a device does that gave up waiting. */
const send = async (writer: number, round: number) => {
  const operations = batchOf(writer, round)
  const whom = round % 3 === 0 ? [0, 1] : [writer + round]
  const answers = await Promise.all(
    whom.map(async (which) => receiptsIn(await exchangeWith(urlOf(which), operations, { device: `tablet-${writer}` }))),
  )
  for (const receipts of answers) expect(receipts).toEqual(answers[0])
  return answers[0] ?? []
}

/** Asks one endpoint after the other for what is new, and gives each field that it was told of, by entity. */
const follow = async (isOver: () => boolean) => {
  const fields = new Map<string, readonly string[]>()
  let cursors: Cursors = Object.fromEntries(streams.map((one) => [one, beginning]))
  let epoch: string | null = null
  for (let turn = 0; ; turn += 1) {
    const isLast = isOver()
    const lines = await exchangeWith(urlOf(turn), [], { device: 'reader', epoch, cursors })
    for (const one of lines) {
      if (one.line === 'hello') epoch = one.epoch
      if (one.line === 'put') fields.set(one.row.id, Object.keys(one.row.fields).sort())
      if (one.line === 'mark') {
        expect(one.cursor.seq).toBeGreaterThan(cursors[one.stream]?.seq ?? 0)
        cursors = { ...cursors, [one.stream]: one.cursor }
      }
    }
    if (isLast && endOf(lines)?.more === false) return { fields: new Map([...fields].sort()), cursors, turns: turn + 1 }
    await wait(1)
  }
}

const endOf = (lines: readonly ReplyLine[]) => lines.find((one) => one.line === 'end')

describe('two endpoints on one PostgreSQL', () => {
  it('take each operation once, number each stream without a gap, and tell a reader who polls of every change', async () => {
    let isOver = false
    const reader = follow(() => isOver)
    const receipts = await Promise.all(
      Array.from({ length: writers }, async (_, writer) => {
        const got = []
        for (let round = 0; round < rounds; round += 1) got.push(...(await send(writer, round)))
        return got
      }),
    )
    isOver = true
    const { fields, turns } = await reader

    const sent = Array.from({ length: writers }, (_, writer) =>
      Array.from({ length: rounds }, (_, round) => batchOf(writer, round)),
    ).flat(2)
    expect(receipts.flat().map(({ operation, status }) => [operation, status])).toEqual(sent.map(({ id }) => [id, 'applied']))
    expect(turns).toBeGreaterThan(10)

    // What was read while it was written is what is read afterwards, and it is all that was sent.
    const afterwards = await follow(() => true)
    expect(fields).toEqual(afterwards.fields)
    expect([...fields.values()].flat()).toHaveLength(sent.length)

    for (const stream of streams) {
      const kept = await ask(address, `select id, seq, hash, chain from operation where stream = '${stream}' order by seq`)
      expect(kept.map(({ seq }) => Number(seq))).toEqual(kept.map((_, at) => at + 1))
      kept.reduce((before, { hash, chain }) => {
        expect(chain).toBe(linkOf(before, String(hash)))
        return String(chain)
      }, '')
      expect(new Set(kept.map(({ id }) => id))).toEqual(new Set(sent.filter((one) => one.stream === stream).map(({ id }) => id)))
    }
  })

  it('speak as one server: one key, one epoch, and a cursor of one counts with the other', async () => {
    const meet = async (which: number) => {
      const [hello] = await exchangeWith(urlOf(which), [], { cursors: { 'site-1': beginning } })
      return hello?.line === 'hello' ? [hello.key, hello.epoch, hello.streams] : []
    }
    expect(await meet(0)).toEqual(await meet(1))
  })

  it('lose nothing when one of them is killed: the other goes on', async () => {
    const operations = [operation({ id: 'op-after' as OperationId, entity: { kind: 'assessment', id: 'a-after' } })]
    const [first] = receiptsIn(await exchangeWith(urlOf(0), operations))
    await endpoints[0]?.stop('SIGKILL')
    await expect(exchangeWith(urlOf(0), operations)).rejects.toThrow()
    expect(receiptsIn(await exchangeWith(urlOf(1), operations))).toEqual([first])
  })
})

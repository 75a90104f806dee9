import { gunzipSync } from 'node:zlib'
import { expect, it } from 'vitest'
import type { StreamId } from '../../../src/core/domain/id.ts'
import type { Json } from '../../../src/core/protocol/json.ts'
import type { ServerLog } from '../../../src/core/protocol/ports.ts'
import { openLog } from '../../../src/server/store/log.ts'
import { erase } from '../../../src/server/store/personal/erase.ts'
import { keptSegments } from '../../../src/server/store/segments/kept-segments.ts'
import { openPress } from '../../../src/server/store/segments/press.ts'
import { inTransaction } from '../../../src/server/store/transaction.ts'
import { onEachDatabase } from '../../support/each-database.ts'
import { deed } from '../../support/personal-site.ts'

/* A snapshot is read page by page, and an erasure may come between two of them: it finds no snapshot yet that it could throw away. */

const time = '2026-11-22T09:00:00.000Z'
const occasion = { device: 'd', time }
const stream = 'a' as StreamId
const person = (id: string, set: { readonly [field: string]: Json }) => deed('create', ['person', id], set, stream)

onEachDatabase('a snapshot in whose making somebody is erased', (fresh) => {
  const pressed = async (meanwhile: (log: ServerLog) => Promise<unknown>) => {
    const db = await fresh()
    const log = await openLog(db)
    await log.append([person('p-erased', { familyName: 'Zoumana' })], occasion)
    await log.append(
      Array.from({ length: 490 }, (_, at) => person(`p-${at}`, { familyName: 'x'.repeat(100) })),
      occasion,
    )
    let pages = 0
    const page: ServerLog['page'] = async (cursors) => {
      const found = await log.page(cursors)
      pages += 1
      if (pages === 1) {
        await meanwhile(log)
        const names = [{ kind: 'person', id: 'p-erased' }] as const
        await inTransaction(db, (trx) => erase(trx, names, { cause: 'request', time, signer: log.signer }))
      }
      return found
    }
    const manifest = await openPress({ ...log, page }, keptSegments(db), () => time).manifest(stream)
    const kept = await db.selectFrom('segment').select('content').execute()
    const words = kept.map(({ content }) => gunzipSync(Buffer.from(content, 'base64')).toString('latin1')).join('')
    return { manifest, words, named: await db.selectFrom('snapshot').select('manifest').execute() }
  }

  it('is made anew without a word of them', async () => {
    const { manifest, words, named } = await pressed(async () => undefined)
    expect(words).not.toContain('Zoumana')
    expect(words).toContain('p-489')
    expect(named.map((one) => JSON.parse(one.manifest))).toEqual([manifest])
  })

  it('is made anew where they had just gone to another stream', async () => {
    const { manifest, words, named } = await pressed(async (log) => {
      const [moved] = await log.append([deed('edit', ['person', 'p-erased'], { home: 'b' }, stream)], occasion)
      expect(moved?.status).toBe('applied')
    })
    expect(words).not.toContain('Zoumana')
    expect(words).toContain('p-489')
    expect(named.map((one) => JSON.parse(one.manifest))).toEqual([manifest])
  })

  it('is kept as it was made where only others were erased, elsewhere', async () => {
    const db = await fresh()
    const log = await openLog(db)
    const elsewhere = [person('p-here', { familyName: 'Awa' }), deed('create', ['person', 'p-there'], { familyName: 'B' }, 'b')]
    await log.append(elsewhere, occasion)
    const names = [{ kind: 'person', id: 'p-there' }] as const
    await inTransaction(db, (trx) => erase(trx, names, { cause: 'request', time, signer: log.signer }))
    const manifest = { manifest: 1, epoch: 'e', stream, seq: 1, proof: '', time, segments: [], signature: '' } as const
    expect(await keptSegments(db).keep(manifest, new Map(), 1)).toBe(true)
  })
})

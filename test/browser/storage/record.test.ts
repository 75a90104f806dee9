import { describe, expect, it } from 'vitest'
import { openDatabase } from '../../../src/client/storage/database.ts'
import type { Draft } from '../../../src/client/storage/draft.ts'
import { openJournal } from '../../../src/client/storage/journal/open-journal.ts'
import { record } from '../../../src/client/storage/record.ts'
import { opfsPlace } from '../../support/opfs-place.ts'

const tap = (turn: number): Draft => ({
  id: `op-${turn}` as Draft['id'],
  kind: turn === 0 ? 'create' : 'edit',
  entity: { kind: 'assessment', id: 'a-1' },
  stream: 'site-1' as Draft['stream'],
  author: null,
  set: { [`rating:competency-${turn % 30}`]: { kind: 'level', level: 1 + (turn % 4) } },
  wall: '2026-11-22T08:00:00.000Z',
})

describe('a device with its journal in a real Chromium', () => {
  it('saves every one of a hundred taps in a row, in the database and in the journal', async () => {
    const { name } = await opfsPlace()
    const [database, journal] = [openDatabase(`record-${name}`), openJournal(name)]
    await database.meta.put({ key: 'device', value: 'tablet-1' })
    try {
      for (let turn = 0; turn < 100; turn += 1)
        expect(await record(database, [tap(turn)], { journal })).toMatchObject({ ok: true })
      expect(await database.unsent.count()).toBe(100)
      const content = await journal.read()
      expect(content.ok && content.value.records.map(({ id }) => id)).toEqual(
        Array.from({ length: 100 }, (_, turn) => `op-${turn}`),
      )
    } finally {
      await journal.close()
      await database.delete()
    }
  })
})

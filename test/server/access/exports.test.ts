import { beforeEach, expect, it } from 'vitest'
import { exportIn } from '../../../src/core/protocol/access/audit-objects.ts'
import { type ExportNote, exportNotesSchema, notesAtOnce } from '../../../src/core/protocol/access/export-note.ts'
import { exported } from '../../../src/server/access/exports.ts'
import { traceOf } from '../../../src/server/store/personal/trace.ts'
import { inTransaction } from '../../../src/server/store/transaction.ts'
import { verify } from '../../../src/server/store/verify/verify.ts'
import { onEachDatabase } from '../../support/each-database.ts'
import { days, type GateUnderTest, gateOver, type Session, value } from '../../support/gate.ts'

const noteOf = (id: string, part: Partial<ExportNote> = {}): ExportNote => ({
  id,
  subject: 'sheet',
  way: 'print',
  at: '2026-11-02T06:30:00.000Z',
  about: ['assignment/as-1'],
  ...part,
})

onEachDatabase('exports that were made on tablets', (fresh) => {
  let gate: GateUnderTest
  let chief: Session
  beforeEach(async () => {
    gate = await gateOver(await fresh())
    chief = await gate.administrator()
  })

  const tell = async (by: Session, ...notes: readonly ExportNote[]) =>
    value(await exported(gate.parts, by.access, { notes: [...notes] }))
  const written = async () =>
    (await gate.db.selectFrom('audit').selectAll().where('action', '=', 'exported').orderBy('seq').execute()).map((row) => ({
      ...row,
      objects: JSON.parse(row.objects) as string[],
    }))

  it('are written down with who, on which tablet, what, and when by the server; the device’s time stands beside it', async () => {
    gate.wait(3 * days)
    await tell(chief, noteOf('n-1'))
    const [entry] = await written()
    const { account, tablet, administration } = chief.access
    expect(entry).toMatchObject({ account, tablet, administration, time: '2026-11-25T09:00:00.000Z', note: 'n-1' })
    expect(exportIn(entry?.objects ?? [])).toEqual({
      subject: 'sheet',
      way: 'print',
      at: '2026-11-02T06:30:00.000Z',
      about: ['assignment/as-1'],
    })
  })

  it('are written down once, however often they come, and by however many at once', async () => {
    await tell(chief, noteOf('n-1'), noteOf('n-2'))
    await Promise.all(Array.from({ length: 6 }, () => tell(chief, noteOf('n-2'), noteOf('n-3'), noteOf('n-3'))))
    expect((await written()).map(({ note }) => note)).toEqual(['n-1', 'n-2', 'n-3'])
    expect((await inTransaction(gate.db, verify)).findings).toEqual([])
  })

  it('are in the name of the session, whatever was noted before by somebody else', async () => {
    const awa = await gate.person(chief, 'awa')
    await tell(chief, noteOf('n-1'))
    await tell(awa, noteOf('n-1'), noteOf('n-2'))
    expect((await written()).map(({ account }) => account)).toEqual([chief.access.account, awa.access.account])
  })

  it('stand in what is told to the person whom they are about', async () => {
    const awa = await gate.person(chief, 'awa', { person: 'p-9' })
    await tell(awa, noteOf('n-1', { subject: 'own-file', way: 'json', about: ['person/p-1'] }), noteOf('n-2'))
    const trace = await traceOf(gate.db, ['p-1', 'as-1'])
    expect(trace.map(({ action, object }) => [action, object])).toEqual(
      expect.arrayContaining([
        ['exported', 'person/p-1'],
        ['exported', 'assignment/as-1'],
      ]),
    )
    expect(trace).toHaveLength(2)
  })

  it('come as ids and kinds, so many at a time, and no otherwise', () => {
    const takes = (...notes: readonly unknown[]): boolean => exportNotesSchema.safeParse({ notes }).success
    expect(takes(noteOf('n-1'))).toBe(true)
    expect(takes(...Array.from({ length: notesAtOnce }, (_, at) => noteOf(`n-${at}`)))).toBe(true)
    expect(takes()).toBe(false)
    expect(takes(...Array.from({ length: notesAtOnce + 1 }, (_, at) => noteOf(`n-${at}`)))).toBe(false)
    for (const wrong of [
      { id: 'Awa Traoré' },
      { id: 'x'.repeat(121) },
      { subject: 'Awa' },
      { way: 'fax' },
      { at: 'yesterday' },
      { about: ['person/Awa Traoré'] },
      { about: ['Awa'] },
      { about: Array.from({ length: 5 }, () => 'person/p-1') },
      { name: 'Awa' },
    ])
      expect([wrong, takes({ ...noteOf('n-1'), ...wrong })]).toEqual([wrong, false])
  })
})

import type { Kysely } from 'kysely'
import { beforeEach, expect, it } from 'vitest'
import type { StreamId } from '../../../src/core/domain/id.ts'
import type { Access } from '../../../src/core/protocol/access/account.ts'
import type { ServerLog } from '../../../src/core/protocol/ports.ts'
import { openLog } from '../../../src/server/store/log.ts'
import type { Tables } from '../../../src/server/store/schema.ts'
import { openQuarantine } from '../../../src/server/store/scope/open-quarantine.ts'
import { onEachDatabase } from '../../support/each-database.ts'
import { line, operation } from '../../support/operations.ts'
import { accessOf, operationsOf } from '../../support/two-administrations.ts'

/* [S17] What lies apart is told in one order, some at a time, each piece once. */

onEachDatabase('work that lies apart, some at a time', (fresh) => {
  let db: Kysely<Tables>
  let log: ServerLog
  let minute = 0
  const now = (): string => {
    minute += 1
    return new Date(Date.UTC(2026, 10, 22, 9, minute)).toISOString()
  }
  const [director, other] = [accessOf('a', 'hr-director'), accessOf('b', 'hr-director')]
  const [officer, stranger] = [accessOf('a', 'officer'), accessOf('b', 'officer')]

  beforeEach(async () => {
    db = await fresh()
    log = await openLog(db)
    for (const one of ['a', 'b'] as const) await log.append(operationsOf(one).map(line), { device: 'd', time: now() })
  })

  /** Posts with these ids, all in one request. */
  const send = (access: Access, ids: readonly string[], set: { readonly [field: string]: string } = { title: 'Chef' }) => {
    const stream = access.administration as string as StreamId
    const made = ids.map((id) => operation({ kind: 'create', entity: { kind: 'post', id }, stream, author: access.person, set }))
    return log.append(made.map(line), { device: 'd', time: now(), access })
  }
  const page = (limit: number, after?: string, access = director) => openQuarantine(db).waiting(access, limit, after)
  const about = async (...asked: Parameters<typeof page>) => (await page(...asked)).map(({ work: { entity } }) => entity.id)
  const idOf = async (entity: string, access = director): Promise<string> =>
    (await page(100, undefined, access)).find(({ work }) => work.entity.id === entity)?.id ?? ''

  const [early, late] = [
    ['e1', 'e2', 'e3', 'e4', 'e5'],
    ['l1', 'l2'],
  ]

  it.each([1, 2, 3, 7])('comes whole and in its order by %i, whether one request brought it or several', async (limit) => {
    await send(officer, early)
    await send(officer, late)
    const walked: string[] = []
    for (let after: string | undefined; ; ) {
      const found = await page(limit, after)
      walked.push(...found.map(({ work }) => work.entity.id))
      after = found.at(-1)?.id
      if (found.length < limit) break
    }
    expect(walked).toEqual([...early, ...late])
  })

  it('goes on after a piece that was admitted meanwhile, or is the last', async () => {
    await send(officer, early)
    const second = await idOf('e2')
    expect((await openQuarantine(db).admit(director, second, now()))?.status).toBe('applied')
    expect(await about(100)).toEqual(['e1', 'e3', 'e4', 'e5'])
    expect(await about(100, second)).toEqual(['e3', 'e4', 'e5'])
    expect(await about(100, await idOf('e5'))).toEqual([])
  })

  it('begins anew after what the administration does not have, whether another has it or nobody', async () => {
    await send(officer, early)
    await send(stranger, ['theirs'])
    await send(officer, late)
    const theirs = await idOf('theirs', other)
    expect(theirs).not.toBe('')
    expect(await about(100, theirs, other)).toEqual([])
    for (const after of [theirs, 'nobody-s']) expect(await about(100, after)).toEqual([...early, ...late])
    expect(await about(100, await idOf('e1'), other)).toEqual(['theirs'])
  })

  it('does not end where much lies that nobody can be told of', async () => {
    await send(director, ['x1', 'x2', 'x3', 'x4', 'x5'], { revoked: 'so a field is called' })
    await send(officer, [...late, 'l3'])
    expect(await db.selectFrom('quarantine').select('id').where('problem', 'like', '%"revoked"%').execute()).toHaveLength(5)
    expect(await about(2)).toEqual(late)
    expect(await about(1)).toEqual(['l1'])
  })
})

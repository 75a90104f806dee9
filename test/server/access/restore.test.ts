import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { callerOf } from '../../../src/server/access/callers.ts'
import { openGate } from '../../../src/server/access/gate.ts'
import type { Parts } from '../../../src/server/access/parts.ts'
import { auditHead } from '../../../src/server/store/access/audit.ts'
import { publicKeys } from '../../../src/server/store/access/sealing.ts'
import { backUp } from '../../../src/server/store/backup.ts'
import { openLog } from '../../../src/server/store/log.ts'
import { openSqlite } from '../../../src/server/store/open-sqlite.ts'
import { restore } from '../../../src/server/store/restore.ts'
import { gateOver } from '../../support/gate.ts'
import { scratchFolder } from '../../support/server-process.ts'

const folder = scratchFolder()
afterAll(folder.remove)
const [path, file] = [join(folder.path, 'palier.db'), join(folder.path, 'copy.db')]
const later = (): string => '2026-11-22T12:00:00.000Z'

describe('a database with accounts that was brought back', () => {
  it('opens what was sealed to it, knows its sessions, and goes on with its log of who did what', async () => {
    const db = await openSqlite(path)
    const gate = await gateOver(db)
    const kept = await gate.administrator('avant')
    const keys = await publicKeys(db, gate.log.signer)
    const head = await auditHead(db)
    expect(await backUp({ path, to: file, isElsewhere: true })).toMatchObject({
      ok: true,
      value: { verified: { counts: { findings: 0 } } },
    })
    const lost = await gate.administrator('depuis')
    await db.destroy()

    expect(await restore({ file, path, stamp: 'x', mayBeOlder: false, isStopped: false })).toMatchObject({ ok: true })
    const back = await openSqlite(path)
    const log = await openLog(back)
    const again = (await openGate({ mode: 'accounts', db: back, signer: log.signer, now: later })).accounts as Parts
    const { certificate: _, ...found } = await publicKeys(back, log.signer)
    expect(keys).toMatchObject(found)
    expect(await auditHead(back)).toEqual(head)
    expect(await callerOf(again, kept.token, 'session')).toMatchObject({ access: kept.access })
    // What came after the copy is gone: who had signed in since signs in again, and nothing else is lost.
    expect(await callerOf(again, lost.token, 'session')).toBeUndefined()
    await log.close()
  })
})

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { backUp } from '../../../src/server/store/backup.ts'
import { openLog } from '../../../src/server/store/log.ts'
import { openDatabase } from '../../../src/server/store/open-database.ts'
import { announce, erasePerson } from '../../../src/server/store/personal/erase-person.ts'
import { restore } from '../../../src/server/store/restore.ts'
import { verifyFile } from '../../../src/server/store/verify/verify-file.ts'
import { administrationLines, canary, erasedOne, officerLines, otherOne } from '../../support/personal-site.ts'
import { scratchFolder } from '../../support/server-process.ts'

const folder = scratchFolder()
afterAll(folder.remove)
const time = '2026-11-22T09:00:00.000Z'

describe('a copy from before an erasure', () => {
  it('brings nobody back: what was erased since is erased in it before it takes its place', async () => {
    const path = join(folder.path, 'palier.db')
    const copy = join(folder.path, 'copy.db')
    const db = await openDatabase(path)
    const log = await openLog(db)
    const lines = [...administrationLines('2026-12-31'), ...officerLines(erasedOne), ...officerLines(otherOne)]
    await log.append(lines, { device: 'tablet-1', time })
    expect((await backUp({ path, to: copy, isElsewhere: false })).ok).toBe(true)
    const announced = await announce(db, erasedOne.id)
    await erasePerson(db, { person: erasedOne.id, confirm: announced?.confirm ?? '', time, signer: log.signer })
    await log.close()
    expect(readFileSync(copy).toString('latin1')).toContain(canary.registration)

    const done = await restore({ file: copy, path, stamp: 'now', mayBeOlder: true, isStopped: true })
    expect(done.ok).toBe(true)
    const bytes = readFileSync(path).toString('latin1')
    expect(bytes).toContain(otherOne.words.registration)
    for (const word of Object.values(canary)) expect(bytes).not.toContain(Buffer.from(word).toString('latin1'))
    expect((await verifyFile(path)).findings).toEqual([])
  })
})

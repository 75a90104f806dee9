import { afterAll, beforeAll } from 'vitest'
import { endpointsContract } from '../contract/endpoints.ts'
import { scopeContract } from '../contract/scope.ts'
import { scopedWritesContract } from '../contract/scoped-writes.ts'
import { serverLogContract } from '../contract/server-log.ts'
import { logUnderTest } from '../support/log-under-test.ts'
import { startPglite } from '../support/pglite.ts'

let pglite: Awaited<ReturnType<typeof startPglite>>
beforeAll(async () => {
  pglite = await startPglite()
}, 60_000)
afterAll(() => pglite.remove(), 60_000)

serverLogContract('PGlite', (page) => logUnderTest(pglite.database, page))
scopeContract('PGlite', (page) => logUnderTest(pglite.database, page))
scopedWritesContract('PGlite', (page) => logUnderTest(pglite.database, page))

// It has one connection, so both callers share it.
endpointsContract('PGlite', async (page) => {
  const { log, quarantined } = await logUnderTest(pglite.database, page)
  return { logs: [log, log], quarantined }
})

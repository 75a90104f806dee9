import type { PageLimits } from '../../src/server/store/page-cut.ts'
import { scopeContract } from '../contract/scope.ts'
import { scopedWritesContract } from '../contract/scoped-writes.ts'
import { type LogUnderTest, serverLogContract } from '../contract/server-log.ts'
import { copyOf, memoryServerLog, type Shelf } from '../support/memory-server-log.ts'

const underTest = (page: PageLimits | undefined, shelf?: Shelf): LogUnderTest => {
  const log = memoryServerLog({ ...(page ? { page } : {}), ...(shelf ? { shelf } : {}) })
  return {
    log,
    quarantined: log.quarantined,
    copy: async () => {
      const backup = copyOf(log.shelf)
      return async () => underTest(page, backup)
    },
  }
}

serverLogContract('memory', async (page) => underTest(page))
scopeContract('memory', async (page) => underTest(page))
scopedWritesContract('memory', async (page) => underTest(page))

import { serverLogContract } from '../contract/server-log.ts'
import { memoryServerLog } from '../support/memory-server-log.ts'

serverLogContract('memory', async (page) => {
  const log = memoryServerLog(page ? { page } : {})
  return { log, quarantined: log.quarantined }
})

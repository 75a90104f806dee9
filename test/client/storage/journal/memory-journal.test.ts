import { journalContract } from '../../../contract/journal.ts'
import { sealingFor } from '../../../support/courier-keys.ts'
import { memoryPlace } from '../../../support/memory-journal.ts'

journalContract('memory', async () => memoryPlace())
journalContract('memory, sealed', async () => memoryPlace((await sealingFor()).sealing))
journalContract('memory, sealed before headquarters was met', async () =>
  memoryPlace({ ...(await sealingFor()).sealing, server: undefined }),
)

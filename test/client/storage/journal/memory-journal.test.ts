import { journalContract } from '../../../contract/journal.ts'
import { memoryPlace } from '../../../support/memory-journal.ts'

journalContract('memory', async () => memoryPlace())

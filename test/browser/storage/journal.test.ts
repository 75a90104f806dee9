import { journalContract } from '../../contract/journal.ts'
import { opfsPlace } from '../../support/opfs-place.ts'

journalContract('the private file system of a real Chromium', opfsPlace)

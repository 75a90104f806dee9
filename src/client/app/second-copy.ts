/** What the start needs of the storage before the app: the second copy of unsent work, where the database lies, and whether it opens. */
export { openJournal } from '../storage/journal/open-journal.ts'
export { openInTime } from '../storage/opening.ts'
export { foundBeside, moveBeside, settle } from '../storage/place.ts'

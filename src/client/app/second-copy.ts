/** What the start needs of the storage before the app: the second copy of unsent work, and where the database lies. */
export { openJournal } from '../storage/journal/open-journal.ts'
export { foundBeside, settle } from '../storage/place.ts'

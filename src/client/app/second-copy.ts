/** The second copy of unsent work; `main.tsx` hands it to the app. */
export { openJournal } from '../storage/journal/open-journal.ts'

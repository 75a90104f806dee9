import { useEffect } from 'react'
import { type ExportNote, type ExportSubject, type ExportWay, exportNoteSchema } from '../../core/protocol/access/export-note.ts'
import type { Database } from '../storage/database.ts'
import type { Runner } from '../sync/runner.ts'
import { newId, now } from './clock.ts'
import { useSession } from './session.ts'

/** What leaves the product, and by which way. `about`: `kind/id` of what it is about. */
export type Leaving = { readonly subject: ExportSubject; readonly way: ExportWay; readonly about?: readonly string[] }

/** Where a note is kept: the open profile’s own database, sealed as all of it. */
type Desk = { readonly database?: Database | undefined; readonly runner?: Runner | undefined }

/** In milliseconds. A disk that does not answer must not keep anybody from taking work to safety. */
const patience = 2_000

/** What could not be kept on the disk: told all the same, as long as the page lives, in the name of whose profile was open. */
const unkept = new Map<string, { readonly note: ExportNote; readonly profile: string | undefined }>()

const openProfile = (): string | undefined => useSession.getState().session?.card.id

/**
 * Notes that somebody takes something out of the product, before it leaves. Headquarters writes it into the log of who did what
 * at the next contact. Where there are no accounts there is nobody to name, and nothing is noted.
 */
export const noteExport = async ({ database, runner }: Desk, { subject, way, about = [] }: Leaving): Promise<void> => {
  if (!useSession.getState().session) return
  const made = { id: newId<'note'>(), subject, way, at: now(), about: about.slice(0, 4) }
  const fitting = exportNoteSchema.safeParse(made)
  // An id of a shape of its own tells nothing, and must not keep the rest from being told.
  const note: ExportNote = fitting.success ? fitting.data : { ...made, about: [] }
  unkept.set(note.id, { note, profile: openProfile() })
  const kept = Promise.resolve(database?.exports.put(note)).then((key) => key !== undefined && unkept.delete(note.id))
  await Promise.race([kept.catch(() => false), new Promise((over) => setTimeout(over, patience))])
  runner?.wake()
}

/** Notes of the open profile that are in memory alone, and the way to forget those that were told. */
export const notesInMemory = (): readonly ExportNote[] =>
  [...unkept.values()].flatMap(({ note, profile }) => (profile === openProfile() ? note : []))
export const forgetNotes = (ids: readonly string[]): void => {
  for (const id of ids) unkept.delete(id)
}

type OnPaper = { readonly subject: ExportSubject; readonly about: readonly string[] }

let onPaper: OnPaper | undefined

/** Says what is printed from here, for as long as this stands on the screen: the address alone does not tell it. */
export const useOnPaper = (subject: ExportSubject, ...about: readonly string[]): void => {
  const key = about.join(' ')
  useEffect(() => {
    const mine = { subject, about: key === '' ? [] : key.split(' ') }
    onPaper = mine
    return () => {
      if (onPaper === mine) onPaper = undefined
    }
  }, [subject, key])
}

/** In milliseconds. Some browsers say more than once that they print, as their preview is drawn again. */
const sameSheet = 60_000

/** Notes each printing, whether by a button of ours or by the browser’s own; of pages without people on them none. Answers with how to stop. */
export const watchPrints = (desk: Desk): (() => void) => {
  let last = { key: '', at: Number.NEGATIVE_INFINITY }
  const heard = (): void => {
    const found = onPaper ?? pageAt(location.pathname)
    if (!found) return
    const key = JSON.stringify(found)
    const at = performance.now()
    if (key === last.key && at - last.at < sameSheet) return
    last = { key, at }
    void noteExport(desk, { ...found, way: 'print' })
  }
  addEventListener('beforeprint', heard)
  return () => removeEventListener('beforeprint', heard)
}

const withoutPeople: readonly string[] = ['library', 'welcome', 'device', 'privacy']
const byAssignment: readonly string[] = ['assess', 'sheet', 'contests']

/** What a page shows, as far as its address tells. */
const pageAt = (path: string): OnPaper | undefined => {
  const [, first = '', second = '', third = ''] = path.split('/')
  if (first === '' || withoutPeople.includes(first)) return undefined
  const assignment = byAssignment.includes(first) ? second : second === 'officer' ? third : ''
  return { subject: 'page', about: [`page/${first}`, ...(assignment ? [`assignment/${assignment}`] : [])] }
}

import type { ExportNote } from './export-note.ts'

type Noted = Omit<ExportNote, 'about'> & { readonly about: readonly string[] }

/** What an entry about an export names: the note that it was made of, what left and how, when by the device, and what it was about. */
export const exportObjects = ({ id, subject, way, at, about }: Noted): readonly string[] => [
  `note:${id}`,
  `${subject}:${way}`,
  `at:${at}`,
  ...about,
]

/** The note that an entry was made of; null where it was made of none. */
export const noteIn = (objects: readonly string[]): string | null => /^note:(.+)$/.exec(objects[0] ?? '')?.[1] ?? null

export type ExportTold = {
  readonly subject: string
  readonly way: string
  readonly at: string
  readonly about: readonly string[]
}

/** An export as an entry tells it; undefined for one that the server itself gave out. */
export const exportIn = ([note = '', what = '', at = '', ...about]: readonly string[]): ExportTold | undefined => {
  if (!note.startsWith('note:')) return undefined
  const [subject = '', way = ''] = what.split(':')
  return { subject, way, at: at.replace(/^at:/, ''), about }
}

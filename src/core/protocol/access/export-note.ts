import * as z from 'zod/mini'
import { id } from '../message/words.ts'

/** What left the product, and how. */
export const exportSubjects = [
  'report',
  'sheet',
  'record',
  'unsent',
  'sealed',
  'answers',
  'receipts',
  'own-file',
  'found',
  'import',
  'cards',
  'audit',
  'page',
] as const
export type ExportSubject = (typeof exportSubjects)[number]

export const exportWays = ['csv', 'json', 'text', 'print'] as const
export type ExportWay = (typeof exportWays)[number]

/** So many are taken at once; a tablet sends the next when these are taken. */
export const notesAtOnce = 50

/** `kind/id` of what it was about. */
const about = z.string().check(z.regex(/^[a-z-]{1,20}\/[A-Za-z0-9._:-]{1,120}$/))

/** That somebody took something out of the product, noted on the device where it happened. Ids and kinds alone. */
export const exportNoteSchema = z.strictObject({
  /** Made at random on the device: however often it comes, it is written down once. */
  id,
  subject: z.enum(exportSubjects),
  way: z.enum(exportWays),
  /** By the device’s clock. */
  at: z.string().check(z.maxLength(24), z.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)),
  about: z.array(about).check(z.maxLength(4)),
})
export type ExportNote = z.infer<typeof exportNoteSchema>

/** `POST /v1/exports` */
export const exportNotesSchema = z.strictObject({
  notes: z.array(exportNoteSchema).check(z.minLength(1), z.maxLength(notesAtOnce)),
})
export type ExportNotes = z.infer<typeof exportNotesSchema>

import type { Result } from '../../../core/domain/result.ts'
import type { JournalContent, JournalDevice, JournalProblem, JournalRecord, SealedAnswer } from './journal.ts'
import type { JournalSealing } from './sealing.ts'

/** The first message to the journal's worker. */
export type Opening = { readonly folder: string; readonly sealing?: JournalSealing | undefined }

/** What a page asks of the journal's worker. */
export type Call =
  | { readonly call: 'append'; readonly records: readonly JournalRecord[] }
  | { readonly call: 'settle'; readonly ids: readonly string[] }
  | { readonly call: 'know'; readonly device: JournalDevice }
  | { readonly call: 'read' }
  | { readonly call: 'unseal'; readonly answers: readonly SealedAnswer[] }
  | { readonly call: 'close' }

export type Asked = { readonly number: number } & Call
/** What was read; for answers their texts; nothing for a deed. */
export type Answered = JournalContent | { readonly texts: readonly string[] } | undefined
export type Answer = { readonly number: number; readonly result: Result<Answered, JournalProblem> }

import { type Retention, retentionFrom } from '../domain/retention.ts'
import type { Administration, Contact } from '../protocol/entities.ts'

/*
 * The register of processing that personal-data law asks for: one entry for each purpose. What stands here are codes; the words are
 * in the privacy words of `locales`, under the same codes, so that the page, the print and the export say one thing in four languages.
 */

/** Who can come to see data of a kind. True to the scope that the server puts into every query. */
export const recipientRoles = ['officer', 'assessor', 'supervisor', 'hr-director', 'champion', 'administrator'] as const
export type Recipient = (typeof recipientRoles)[number]

export type Processing = {
  readonly code: 'assessment' | 'reference' | 'accounts' | 'trace' | 'refused'
  readonly data: readonly string[]
  readonly subjects: readonly ('officers' | 'assessors' | 'staff')[]
  readonly recipients: readonly Recipient[]
  /** Which of the administration's keeping times holds, if one does; what has none is kept while the person is on the staff. */
  readonly keeping: keyof Retention | null
}

export const processings: readonly Processing[] = [
  {
    code: 'assessment',
    data: ['ratings', 'comments', 'summary', 'signatures', 'observations', 'contests', 'gaps'],
    subjects: ['officers', 'assessors'],
    recipients: ['officer', 'assessor', 'supervisor', 'hr-director', 'champion'],
    keeping: 'signed',
  },
  {
    code: 'reference',
    data: ['identity', 'grade', 'post', 'unit', 'language'],
    subjects: ['staff'],
    recipients: ['officer', 'assessor', 'supervisor', 'hr-director', 'champion', 'administrator'],
    keeping: null,
  },
  {
    code: 'accounts',
    data: ['login', 'roles', 'tablet', 'contacts'],
    subjects: ['staff'],
    recipients: ['administrator'],
    keeping: null,
  },
  { code: 'trace', data: ['deeds'], subjects: ['staff'], recipients: ['administrator'], keeping: 'audit' },
  {
    code: 'refused',
    data: ['refusedWork'],
    subjects: ['officers', 'assessors'],
    recipients: ['administrator'],
    keeping: 'quarantine',
  },
]

/** What protects the data, as built: each has a chapter in `docs/security.md`. */
export const measures = [
  'sealed',
  'scope',
  'accounts',
  'revocation',
  'transport',
  'trace',
  'signatures',
  'backups',
  'purge',
] as const

export const rights = ['access', 'correct', 'contest', 'erase', 'complain'] as const

export type Register = {
  readonly format: 'palier-register'
  readonly version: 1
  readonly administration: { readonly id: string; readonly name: string; readonly country: string }
  readonly contact: Contact | null
  readonly retention: Retention
  readonly processings: readonly Processing[]
  readonly measures: readonly string[]
  readonly rights: readonly string[]
}

export const registerOf = ({ id, name, country, contact, retention }: Administration): Register => ({
  format: 'palier-register',
  version: 1,
  administration: { id, name, country },
  contact,
  retention: retentionFrom(retention),
  processings,
  measures,
  rights,
})

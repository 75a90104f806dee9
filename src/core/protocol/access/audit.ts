import * as z from 'zod/mini'
import { hash, id, instant, seq } from '../message/words.ts'

export const auditActions = [
  'signed-in',
  'sign-in-refused',
  'signed-out',
  'enrolment-made',
  'enrolled',
  'revoked',
  'erased',
  'administrator-made',
  'account-made',
  'account-changed',
  'passphrase-changed',
  'passphrase-reset',
  'overstepped',
  'read',
  'exported',
  'quarantined',
  'admitted',
  'carried',
  'purged',
  'erasure',
] as const
export type AuditAction = (typeof auditActions)[number]

/** One line of the log of who did what. Ids alone. */
export const auditEntrySchema = z.strictObject({
  seq,
  time: instant,
  administration: z.nullable(id),
  /** Null where nobody had signed in. */
  account: z.nullable(id),
  tablet: z.nullable(id),
  action: z.enum(auditActions),
  /** What it was done to. */
  objects: z.array(z.string().check(z.maxLength(200))),
  /** SHA-256 over the hash of the entry before and this one. */
  hash,
})
export type AuditEntry = z.infer<typeof auditEntrySchema>

/** `GET /v1/audit?after=`: in order, so many at a time. */
export const auditPageSchema = z.strictObject({ entries: z.array(auditEntrySchema), more: z.boolean() })
export type AuditPage = z.infer<typeof auditPageSchema>

/** Where the log ends: told in sync replies, so that devices notice if its end is ever cut off. */
export const auditHeadSchema = z.strictObject({ seq, hash: z.string().check(z.maxLength(43)) })
export type AuditHead = z.infer<typeof auditHeadSchema>

const moment = z.string().check(z.maxLength(24), z.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/))

/** `POST /v1/audit`: which entries are wanted, newest first. */
export const auditWantedSchema = z.strictObject({
  /** Only what stands before this entry. */
  before: z.optional(seq),
  action: z.optional(z.enum(auditActions)),
  /** Done by this account, or to it or its person. */
  account: z.optional(id),
  from: z.optional(moment),
  until: z.optional(moment),
})
export type AuditWanted = z.infer<typeof auditWantedSchema>

/** `more`: whether older ones fit as well. `head`: where the whole log ends, of which these are the part that may be seen. */
export const auditFoundSchema = z.strictObject({ entries: z.array(auditEntrySchema), more: z.boolean(), head: auditHeadSchema })
export type AuditFound = z.infer<typeof auditFoundSchema>

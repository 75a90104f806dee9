import { addMonths, type Day, dayAfter } from './time.ts'

/** How long each kind of data is kept. Months, but for what lies on tablets: days. Statutes differ, so the administration sets them. */
export type Retention = {
  /** Assessments that nobody ever signed, after the end of their campaign. */
  readonly drafts: number
  /** What was signed, with all that belongs to it, after the last word on it. */
  readonly signed: number
  /** Who read, exported or changed what. */
  readonly audit: number
  /** What headquarters refused and put aside. */
  readonly quarantine: number
  /** What a tablet downloaded of a campaign, after its end. Work that was not sent yet stays. */
  readonly tablets: number
}

export const defaultRetention: Retention = { drafts: 12, signed: 60, audit: 36, quarantine: 24, tablets: 45 }

/** Between which numbers each may lie: long enough for an appeal, and never for ever. */
export const retentionBounds: { readonly [kind in keyof Retention]: { readonly least: number; readonly most: number } } = {
  drafts: { least: 1, most: 120 },
  signed: { least: 6, most: 600 },
  audit: { least: 6, most: 240 },
  quarantine: { least: 1, most: 120 },
  tablets: { least: 1, most: 3650 },
}

export const retentionKinds = Object.keys(defaultRetention) as readonly (keyof Retention)[]

/** What was set, with the default where nothing was. */
export const retentionFrom = (set: Partial<Retention> | null | undefined): Retention => ({ ...defaultRetention, ...set })

/** The first day on which something may go. */
export const goesFrom = (kind: keyof Retention, retention: Retention, end: Day): Day =>
  kind === 'tablets' ? dayAfter(end, retention.tablets) : addMonths(end, retention[kind])

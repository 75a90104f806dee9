import { type AuditAction, type AuditWanted, auditActions } from '../../../../core/protocol/access/audit.ts'

/** What somebody chose; empty words where nothing. Days are days where the reader is. */
export type Filter = {
  readonly action: AuditAction | ''
  readonly account: string
  readonly from: string
  readonly until: string
}

export const everything: Filter = { action: '', account: '', from: '', until: '' }

/** The deeds that a person can be told of. What the server does by itself belongs to no administration. */
export const choices: readonly AuditAction[] = auditActions.filter((action) => action !== 'purged')

export const wantedBy = ({ action, account, from, until }: Filter): AuditWanted => ({
  ...(action && { action }),
  ...(account && { account }),
  ...(from && { from: beginningOf(from) }),
  ...(until && { until: beginningOf(until, 1) }),
})

/** The moment at which a day begins where the reader is, or one so many days after it. */
const beginningOf = (day: string, after = 0): string => {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  return new Date(year, month - 1, date + after).toISOString()
}

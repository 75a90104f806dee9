/** Something in the database that is not as it was written. Named by ids and columns alone. */
export type Finding = { readonly table: string; readonly key: string; readonly column: string; readonly what: string }

/** Where findings are put. A note tells of what is no damage but worth knowing. */
export type Report = {
  readonly finding: (table: string, key: string, column: string, what: string) => void
  readonly note: (table: string, key: string, column: string, what: string) => void
}

/** What can fill a terminal is counted on, not listed. */
const listed = 1000

export const openReport = () => {
  const findings: Finding[] = []
  const notes: Finding[] = []
  const counts = { findings: 0, notes: 0 }
  const report: Report = {
    finding: (table, key, column, what) => {
      counts.findings += 1
      if (findings.length < listed) findings.push({ table, key, column, what })
    },
    note: (table, key, column, what) => {
      counts.notes += 1
      if (notes.length < listed) notes.push({ table, key, column, what })
    },
  }
  return { report, findings, notes, counts }
}

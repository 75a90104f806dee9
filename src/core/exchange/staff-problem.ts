import type { StaffField } from './staff-mapping.ts'

/** Everything that can be wrong with a line of a staff list. Each has its text in `import.json` of each locale. */
export const rowProblemCodes = [
  'column-missing',
  'cell-missing',
  'value-too-long',
  'registration-repeated',
  'post-repeated',
  'officer-without-post',
  'job-unknown',
  'language-unknown',
  'unit-two-names',
  'unit-two-parents',
  'unit-two-sites',
  'parent-unit-unknown',
  'unit-circle',
] as const

export type RowProblem = {
  readonly problem: (typeof rowProblemCodes)[number]
  /** The line of the file, as the table counts. */
  readonly line: number
  /** The header of the column as it stands in the file; empty where there is no such column. */
  readonly column: string
  readonly field: StaffField
  readonly params: { readonly [name: string]: string | number }
}

/** Makes a problem of one line: it knows the header of each field. */
export type Complain = (
  problem: RowProblem['problem'],
  line: number,
  field: StaffField,
  params?: RowProblem['params'],
) => RowProblem

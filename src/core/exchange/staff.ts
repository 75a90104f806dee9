import { err, ok, type Result } from '../domain/result.ts'
import { requiredStaffFields, type StaffMapping } from './staff-mapping.ts'
import { type StaffContext, type StaffPlan, staffPlan } from './staff-plan.ts'
import type { Complain, RowProblem } from './staff-problem.ts'
import { jobsByName, readStaffRow, rowProblems, type StaffRow } from './staff-rows.ts'
import { listedUnits } from './staff-units.ts'
import type { Table } from './table.ts'

const mostProblems = 1000

/**
 * A staff list as a plan, or every problem by line, at most a thousand. Nothing is half-imported: with one problem there is
 * no plan. An empty cell never erases what is stored, with one exception: a post without an officer becomes vacant.
 */
export const readStaff = (
  table: Pick<Table, 'header' | 'headerLine' | 'rows'>,
  mapping: StaffMapping,
  context: StaffContext,
): Result<StaffPlan, readonly RowProblem[]> => {
  const complain: Complain = (problem, line, field, params = {}) => {
    const column = mapping[field]
    return { problem, line, column: column === undefined ? '' : (table.header[column] ?? ''), field, params }
  }
  const absent = requiredStaffFields.filter((field) => mapping[field] === undefined)
  if (absent.length > 0) return err(absent.map((field) => complain('column-missing', table.headerLine, field)))
  const jobs = jobsByName(context.jobs)
  const rows = table.rows.flatMap((row) => readStaffRow(row, mapping, jobs) ?? [])
  const { units, problems: unitProblems } = listedUnits(rows, context.units, complain)
  const problems = [
    ...rows.flatMap((row) => rowProblems(row, context.jobs, context.language, complain)),
    ...repeated(rows, 'registration', 'registration-repeated', complain),
    ...repeated(rows, 'postCode', 'post-repeated', complain),
    ...unitProblems,
  ]
  if (problems.length > 0) return err(problems.sort((a, b) => a.line - b.line).slice(0, mostProblems))
  return ok(staffPlan(rows, units, context))
}

const repeated = (
  rows: readonly StaffRow[],
  field: 'registration' | 'postCode',
  problem: 'registration-repeated' | 'post-repeated',
  complain: Complain,
): readonly RowProblem[] => {
  const firstLine = new Map<string, number>()
  return rows.flatMap(({ line, cells }) => {
    const value = cells[field]
    const first = firstLine.get(value)
    if (value === '') return []
    if (first !== undefined) return [complain(problem, line, field, { value, firstLine: first })]
    firstLine.set(value, line)
    return []
  })
}

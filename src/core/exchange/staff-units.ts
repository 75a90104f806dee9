import type { Unit } from '../domain/person.ts'
import type { Complain, RowProblem } from './staff-problem.ts'
import type { StaffRow } from './staff-rows.ts'

/** A unit as the list tells it, over all its lines; undefined where no line says. */
export type ListedUnit = {
  readonly code: string
  readonly line: number
  readonly name: string | undefined
  readonly parent: string | undefined
  readonly site: string | undefined
  readonly isSite: boolean
}

type Sayings = Pick<ListedUnit, 'name' | 'parent' | 'site'>

/** The units of a staff list by code, and where its lines contradict one another. */
export const listedUnits = (
  rows: readonly StaffRow[],
  stored: readonly Unit[],
  complain: Complain,
): { readonly units: ReadonlyMap<string, ListedUnit>; readonly problems: readonly RowProblem[] } => {
  const units = new Map<string, ListedUnit>()
  const problems: RowProblem[] = []
  const say = (code: string, line: number, said: Sayings, isSite: boolean): void => {
    const known = units.get(code)
    if (known) for (const key of ['name', 'parent', 'site'] as const) contradict(known, key, said[key], line)
    units.set(code, {
      code,
      line: known?.line ?? line,
      name: known?.name ?? said.name,
      parent: known?.parent ?? said.parent,
      site: known?.site ?? said.site,
      isSite: known?.isSite || isSite,
    })
  }
  const contradict = (known: ListedUnit, key: keyof Sayings, said: string | undefined, line: number): void => {
    const first = known[key]
    if (first === undefined || said === undefined || first === said) return
    const { problem, field } = contradictions[key]
    problems.push(complain(problem, line, field, { value: known.code, first, second: said, firstLine: known.line }))
  }
  const siteByName = sitesByName(rows, stored)
  for (const { line, cells } of rows) {
    if (cells.unitCode === '') continue
    const site = cells.siteCode || siteByName.get(cells.siteName)
    say(cells.unitCode, line, { name: cells.unitName || undefined, parent: cells.parentUnitCode || undefined, site }, false)
    if (site) say(site, line, { name: cells.siteName || undefined, parent: undefined, site: undefined }, true)
  }
  return { units, problems: [...problems, ...lineageProblems(units, stored, complain)] }
}

const contradictions = {
  name: { problem: 'unit-two-names', field: 'unitName' },
  parent: { problem: 'unit-two-parents', field: 'parentUnitCode' },
  site: { problem: 'unit-two-sites', field: 'siteCode' },
} as const

/** A site that lines name without a code: the unit of that name, else its own name serves as its code. */
const sitesByName = (rows: readonly StaffRow[], stored: readonly Unit[]): ReadonlyMap<string, string> => {
  const codes = new Map(stored.map((unit) => [unit.name, unit.code]))
  for (const { cells } of rows) if (cells.unitName !== '' && cells.unitCode !== '') codes.set(cells.unitName, cells.unitCode)
  return new Map(
    rows
      .filter(({ cells }) => cells.siteName !== '' && cells.siteCode === '')
      .map(({ cells }) => [cells.siteName, codes.get(cells.siteName) ?? cells.siteName.slice(0, 60)]),
  )
}

/** The code of the unit above: as listed, else the unit's site, else as stored. */
export const parentOf = (unit: ListedUnit, storedParent: string | undefined): string | undefined =>
  unit.parent ?? (unit.site !== undefined && unit.site !== unit.code ? unit.site : storedParent)

/** Units without a name, under a unit that nobody knows, or above themselves. */
const lineageProblems = (
  units: ReadonlyMap<string, ListedUnit>,
  stored: readonly Unit[],
  complain: Complain,
): readonly RowProblem[] => {
  const codeById = new Map(stored.map((unit) => [unit.id, unit.code]))
  const storedByCode = new Map(stored.map((unit) => [unit.code, unit]))
  const above = new Map<string, string | undefined>(
    stored.map((unit) => [unit.code, unit.parent === null ? undefined : codeById.get(unit.parent)]),
  )
  for (const unit of units.values()) above.set(unit.code, parentOf(unit, above.get(unit.code)))
  return [...units.values()].flatMap((unit) => {
    const problems: RowProblem[] = []
    const { code, line, name, parent } = unit
    if (name === undefined && !storedByCode.has(code))
      problems.push(complain('cell-missing', line, unit.isSite ? 'siteName' : 'unitName'))
    if (parent !== undefined && !above.has(parent))
      problems.push(complain('parent-unit-unknown', line, 'parentUnitCode', { value: parent }))
    if (isAboveItself(code, above)) problems.push(complain('unit-circle', line, 'parentUnitCode', { value: code }))
    return problems
  })
}

const isAboveItself = (code: string, above: ReadonlyMap<string, string | undefined>): boolean => {
  const seen = new Set<string>()
  for (let at = above.get(code); at !== undefined && !seen.has(at); at = above.get(at)) {
    if (at === code) return true
    seen.add(at)
  }
  return false
}

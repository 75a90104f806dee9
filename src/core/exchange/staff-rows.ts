import type { Job } from '../domain/job.ts'
import type { Language } from '../domain/text.ts'
import type { StaffField, StaffMapping } from './staff-mapping.ts'
import type { Complain, RowProblem } from './staff-problem.ts'
import type { TableRow } from './table.ts'
import { cleaned, folded, nearest } from './words.ts'

/** The cells of one line by field, cleaned; an empty text where the cell is empty or the column absent. */
export type StaffCells = { readonly [field in StaffField]: string }

/** One line that says something: of a unit always, of a post and its holder where they are named. */
export type StaffRow = {
  readonly line: number
  readonly cells: StaffCells
  readonly hasOfficer: boolean
  readonly hasPost: boolean
  readonly job: Job | undefined
  readonly language: Language | undefined
}

export const readStaffRow = (
  { line, cells: raw }: TableRow,
  mapping: StaffMapping,
  jobByName: ReadonlyMap<string, Job>,
): StaffRow | undefined => {
  const cells = cellsOf(raw, mapping)
  if (Object.values(cells).every((cell) => cell === '')) return undefined
  return {
    line,
    cells,
    hasOfficer: cells.registration !== '' || cells.familyName !== '' || cells.givenName !== '',
    hasPost: cells.postCode !== '' || cells.postTitle !== '' || cells.jobCode !== '',
    job: jobByName.get(folded(cells.jobCode)),
    language: languageByName.get(folded(cells.language)),
  }
}

const cellsOf = (raw: readonly string[], mapping: StaffMapping): StaffCells => {
  const cell = (field: StaffField): string => {
    const column = mapping[field]
    return column === undefined ? '' : cleaned(raw[column] ?? '')
  }
  return {
    registration: cell('registration'),
    familyName: cell('familyName'),
    givenName: cell('givenName'),
    grade: cell('grade'),
    language: cell('language'),
    unitCode: cell('unitCode'),
    unitName: cell('unitName'),
    parentUnitCode: cell('parentUnitCode'),
    siteCode: cell('siteCode'),
    siteName: cell('siteName'),
    postCode: cell('postCode'),
    postTitle: cell('postTitle'),
    jobCode: cell('jobCode'),
  }
}

/** Jobs by code and by name in any language, accents and case aside. */
export const jobsByName = (jobs: readonly Job[]): ReadonlyMap<string, Job> =>
  new Map(jobs.toReversed().flatMap((job) => namesOf(job).map((name) => [folded(name), job] as const)))

const namesOf = (job: Job): readonly string[] => [job.code, ...Object.values(job.name)]

const languageByName: ReadonlyMap<string, Language> = new Map(
  [
    ['fr', 'fra', 'francais', 'french', 'frances'],
    ['en', 'eng', 'anglais', 'english', 'ingles'],
    ['pt', 'por', 'portugais', 'portuguese', 'portugues'],
    ['es', 'spa', 'espagnol', 'spanish', 'espanhol', 'espanol'],
    ['ar', 'ara', 'arabe', 'arabic'],
    ['ru', 'rus', 'russe', 'russian', 'russo', 'ruso'],
  ].flatMap(([code = '', ...names]) => [code, ...names].map((name) => [name, code] as const)),
)

const longest = (field: StaffField): number => {
  if (field === 'registration') return 40
  return field.endsWith('Code') && field !== 'jobCode' ? 60 : 200
}

/** What is wrong with one line, whatever stands in the others. */
export const rowProblems = (
  { line, cells, hasOfficer, hasPost, job, language }: StaffRow,
  jobs: readonly Job[],
  readerLanguage: Language,
  complain: Complain,
): readonly RowProblem[] => {
  const required: readonly StaffField[] = [
    ...(hasOfficer ? (['registration', 'familyName', 'givenName'] as const) : []),
    ...(hasPost ? (['postCode', 'jobCode'] as const) : []),
    'unitCode',
  ]
  const problems = required.filter((field) => cells[field] === '').map((field) => complain('cell-missing', line, field))
  for (const [field, cell] of Object.entries(cells) as [StaffField, string][])
    if (cell.length > longest(field))
      problems.push(complain('value-too-long', line, field, { value: `${cell.slice(0, 30)}…`, limit: longest(field) }))
  if (hasOfficer && !hasPost) {
    const { registration, familyName, givenName } = cells
    const name = `${familyName} ${givenName}`.trim()
    problems.push(complain('officer-without-post', line, 'postCode', { registration, name }))
  }
  if (cells.jobCode !== '' && !job) {
    const likely = nearest(cells.jobCode, jobs, namesOf)
    const suggestion = likely?.name[readerLanguage] ?? likely?.code ?? '—'
    problems.push(complain('job-unknown', line, 'jobCode', { value: cells.jobCode.slice(0, 80), suggestion }))
  }
  if (cells.language !== '' && !language)
    problems.push(complain('language-unknown', line, 'language', { value: cells.language.slice(0, 80) }))
  return problems
}

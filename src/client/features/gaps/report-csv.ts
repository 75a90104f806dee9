import type { TFunction } from 'i18next'
import { coverage, due, readiness, type Tally, weightedGap } from '../../../core/domain/gap.ts'
import { heatmap } from '../../../core/domain/heatmap.ts'
import type { CampaignReport } from '../../../core/domain/report.ts'
import { type CsvCell, englishStyle, exportCsv, frenchStyle } from '../../../core/exchange/write-csv.ts'
import { decimalOf, percentOf, type ReportFigures } from './figures.ts'
import type { Names } from './names.ts'

type Words = TFunction<'gaps'>

/** The part of a campaign that a reader chose, in words; what is undefined was not narrowed. */
export type Chosen = { readonly [Choice in (typeof choices)[number]]?: string | undefined }
const choices = ['unit', 'job', 'group'] as const

export type CsvSubject = {
  readonly report: CampaignReport
  readonly chosen: Chosen
  /** Columns know the day of a signature and no hour. */
  readonly byDay: boolean
  /** As of when it is, and how much had arrived. */
  readonly standing: readonly (readonly CsvCell[])[]
}

/**
 * The table unit × competency as a spreadsheet reads it, one line a cell, under what makes it readable later: campaign, what
 * was chosen of it, completeness, date, what it stands on, sign convention. What has nothing rated stays empty: it is not zero.
 */
export const reportCsv = (
  { report, chosen, byDay, standing }: CsvSubject,
  names: Names,
  t: Words,
  figures: Pick<ReportFigures, 'date' | 'dateTime'>,
): string => {
  const { campaign, completeness, sums } = report
  const { signed, assigned, underWay, toDo, latest } = completeness
  const rows: readonly (readonly CsvCell[])[] = [
    [t('csv.campaign'), campaign.name],
    ...choices.map((choice) => [t(`filter.${choice}`), chosen[choice] ?? t(`filter.all.${choice}`)]),
    [t('csv.completeness'), t('csv.signedOf', { signed, assigned, underWay, toDo })],
    [t('csv.ratings'), t('csv.ratedOf', { rated: sums.rated, due: due(sums) })],
    [t('csv.latest'), latest ? figures[byDay ? 'date' : 'dateTime'](latest) : ''],
    ...standing,
    [t('csv.sign'), t('convention')],
    [],
    [
      ...['filter.unit', 'filter.group', 'table.competency', 'csv.rated', 'csv.due', 'csv.met'],
      ...['csv.coverage', 'csv.readiness', 'csv.weightedGap', 'figure.essential'],
    ].map((key) => t(key)),
    ...cellsOf(report, names, t, chosen.unit === undefined),
  ]
  return exportCsv(rows, names.language === 'en' ? englishStyle : frenchStyle)
}

/** One unit is no whole: its own line says it all. */
const cellsOf = (report: CampaignReport, names: Names, t: Words, hasWhole: boolean): readonly (readonly CsvCell[])[] =>
  heatmap(report, names.competencies).flatMap(({ competency, byUnit, whole }) => {
    const group = names.groupOf(competency)
    const line = (unit: string, sums: Tally): readonly CsvCell[] => [
      unit,
      group ? names.group(group) : '',
      names.competency(competency),
      sums.rated,
      due(sums),
      ...(sums.rated === 0 ? [null, null, null, null, null] : figuresOf(sums)),
    ]
    return [
      ...report.units.flatMap(({ unit, name }) => {
        const cell = byUnit.get(unit)
        return cell ? [line(name, cell.sums)] : []
      }),
      ...(hasWhole ? [line(t('heat.whole'), whole.sums)] : []),
    ]
  })

const figuresOf = (sums: Tally): readonly CsvCell[] => [
  sums.met,
  given(percentOf, coverage(sums)),
  given(percentOf, readiness(sums)),
  given(decimalOf, weightedGap(sums)),
  sums.essentialShortfalls,
]

/** Rounded as on screen. */
const given = (round: (value: number) => number, value: number | undefined): number | null =>
  value === undefined ? null : round(value)

/** Tells one table from another in a folder: the campaign, what was chosen of it, and the word for what it is. */
export const csvFileName = (campaign: string, chosen: Chosen, word: string): string =>
  `${[campaign, ...choices.map((choice) => chosen[choice] ?? ''), word].map(plainName).filter(Boolean).join('-')}.csv`

/** Lower-case letters and digits without accents: what every file system takes. */
const plainName = (name: string): string =>
  name
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')

import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { byUrgency, type Gap } from '../../../core/domain/gap.ts'
import { fullName } from '../../../core/domain/person.ts'
import type { OfficerReport } from '../../../core/domain/report.ts'
import { DataTable } from '../../ui/data-table.tsx'
import { GapSign } from '../../ui/gap-sign.tsx'
import { useReportAddress } from './address.ts'
import { noFigure, useReportFigures } from './figures.ts'
import styles from './list.module.css'
import type { Names } from './names.ts'
import { Section } from './section.tsx'

export type StandingOfficer = { readonly officer: OfficerReport; readonly line: Gap; readonly signed: boolean }

type Props = { readonly standing: readonly StandingOfficer[]; readonly names: Names }

/** Names behind a figure, widest shortfall first, with what the assessor wrote; provisional ones last and marked. */
export const CompetencyOfficers = ({ standing, names }: Props) => {
  const { t } = useTranslation('gaps')
  const { to } = useReportAddress()
  const { compare } = useReportFigures()
  const place = new Map(byUrgency(standing.map(({ line }) => line)).map((line, at) => [line, at]))
  const rows = [...standing].sort(
    (a, b) =>
      Number(b.signed) - Number(a.signed) ||
      statusOrder(place, a) - statusOrder(place, b) ||
      compare(fullName(a.officer.assignment.snapshot), fullName(b.officer.assignment.snapshot)),
  )
  return (
    <Section title={t('competency.officers')}>
      <DataTable
        caption={t('competency.caption', { count: rows.length })}
        rows={rows}
        rowKey={({ officer }) => officer.assignment.id}
        empty={t('competency.nobody')}
        columns={[
          {
            key: 'name',
            head: t('officers.name'),
            names: true,
            cell: ({ officer: { assignment } }) => (
              <>
                <Link to={to(`/gaps/officer/${assignment.id}`)}>{fullName(assignment.snapshot)}</Link>
                <span className={styles['words']}>
                  {t('officers.post', { post: assignment.snapshot.postTitle, unit: assignment.snapshot.unitName })}
                </span>
              </>
            ),
          },
          {
            key: 'required',
            head: t('table.required'),
            cell: ({ line: { requirement } }) => (
              <>
                {names.level(requirement.level)}
                {requirement.essential && <strong className={styles['words']}>{t('essential')}</strong>}
              </>
            ),
          },
          {
            key: 'held',
            head: t('table.held'),
            cell: ({ line }) => (line.assessed === undefined ? noFigure : names.level(line.assessed)),
          },
          {
            key: 'gap',
            head: t('table.gap'),
            cell: ({ line, signed }) => (
              <>
                <GapSign status={line.status} gap={line.gap} />
                {!signed && line.rating && <span className={styles['words']}>{t('competency.provisional')}</span>}
              </>
            ),
          },
          {
            key: 'comment',
            head: t('table.comment'),
            cell: ({ officer, line }) =>
              line.rating?.kind === 'not-applicable'
                ? t('open.reason', { reason: line.rating.reason })
                : officer.assessment?.comments.get(line.requirement.competency),
          },
        ]}
      />
    </Section>
  )
}

/** Two officers with the same gap and weight are equals: their names decide. */
const statusOrder = (place: ReadonlyMap<Gap, number>, { line }: StandingOfficer): number => {
  if (line.shortfall === undefined) return 10_000
  return line.shortfall > 0 ? (place.get(line) ?? 0) : 5000 + (line.gap ?? 0)
}

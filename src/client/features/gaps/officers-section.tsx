import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { coverage, due, readiness } from '../../../core/domain/gap.ts'
import { fullName } from '../../../core/domain/person.ts'
import type { CampaignReport, OfficerReport } from '../../../core/domain/report.ts'
import type { LiveReport } from '../../app/reports.ts'
import { DataTable } from '../../ui/data-table.tsx'
import { useReportAddress } from './address.ts'
import { noFigure, useReportFigures } from './figures.ts'
import styles from './list.module.css'
import { Section } from './section.tsx'
import { disputedAmong } from './standing.ts'
import { VerdictMark } from './verdict-mark.tsx'

type Props = { readonly live: LiveReport; readonly report: CampaignReport }

/** Every officer of the report with the verdict; an unsigned assessment says so and shows no figure that counts. */
export const OfficersSection = ({ live, report }: Props) => {
  const { t } = useTranslation('gaps')
  const { to } = useReportAddress()
  const { percent, percentUnder, integer, compare, date } = useReportFigures()
  const { readyFrom } = report.campaign.settings
  const rows = [...report.officers].sort((a, b) => compare(fullName(a.assignment.snapshot), fullName(b.assignment.snapshot)))
  const disputed = new Set(disputedAmong(live, report))
  const counted =
    (cell: (officer: OfficerReport) => string) =>
    (officer: OfficerReport): string =>
      officer.assessment?.state === 'signed' ? cell(officer) : noFigure
  return (
    <Section title={t('officers.title')} lede={t('officers.lede')}>
      <DataTable
        caption={t('officers.caption', { count: rows.length })}
        rows={rows}
        rowKey={({ assignment }) => assignment.id}
        columns={[
          {
            key: 'name',
            head: t('officers.name'),
            names: true,
            cell: ({ assignment: { id, snapshot } }) => (
              <>
                <Link to={to(`/gaps/officer/${id}`)}>{fullName(snapshot)}</Link>
                <span className={styles['words']}>
                  {t('officers.post', { post: snapshot.postTitle, unit: snapshot.unitName })}
                </span>
              </>
            ),
          },
          {
            key: 'verdict',
            head: t('officers.verdict'),
            cell: (officer) =>
              officer.assessment?.state === 'signed' ? (
                <>
                  <VerdictMark verdict={officer.verdict} />
                  {disputed.has(officer) && <span className={styles['words']}>{t('officers.disputed')}</span>}
                </>
              ) : (
                t('officers.unsigned')
              ),
          },
          { key: 'coverage', head: t('figure.coverage'), numeric: true, cell: counted(({ sums }) => percent(coverage(sums))) },
          {
            key: 'readiness',
            head: t('figure.readiness'),
            numeric: true,
            cell: counted(({ sums }) => percentUnder(readiness(sums), readyFrom)),
          },
          {
            key: 'essential',
            head: t('figure.essential'),
            numeric: true,
            cell: counted(({ sums }) => (sums.rated === 0 ? noFigure : integer(sums.essentialShortfalls))),
          },
          {
            key: 'rated',
            head: t('officers.rated'),
            numeric: true,
            cell: ({ sums }) => t('base.of', { n: integer(sums.rated), of: integer(due(sums)) }),
          },
          {
            key: 'signed',
            head: t('officers.signed'),
            cell: ({ assessment }) => (assessment?.state === 'signed' ? date(assessment.signedAt) : noFigure),
          },
        ]}
      />
    </Section>
  )
}

import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { Gap } from '../../../core/domain/gap.ts'
import { fullName } from '../../../core/domain/person.ts'
import { type CampaignReport, signedOf } from '../../../core/domain/report.ts'
import { classes } from '../../ui/classes.ts'
import { TableRegion } from '../../ui/data-table.tsx'
import { GapSign, type GapSignStatus } from '../../ui/gap-sign.tsx'
import { VisuallyHidden } from '../../ui/visually-hidden.tsx'
import { useReportAddress } from './address.ts'
import styles from './heat-table.module.css'
import type { Names } from './names.ts'
import { Section } from './section.tsx'

type Props = { readonly report: CampaignReport; readonly names: Names }

/** Officers across, competencies down: who stands where in a unit, sign by sign. Only signed assessments have a column. */
export const OfficerMatrix = ({ report, names }: Props) => {
  const { t } = useTranslation('gaps')
  const { to, unit } = useReportAddress()
  const officers = signedOf(report.officers)
  if (officers.length === 0) return null
  const lineOf = new Map(
    officers.map(({ assignment, lines }) => [assignment.id, new Map(lines.map((line) => [line.requirement.competency, line]))]),
  )
  const asked = names.competencies.filter((code) => officers.some(({ assignment }) => lineOf.get(assignment.id)?.has(code)))
  return (
    <Section title={t('matrix.title')} lede={t('matrix.lede')}>
      <TableRegion label={t('matrix.caption')} tall>
        <table className={styles['heat']}>
          <caption className={styles['caption']}>{t('matrix.caption')}</caption>
          <thead>
            <tr>
              <th scope="col" className={styles['corner']}>
                {t('table.competency')}
              </th>
              {officers.map(({ assignment }) => (
                <th key={assignment.id} scope="col">
                  <Link to={to(`/gaps/officer/${assignment.id}`)}>{fullName(assignment.snapshot)}</Link>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {asked.map((code) => (
              <tr key={code}>
                <th scope="row">
                  <Link to={to(`/gaps/competency/${code}`, { unit })}>{names.competency(code)}</Link>
                </th>
                {officers.map(({ assignment }) => (
                  <MatrixCell key={assignment.id} line={lineOf.get(assignment.id)?.get(code)} absent={t('heat.absent')} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </TableRegion>
    </Section>
  )
}

const grounds: Readonly<Record<GapSignStatus, string>> = {
  shortfall: 'short-1',
  meets: 'meets',
  surplus: 'over',
  'not-observed': 'none',
  'not-applicable': 'none',
  unrated: 'none',
}

const MatrixCell = ({ line, absent }: { readonly line: Gap | undefined; readonly absent: string }) => {
  if (!line)
    return (
      <td className={styles['absent']}>
        <VisuallyHidden>{absent}</VisuallyHidden>
      </td>
    )
  const deep = (line.shortfall ?? 0) >= 2 || (line.status === 'shortfall' && line.requirement.essential)
  return (
    <td className={classes(styles['cell'], styles['sign'], styles[deep ? 'short-2' : grounds[line.status]])}>
      <GapSign status={line.status} gap={line.gap} compact />
    </td>
  )
}

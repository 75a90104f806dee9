import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { HeatRow } from '../../../core/domain/heatmap.ts'
import type { CampaignReport } from '../../../core/domain/report.ts'
import { TableRegion } from '../../ui/data-table.tsx'
import { useReportAddress } from './address.ts'
import { HeatCellView } from './heat-cell.tsx'
import styles from './heat-table.module.css'
import type { Names } from './names.ts'

type Props = {
  readonly report: CampaignReport
  readonly rows: readonly HeatRow[]
  readonly names: Names
  readonly show: 'coverage' | 'gap'
}

/** A real table: units across, competencies down by group, heads that stay. A cell leads to the names behind it. */
export const HeatTable = ({ report, rows, names, show }: Props) => {
  const { t } = useTranslation('gaps')
  const { to, job } = useReportAddress()
  const caption = t('heat.caption', { figure: t(show === 'gap' ? 'figure.weightedGap' : 'figure.coverage') })
  const groups = names.groups.filter((group) => rows.some(({ competency }) => names.groupOf(competency) === group))
  return (
    <TableRegion label={caption} tall>
      <table className={styles['heat']}>
        <caption className={styles['caption']}>{caption}</caption>
        <thead>
          <tr>
            <th scope="col" className={styles['corner']}>
              {t('table.competency')}
            </th>
            {report.units.map(({ unit, name }) => (
              <th key={unit} scope="col">
                <Link to={to(`/gaps/unit/${unit}`)}>{name}</Link>
              </th>
            ))}
            <th scope="col">{t('heat.whole')}</th>
          </tr>
        </thead>
        {groups.map((group) => (
          <tbody key={group}>
            <tr>
              <th scope="rowgroup" colSpan={report.units.length + 2} className={styles['group']}>
                <span>{names.group(group)}</span>
              </th>
            </tr>
            {rows
              .filter(({ competency }) => names.groupOf(competency) === group)
              .map(({ competency, byUnit, whole }) => (
                <tr key={competency}>
                  <th scope="row">
                    <Link to={to(`/gaps/competency/${competency}`, { job })}>{names.competency(competency)}</Link>
                  </th>
                  {report.units.map(({ unit, name }) => (
                    <HeatCellView
                      key={unit}
                      cell={byUnit.get(unit)}
                      show={show}
                      to={to(`/gaps/competency/${competency}`, { unit, job })}
                      label={t('heat.cell', { competency: names.competency(competency), unit: name })}
                    />
                  ))}
                  <HeatCellView
                    cell={whole}
                    show={show}
                    to={to(`/gaps/competency/${competency}`, { job })}
                    label={t('heat.cell', { competency: names.competency(competency), unit: t('heat.whole') })}
                  />
                </tr>
              ))}
          </tbody>
        ))}
      </table>
    </TableRegion>
  )
}

import { useTranslation } from 'react-i18next'
import type { CampaignReport } from '../../../core/domain/report.ts'
import { now } from '../../app/clock.ts'
import type { LastContact } from '../../app/contact.ts'
import { Figure } from '../../ui/figure.tsx'
import { CoreFigures } from './core-figures.tsx'
import { useReportFigures } from './figures.ts'
import styles from './report-figures.module.css'
import { Strip } from './section.tsx'

type Props = { readonly report: CampaignReport; readonly contact: LastContact | null }

/** How complete, how good, how old: the strip that opens every report. */
export const ReportFigureStrip = ({ report, contact }: Props) => {
  const { t } = useTranslation('gaps')
  const { integer, age, dateTime } = useReportFigures()
  const { completeness, sums } = report
  return (
    <>
      <Strip>
        <Figure
          label={t('figure.assessed')}
          value={integer(completeness.signed)}
          unit={t('figure.ofOfficers', { of: integer(completeness.assigned) })}
          asOf={completeness.latest}
        />
        <CoreFigures sums={sums} asOf={completeness.latest} />
        <Figure
          label={t('figure.contact')}
          inWords
          value={contact ? age(contact.at, now()) : t('figure.noContact')}
          {...(contact ? { asOf: contact.at } : {})}
        />
      </Strip>
      <p className={styles['convention']}>
        {t('convention')} {contact ? t('age', { when: dateTime(contact.at) }) : t('ageNever')}
      </p>
    </>
  )
}

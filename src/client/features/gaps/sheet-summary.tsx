import { useTranslation } from 'react-i18next'
import { coverage, due, readiness, weightedGap } from '../../../core/domain/gap.ts'
import { noFigure, useReportFigures } from './figures.ts'
import styles from './individual-sheet-page.module.css'
import { useSentence, useVerdictReason } from './officer-words.ts'
import type { SheetPart } from './sheet-part.ts'

/** The result in words, then the four figures with their base. */
export const SheetSummary = ({ sheet, view, names }: SheetPart) => {
  const { t } = useTranslation('gaps')
  const { percent, percentUnder, decimal, integer, date } = useReportFigures()
  const sentence = useSentence()
  const reason = useVerdictReason()
  const { sums, verdict } = view.report
  const { readyFrom } = sheet.campaign.settings
  const gap = weightedGap(sums)
  const figures: readonly (readonly [string, string])[] = [
    ['coverage', percent(coverage(sums))],
    ['readiness', percentUnder(readiness(sums), readyFrom)],
    ['weightedGap', gap === undefined ? noFigure : `${decimal(gap)} ${t('unit.levels', { count: gap })}`],
    ['essential', sums.rated === 0 ? noFigure : integer(sums.essentialShortfalls)],
  ]
  return (
    <section className={styles['summary']}>
      <h2>{t('sheet.result')}</h2>
      <p className={styles['sentence']}>{sentence(sums)}</p>
      <p>
        <strong>{t(`verdict.${verdict}`)}</strong> {reason(view.report, readyFrom, names)}
      </p>
      <dl className={styles['figures']}>
        {figures.map(([key, value]) => (
          <div key={key}>
            <dt>{t(`figure.${key}`)}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <p className={styles['small']}>
        {t('sheet.base', { count: sums.rated, of: integer(due(sums)) })}{' '}
        {view.asOf ? t('officer.signedOn', { date: date(view.asOf) }) : t('officer.unsigned')}
      </p>
    </section>
  )
}

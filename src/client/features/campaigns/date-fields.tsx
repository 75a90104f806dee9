import { useTranslation } from 'react-i18next'
import { daysBetween, isDay } from '../../../core/domain/time.ts'
import styles from './campaigns.module.css'
import type { DraftProps } from './draft-props.ts'
import { SavedField } from './saved-field.tsx'
import { Step } from './step.tsx'

export const DateFields = ({ campaign, save }: DraftProps) => {
  const { t } = useTranslation('campaigns')
  const { opens, closes } = campaign
  const days = isDay(opens) && isDay(closes) ? daysBetween(opens, closes) + 1 : 0
  return (
    <Step title={t('builder.dates')} about={days > 0 && t('builder.days', { count: days })}>
      <div className={styles['pair']}>
        <SavedField type="date" label={t('builder.opens')} value={opens} save={(day) => save({ opens: day })} />
        <SavedField
          type="date"
          label={t('builder.closes')}
          min={opens || undefined}
          value={closes}
          save={(day) => save({ closes: day })}
        />
      </div>
      {days < 0 && <p className={styles['trouble']}>{t('problem.campaign-dates')}</p>}
    </Step>
  )
}

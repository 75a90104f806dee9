import { useTranslation } from 'react-i18next'
import type { Retention } from '../../../core/domain/retention.ts'

/** A keeping time in words: whole years where it is some, else months; days for what lies on tablets. */
export const useTimes = () => {
  const { t } = useTranslation('privacy')
  return (kind: keyof Retention, count: number): string => {
    if (kind === 'tablets') return t('long.days', { count })
    return count % 12 === 0 ? t('long.years', { count: count / 12 }) : t('long.months', { count })
  }
}

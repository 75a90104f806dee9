import { useTranslation } from 'react-i18next'

/** Minutes as hours and minutes, in the reader's words: 125 → « 2 h 05 ». */
export const useDuration = (): ((minutes: number) => string) => {
  const { t } = useTranslation('library')
  return (total) => {
    const [hours, minutes] = [Math.floor(total / 60), total % 60]
    if (hours === 0) return t('duration.minutes', { minutes })
    return minutes === 0
      ? t('duration.hours', { hours })
      : t('duration.both', { hours, minutes: String(minutes).padStart(2, '0') })
  }
}

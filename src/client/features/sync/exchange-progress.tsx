import { useTranslation } from 'react-i18next'
import type { ContactState } from '../../app/contact.ts'
import { useFigures } from '../../ui/number.ts'
import { ProgressBar } from '../../ui/progress-bar.tsx'
import styles from './sync.module.css'

/** How the exchange goes: on a slow line a count that moves is what tells a person to stay a minute longer. */
export const ExchangeProgress = ({ contact: { settled, taken, progress } }: { readonly contact: ContactState }) => {
  const { t } = useTranslation('sync')
  const { integer } = useFigures()
  const bytes = useBytes()
  const { waiting = 0, coming = 0, bytesOut = 0, bytesIn = 0 } = progress ?? {}
  return (
    <div className={styles['progress']}>
      <p>{t('now.progress', { settled: integer(settled), taken: integer(taken) })}</p>
      {settled + waiting > 0 && <ProgressBar label={t('now.sending')} value={settled} max={settled + waiting} />}
      {coming > 0 && <ProgressBar label={t('now.receiving')} value={taken} max={taken + coming} />}
      {bytesOut + bytesIn > 0 && <p>{t('now.bytes', { out: bytes(bytesOut), in: bytes(bytesIn) })}</p>}
    </div>
  )
}

const kilo = 1024

/** « 14 Ko », « 1,3 Mo ». */
const useBytes = (): ((bytes: number) => string) => {
  const { t } = useTranslation('sync')
  const { integer, decimal } = useFigures()
  return (bytes) =>
    bytes < kilo * kilo
      ? t('now.kilobytes', { n: integer(Math.ceil(bytes / kilo)) })
      : t('now.megabytes', { n: decimal(bytes / (kilo * kilo)) })
}

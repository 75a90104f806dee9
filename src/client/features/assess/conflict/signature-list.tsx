import { useTranslation } from 'react-i18next'
import type { Signature } from '../../../app/signatures.ts'
import { useFigures } from '../../../ui/number.ts'
import styles from './conflict-panel.module.css'

/** Every signature that was given, with what became of it: none is ever taken away. */
export const SignatureList = ({ signatures }: { readonly signatures: readonly Signature[] }) => {
  const { t } = useTranslation('assess')
  const { dateTime } = useFigures()
  return (
    <section className={styles['settled']} aria-labelledby="signatures">
      <h2 id="signatures">{t('signatures.title')}</h2>
      <ol className={styles['list']}>
        {signatures.map(({ operation, name, at, state }) => (
          <li key={operation}>
            <strong>{t('conflict.by', { name: name ?? t('conflict.somebody'), date: dateTime(at) })}</strong>
            <p className={styles['note']}>{t(`signatures.${state}`)}</p>
          </li>
        ))}
      </ol>
    </section>
  )
}

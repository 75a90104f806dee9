import { useTranslation } from 'react-i18next'
import styles from './list.module.css'

const columns = ['coverage', 'weightedGap', 'essential', 'borich', 'brandao', 'order'] as const

/** How each column is computed, and what it does not say. */
export const NeedsHelp = ({ highest }: { readonly highest: string }) => {
  const { t } = useTranslation('gaps')
  return (
    <dl className={styles['quotes']}>
      {columns.map((column) => (
        <div key={column}>
          <dt>{t(`needs.explain.${column}.name`)}</dt>
          <dd>{t(`needs.explain.${column}.text`, { highest })}</dd>
        </div>
      ))}
    </dl>
  )
}

import { useTranslation } from 'react-i18next'
import styles from './skeleton.module.css'
import { VisuallyHidden } from './visually-hidden.tsx'

type Props = {
  /** The shape of what comes: lines of text, rows of a list, or a page with its heading. */
  readonly shape?: 'lines' | 'rows' | 'page'
  readonly count?: number
}

/** Takes the room of what comes, and is drawn only after 150 ms: most reads are quicker, and then nothing flickers. */
export const Skeleton = ({ shape = 'lines', count = 4 }: Props) => {
  const { t } = useTranslation('ui')
  return (
    <div className={styles['skeleton']} role="status">
      <VisuallyHidden>{t('loading')}</VisuallyHidden>
      {shape === 'page' && <div className={styles['heading']} />}
      {Array.from({ length: count }, (_, at) => `${shape}-${at}`).map((key) => (
        <div key={key} className={styles[shape === 'lines' ? 'line' : 'row']} />
      ))}
    </div>
  )
}

import { useTranslation } from 'react-i18next'
import { Button } from '../../ui/button.tsx'
import { LinkButton } from '../../ui/link-button.tsx'
import styles from './bottom-bar.module.css'

type Props = {
  readonly onPrevious: (() => void) | undefined
  readonly onNext: (() => void) | undefined
  /** Goes forward in weight once the present competency is answered. */
  readonly answered: boolean
  readonly onUndo: (() => void) | undefined
  readonly onRedo: (() => void) | undefined
  /** Where the work ends: the review. */
  readonly review: string
  readonly signed: boolean
  readonly complete: boolean
  readonly paged: boolean
}

/** The main actions, under both thumbs. */
export const BottomBar = ({ onPrevious, onNext, answered, onUndo, onRedo, review, signed, complete, paged }: Props) => {
  const { t } = useTranslation('assess')
  const last = !paged || !onNext
  return (
    <div className={styles['bar']} role="toolbar" aria-label={t('bar.label')}>
      {paged && (
        <Button icon="chevron-left" aria-disabled={!onPrevious} onClick={onPrevious}>
          <span className={styles['word']}>{t('bar.previous')}</span>
        </Button>
      )}
      <div className={styles['middle']}>
        {onUndo && (
          <Button kind="quiet" icon="undo" onClick={onUndo}>
            {t('bar.undo')}
          </Button>
        )}
        {onRedo && (
          <Button kind="quiet" icon="undo" className={styles['redo']} onClick={onRedo}>
            <span className={styles['word']}>{t('bar.redo')}</span>
          </Button>
        )}
      </div>
      {last ? (
        <LinkButton to={review} kind={!signed && (complete || answered) ? 'primary' : 'secondary'} icon="signature">
          {t(signed ? 'bar.read' : 'bar.review')}
        </LinkButton>
      ) : (
        <Button kind={answered && !signed ? 'primary' : 'secondary'} iconAfter="chevron-right" onClick={onNext}>
          {t('bar.next')}
        </Button>
      )}
    </div>
  )
}

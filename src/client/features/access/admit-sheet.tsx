import { useTranslation } from 'react-i18next'
import { type Admitted, admitAll, type Quarantined } from '../../app/quarantine.ts'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Sheet } from '../../ui/sheet.tsx'
import styles from './accounts.module.css'
import { RefusalNotice } from './refusal-notice.tsx'
import { useAsking } from './use-asking.ts'

export type Question = {
  readonly who: string
  readonly pieces: readonly Quarantined[]
  /** Nothing tells whose it is but the work itself. */
  readonly isUnknown: boolean
}

type Props = { readonly question: Question; readonly close: (admitted?: Admitted) => void }

/** The last question before work is let in: in whose name it counts, who sees it, and who answers for it. */
export const AdmitSheet = ({ question: { who, pieces, isUnknown }, close }: Props) => {
  const { t } = useTranslation('access')
  const { busy, refusal, ask } = useAsking()
  const admit = async (): Promise<void> => {
    const admitted = await ask(() => admitAll(pieces.map(({ id }) => id)))
    if (admitted) close(admitted.value)
  }
  return (
    <Sheet
      open
      onClose={() => close()}
      shape="window"
      title={t('admit.title', { count: pieces.length })}
      actions={
        <>
          <Button onClick={() => close()}>{t('cancel')}</Button>
          <Button kind="primary" busy={busy && t('admit.busy')} onClick={() => void admit()}>
            {t('admit.submit')}
          </Button>
        </>
      }
    >
      <div className={styles['list']}>
        {isUnknown && (
          <Notice tone="warning" title={t('admit.unknown')}>
            {t('admit.unknownDo')}
          </Notice>
        )}
        <ul>
          <li>{t('admit.name', { who })}</li>
          <li>{t('admit.read')}</li>
          <li>{t('admit.audit')}</li>
          <li>{t('admit.back')}</li>
        </ul>
        <RefusalNotice refusal={refusal} />
      </div>
    </Sheet>
  )
}

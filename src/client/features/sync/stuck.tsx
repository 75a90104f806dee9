import { useTranslation } from 'react-i18next'
import type { OperationId } from '../../../core/domain/id.ts'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'

/** Work that no request carries over this line, however small the batch. It blocks nothing else, and must not be silent. */
export const Stuck = ({ stuck }: { readonly stuck: readonly OperationId[] }) => {
  const { t } = useTranslation('sync')
  return (
    <Notice
      tone="warning"
      title={t('stuck.told', { count: stuck.length })}
      actions={
        <Button icon="sync" onClick={() => location.reload()}>
          {t('stuck.reload')}
        </Button>
      }
    >
      {t('stuck.text')}
    </Notice>
  )
}

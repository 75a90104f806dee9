import { useTranslation } from 'react-i18next'
import { Button } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'
import { useUpdate } from './update.ts'

/** Says that a release is ready, and lets the person choose the moment. Nothing of the work is at stake either way. */
export const UpdateNotice = () => {
  const { t } = useTranslation('shell')
  const { state, enter, putOff } = useUpdate()
  switch (state) {
    case 'current':
    case 'later':
      return null
    case 'ready':
      return (
        <Notice
          live
          tone="info"
          title={t('update.ready')}
          actions={
            <>
              <Button icon="sync" onClick={enter}>
                {t('update.now')}
              </Button>
              <Button kind="quiet" onClick={putOff}>
                {t('later')}
              </Button>
            </>
          }
        >
          {t('update.safe')}
        </Notice>
      )
    case 'held':
    case 'entering':
      return <Notice live tone="info" title={t(`update.${state}`)} />
  }
}

import { useTranslation } from 'react-i18next'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { useCodeReader } from './camera.ts'
import styles from './code.module.css'
import { codeInPicture } from './link.ts'

type Props = { readonly found: (code: string) => void; readonly leave: () => void }

/** The camera’s picture until a code is read. Nothing of it is kept or sent. */
export const CodeReader = ({ found, leave }: Props) => {
  const { t } = useTranslation('access')
  const { video, state } = useCodeReader((text) => {
    const code = codeInPicture(text)
    if (code) found(code)
    return code !== undefined
  })
  if (state === 'refused' || state === 'absent')
    return (
      <Notice tone="warning" live title={t(`camera.${state}`)} onDismiss={leave}>
        {t('camera.type')}
      </Notice>
    )
  return (
    <div className={styles['reader']}>
      <video ref={video} muted playsInline aria-label={t('camera.picture')} />
      <p role="status">{t(`camera.${state}`)}</p>
      <Button icon="close" onClick={leave}>
        {t('camera.stop')}
      </Button>
    </div>
  )
}

import { useTranslation } from 'react-i18next'
import { useDownload } from '../../app/download-progress.ts'
import { useFigures } from '../../ui/number.ts'
import { ProgressBar } from '../../ui/progress-bar.tsx'

/** How much of a first download is here, in bytes and in parts: on a slow line it takes hours. Nothing while there is none. */
export const DownloadLine = () => {
  const { t } = useTranslation('sync')
  const { integer } = useFigures()
  const progress = useDownload((download) => download.progress)
  if (!progress) return null
  const { segments, ofSegments, bytes, ofBytes, whole } = progress
  return (
    <div>
      <ProgressBar
        label={t('now.download', { segments: integer(segments), ofSegments: integer(ofSegments) })}
        value={Math.ceil(bytes / 1024)}
        max={Math.ceil(ofBytes / 1024)}
      />
      {whole.includes('columns') && <p>{t('now.readable')}</p>}
    </div>
  )
}

import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useApp } from '../../app/context.tsx'
import { unsentWork, wayOf } from '../../app/export-work.ts'
import { noteExport } from '../../app/exports.ts'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { saveFile } from '../../ui/save-file.ts'
import styles from './sync.module.css'

type Copied = { readonly name: string; readonly count: number }

/** A second copy of what only this device holds, as a file that can leave by another way. */
export const ExportWork = ({ count }: { readonly count: number }) => {
  const { t } = useTranslation('sync')
  const app = useApp()
  const [copied, setCopied] = useState<Copied | 'not-sealed' | null>(null)
  const copy = async (): Promise<void> => {
    const file = await unsentWork(app)
    if (file.ok) {
      await noteExport(app, { subject: 'unsent', way: wayOf(file.value) })
      saveFile(file.value.name, file.value.text, file.value.type)
    }
    setCopied(file.ok ? file.value : 'not-sealed')
  }
  return (
    <section className={styles['part']} aria-labelledby="export">
      <h2 id="export">{t('export.title')}</h2>
      <p className={styles['about']}>{t('export.text')}</p>
      <div>
        <Button icon="download" onClick={() => void copy()}>
          {t('export.export', { count })}
        </Button>
      </div>
      {copied === 'not-sealed' && <Notice tone="danger" live title={t('export.notSealed')} />}
      {copied && copied !== 'not-sealed' && (
        <Notice tone="success" live title={t('export.done', { name: copied.name, count: copied.count })} />
      )}
    </section>
  )
}

import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useApp } from '../../app/context.tsx'
import { wayOf } from '../../app/export-work.ts'
import { noteExport } from '../../app/exports.ts'
import { type OneRecord, recordFile } from '../../app/one-record.ts'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { saveFile } from '../../ui/save-file.ts'
import styles from './sync.module.css'

type Copied = { readonly name: string; readonly count: number }

/** One record as a file: every operation as it was made, with what became of it. */
export const ExportRecord = ({ record }: { readonly record: OneRecord }) => {
  const { t } = useTranslation('sync')
  const app = useApp()
  const [copied, setCopied] = useState<Copied | 'not-sealed' | null>(null)
  const copy = async (): Promise<void> => {
    const file = await recordFile(app, record)
    if (file.ok) {
      await noteExport(app, { subject: 'record', way: wayOf(file.value), about: [`${record.kind}/${record.id}`] })
      saveFile(file.value.name, file.value.text, file.value.type)
    }
    setCopied(file.ok ? file.value : 'not-sealed')
  }
  return (
    <section className={styles['part']} aria-labelledby="export">
      <h2 id="export">{t('export.title')}</h2>
      <p className={styles['about']}>{t(app.journal?.sealed ? 'record.exportSealed' : 'record.exportText')}</p>
      <div>
        <Button icon="download" onClick={() => void copy()}>
          {t('record.export')}
        </Button>
      </div>
      {copied === 'not-sealed' && <Notice tone="danger" live title={t('export.notSealed')} />}
      {copied && copied !== 'not-sealed' && (
        <Notice tone="success" live title={t('export.done', { name: copied.name, count: copied.count })} />
      )}
    </section>
  )
}

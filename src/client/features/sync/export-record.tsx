import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useApp } from '../../app/context.tsx'
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
  const [copied, setCopied] = useState<Copied | null>(null)
  const copy = async (): Promise<void> => {
    const file = await recordFile(app, record)
    await noteExport(app, { subject: 'record', way: 'json', about: [`${record.kind}/${record.id}`] })
    saveFile(file.name, file.text, 'application/json')
    setCopied(file)
  }
  return (
    <section className={styles['part']} aria-labelledby="export">
      <h2 id="export">{t('export.title')}</h2>
      <p className={styles['about']}>{t('record.exportText')}</p>
      <div>
        <Button icon="download" onClick={() => void copy()}>
          {t('record.export')}
        </Button>
      </div>
      {copied && <Notice tone="success" live title={t('export.done', { name: copied.name, count: copied.count })} />}
    </section>
  )
}

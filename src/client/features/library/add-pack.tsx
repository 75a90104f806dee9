import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Pack } from '../../../core/domain/pack.ts'
import type { Result } from '../../../core/domain/result.ts'
import { textIn } from '../../../core/domain/text.ts'
import { useApp } from '../../app/context.tsx'
import { installPackFile, installStarterPack, type PackFileProblem } from '../../app/pack-file.ts'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import styles from './library.module.css'
import { PackRefusal } from './pack-refusal.tsx'

type Outcome = { readonly file: string; readonly result: Result<Pack, PackFileProblem> }

/** Two ways in: the pack that comes with the product, or a file from the region. A pack enters whole or not at all. */
export const AddPack = ({ hasStarter }: { readonly hasStarter: boolean }) => {
  const { t } = useTranslation('library')
  const app = useApp()
  const chooser = useRef<HTMLInputElement>(null)
  const [busy, setBusy] = useState(false)
  const [outcome, setOutcome] = useState<Outcome | null>(null)

  const install = async (file: string, work: () => Promise<Result<Pack, PackFileProblem>>): Promise<void> => {
    setBusy(true)
    setOutcome(null)
    const result = await work()
    setBusy(false)
    setOutcome({ file, result })
  }
  const load = (file: File | undefined): void => {
    if (file) void install(file.name, async () => installPackFile(app, new Uint8Array(await file.arrayBuffer())))
  }

  return (
    <section className={styles['part']} aria-labelledby="add">
      <h2 id="add">{t('add.title')}</h2>
      <p className={styles['none']}>{t('add.text')}</p>
      <div className={styles['deeds']}>
        {!hasStarter && (
          <Button kind="primary" icon="download" busy={busy} onClick={() => void install('', () => installStarterPack(app))}>
            {t('add.starter')}
          </Button>
        )}
        <Button icon="upload" busy={busy} onClick={() => chooser.current?.click()}>
          {t('add.file')}
        </Button>
        <input
          ref={chooser}
          type="file"
          hidden
          accept=".json,application/json"
          aria-label={t('add.file')}
          onChange={(event) => {
            load(event.target.files?.[0])
            event.target.value = ''
          }}
        />
      </div>
      {busy && <p role="status">{t('add.reading')}</p>}
      {outcome && <Told outcome={outcome} />}
    </section>
  )
}

const Told = ({ outcome: { file, result } }: { readonly outcome: Outcome }) => {
  const { t, i18n } = useTranslation('library')
  if (result.ok) {
    const { name, version } = result.value
    return <Notice tone="success" live title={t('add.done', { name: textIn(name, i18n.language), version })} />
  }
  const { problem } = result
  if (problem.problem === 'pack-refused') return <PackRefusal file={file} problems={problem.problems} />
  return <Notice tone="warning" live title={t([`problem.${problem.problem}`, 'problem.unforeseen'], { ...problem })} />
}

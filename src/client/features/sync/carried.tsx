import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isReceiptsFile } from '../../../core/protocol/courier/receipts-file.ts'
import type { App } from '../../app/app.ts'
import { settleBrought } from '../../app/brought-receipts.ts'
import { type Carriage, deliver, takeIn } from '../../app/carried.ts'
import { useApp } from '../../app/context.tsx'
import { useCarriages } from '../../app/use-carriages.ts'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { CarriedRow } from './carried-row.tsx'
import styles from './sync.module.css'

type Told = { readonly taken: number } | { readonly settled: number } | { readonly problem: string }

/** Sealed work of other tablets, taken in here and brought to headquarters when it answers. Nobody here can read it. */
export const Carried = () => {
  const { t } = useTranslation('sync')
  const app = useApp()
  const carried = useCarriages() ?? none
  const chooser = useRef<HTMLInputElement>(null)
  const [busy, setBusy] = useState(false)
  const [told, setTold] = useState<Told | null>(null)
  useEffect(() => void deliver(), [])
  const take = async (file: File | undefined): Promise<void> => {
    if (!file) return
    setBusy(true)
    setTold(null)
    const bytes = await file.arrayBuffer().catch(() => undefined)
    setTold(bytes ? await takenFrom(app, new Uint8Array(bytes)) : { problem: 'not-kept' })
    setBusy(false)
    await deliver()
  }
  return (
    <section className={styles['part']} aria-labelledby="carried">
      <h2 id="carried">{t('carried.title')}</h2>
      <p className={styles['about']}>{t('carried.text')}</p>
      <div>
        <Button icon="upload" busy={busy && t('carried.busy')} onClick={() => chooser.current?.click()}>
          {t('carried.open')}
        </Button>
        <input
          ref={chooser}
          type="file"
          hidden
          accept=".txt,text/plain"
          aria-label={t('carried.open')}
          onChange={(event) => {
            void take(event.target.files?.[0])
            event.target.value = ''
          }}
        />
      </div>
      {told && 'taken' in told && <Notice tone="success" live title={t('carried.taken', { count: told.taken })} />}
      {told && 'settled' in told && <Notice tone="success" live title={t('carried.settled', { count: told.settled })} />}
      {told && 'problem' in told && <Notice tone="warning" live title={t(`carried.problem.${told.problem}`)} />}
      {carried.length > 0 && (
        <ul className={styles['rows']}>
          {carried.map((carriage) => (
            <CarriedRow key={carriage.id} carriage={carriage} />
          ))}
        </ul>
      )}
    </section>
  )
}

const none: readonly Carriage[] = []

/** A file is another tablet’s work, or what headquarters answered to one’s own. */
const takenFrom = async (app: App, bytes: Uint8Array): Promise<Told> => {
  const text = new TextDecoder().decode(bytes.subarray(0, 64))
  if (isReceiptsFile(text)) {
    const settled = await settleBrought(app, new TextDecoder().decode(bytes))
    return settled.ok ? settled.value : settled.problem
  }
  const taken = await takeIn(bytes)
  return taken.ok ? { taken: taken.value.operations } : taken.problem
}

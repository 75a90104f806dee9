import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Carriage, deliver, takeIn } from '../../app/carried.ts'
import { useCarriages } from '../../app/use-carriages.ts'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { CarriedRow } from './carried-row.tsx'
import styles from './sync.module.css'

type Told = { readonly taken: number } | { readonly problem: string }

/** Sealed work of other tablets, taken in here and brought to headquarters when it answers. Nobody here can read it. */
export const Carried = () => {
  const { t } = useTranslation('sync')
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
    const taken = bytes && (await takeIn(new Uint8Array(bytes)))
    setBusy(false)
    setTold(taken?.ok ? { taken: taken.value.operations } : { problem: taken?.problem.problem ?? 'not-kept' })
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

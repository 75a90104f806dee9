import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useApp } from '../../app/context.tsx'
import { noteExport } from '../../app/exports.ts'
import { sealedWork } from '../../app/sealed-work.ts'
import { Button } from '../../ui/button.tsx'
import { canShare, type HandedFile, hand } from '../../ui/hand-file.ts'
import { Notice } from '../../ui/notice.tsx'
import styles from './sync.module.css'

type Outcome =
  | { readonly state: 'idle' | 'busy' | 'nothing' | 'failed' }
  | { readonly state: 'ready'; readonly files: readonly HandedFile[]; readonly count: number; readonly handed: boolean }

/** A copy of what only this device holds that no courier can read, where whoever holds the device has an account. */
export const SealedExport = () => {
  const { t } = useTranslation('sync')
  const app = useApp()
  const [outcome, setOutcome] = useState<Outcome>({ state: 'idle' })
  const prepare = async (): Promise<void> => {
    setOutcome({ state: 'busy' })
    const made = await sealedWork(app)
    if (!made.ok) return setOutcome({ state: made.problem.problem })
    const count = made.value.reduce((sum, { operations }) => sum + operations, 0)
    setOutcome({ state: 'ready', files: made.value, count, handed: false })
  }
  return (
    <section className={styles['part']} aria-labelledby="sealed">
      <h2 id="sealed">{t('sealed.title')}</h2>
      <p className={styles['about']}>{t('sealed.text')}</p>
      {outcome.state === 'ready' ? (
        <Ready {...outcome} done={() => setOutcome({ ...outcome, handed: true })} />
      ) : (
        <div>
          <Button icon="lock" busy={outcome.state === 'busy' && t('sealed.busy')} onClick={() => void prepare()}>
            {t('sealed.prepare')}
          </Button>
        </div>
      )}
      {outcome.state === 'nothing' && <Notice tone="success" live title={t('sealed.nothing')} />}
      {outcome.state === 'failed' && <Notice tone="danger" live title={t('sealed.failed')} />}
    </section>
  )
}

type ReadyProps = {
  readonly files: readonly HandedFile[]
  readonly count: number
  readonly handed: boolean
  readonly done: () => void
}

const Ready = ({ files, count, handed, done }: ReadyProps) => {
  const { t } = useTranslation('sync')
  const app = useApp()
  const give = async (way: 'share' | 'save'): Promise<void> => {
    await noteExport(app, { subject: 'sealed', way: 'text' })
    if (await hand(files, way)) done()
  }
  return (
    <>
      <p role="status">{t('sealed.ready', { count })}</p>
      <div className={styles['deeds']}>
        {canShare(files) && (
          <Button kind="primary" icon="upload" onClick={() => void give('share')}>
            {t('sealed.share')}
          </Button>
        )}
        <Button icon="download" onClick={() => void give('save')}>
          {t('sealed.save')}
        </Button>
      </div>
      {handed && <Notice tone="success" live title={t('sealed.handed')} />}
    </>
  )
}

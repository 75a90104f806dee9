import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useApp } from '../../app/context.tsx'
import { damageWatch } from '../../app/damaged.ts'
import { mendDamaged } from '../../app/mending.ts'
import { useDamaged } from '../../app/use-damaged.ts'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import styles from './sync.module.css'

type Told = { readonly restored: number; readonly asked: number; readonly missing: number } | 'failed'

/** What does not open on this tablet any more: what that means, and the way back for whatever has one. */
export const Damaged = () => {
  const { t } = useTranslation('sync')
  const app = useApp()
  const items = useDamaged((found) => found.items)
  const [busy, setBusy] = useState(false)
  const [told, setTold] = useState<Told | null>(null)
  if (items.length === 0 && !told) return null
  const mend = async (): Promise<void> => {
    setBusy(true)
    const mended = await mendDamaged(app)
    setTold(mended.ok ? mended.value : 'failed')
    setBusy(false)
  }
  return (
    <section className={styles['part']} aria-labelledby="damaged">
      <h2 id="damaged">{t('damaged.title')}</h2>
      {items.length > 0 && (
        <>
          <Notice tone="warning" title={t('damaged.told', { count: items.length })}>
            {t('damaged.text')}
          </Notice>
          <div className={styles['deeds']}>
            <Button kind="primary" icon="history" busy={busy && t('damaged.busy')} onClick={() => void mend()}>
              {t('damaged.mend')}
            </Button>
            {items.some(({ read }) => !read) && told && (
              <Button kind="quiet" onClick={() => damageWatch()?.putAway()}>
                {t('damaged.read')}
              </Button>
            )}
          </div>
        </>
      )}
      {told && <Outcome told={told} isWhole={items.length === 0} />}
    </section>
  )
}

const Outcome = ({ told, isWhole }: { readonly told: Told; readonly isWhole: boolean }) => {
  const { t } = useTranslation('sync')
  if (told === 'failed') return <Notice tone="danger" live title={t('damaged.failed')} />
  const { restored, asked, missing } = told
  return (
    <>
      {isWhole && <Notice tone="success" live title={t('damaged.whole')} />}
      {restored > 0 && !isWhole && <Notice tone="success" live title={t('damaged.restored', { count: restored })} />}
      {asked > 0 && !isWhole && <Notice tone="info" live title={t('damaged.asked', { count: asked })} />}
      {missing > 0 && (
        <Notice tone="danger" live title={t('damaged.lost', { count: missing })}>
          {t('damaged.lostDo')}
        </Notice>
      )}
    </>
  )
}

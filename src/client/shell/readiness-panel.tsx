import { useTranslation } from 'react-i18next'
import type { CampaignId } from '../../core/domain/id.ts'
import type { ReadinessCheck } from '../app/readiness.ts'
import { Button } from '../ui/button.tsx'
import { Icon, type IconName } from '../ui/icon.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import styles from './readiness-panel.module.css'
import { useReadiness } from './use-readiness.ts'

type Props = { readonly campaign: CampaignId }

/** Whether this tablet may leave the network, and for how long: every check in words, with what to do where it fails. */
export const ReadinessPanel = ({ campaign }: Props) => {
  const { t } = useTranslation('sync')
  const { readiness, check } = useReadiness(campaign)
  const failed = readiness?.checks.some(({ state }) => state === 'failed') ?? false
  return (
    <section className={styles['panel']} aria-labelledby="readiness">
      <h2 id="readiness">{t('readiness.title')}</h2>
      {!readiness && <Skeleton shape="lines" count={5} />}
      {readiness && (
        <>
          <p className={styles['verdict']} role="status">
            {readiness.days > 0
              ? t('readiness.days', { count: readiness.days })
              : t(failed ? 'readiness.notReady' : 'readiness.over')}
          </p>
          <ul className={styles['checks']}>
            {readiness.checks.map((item) => (
              <Check key={item.check} item={item} />
            ))}
          </ul>
          <Button icon="sync" onClick={() => void check()}>
            {t('readiness.again')}
          </Button>
        </>
      )}
    </section>
  )
}

const signs: Readonly<Record<ReadinessCheck['state'], IconName>> = { ok: 'check', warning: 'info', failed: 'warning' }

const Check = ({ item: { check, state, params } }: { readonly item: ReadinessCheck }) => {
  const { t } = useTranslation('sync')
  const advice = check === 'clock' && state === 'warning' && params['minutes'] === 0 ? 'unknown' : state
  return (
    <li className={styles[state]}>
      <Icon name={signs[state]} size={22} />
      <span>
        <span className={styles['state']}>{t(`readiness.${state}`)}</span> {t(`readiness.${check}.${advice}`, { ...params })}
      </span>
    </li>
  )
}

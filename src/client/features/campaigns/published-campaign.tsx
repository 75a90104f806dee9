import { useTranslation } from 'react-i18next'
import { type Campaign, daysLeft, type Staff } from '../../../core/domain/campaign.ts'
import { fullName } from '../../../core/domain/person.ts'

import { campaignWork } from '../../app/campaign-progress.ts'
import { today } from '../../app/clock.ts'
import { useLive } from '../../app/context.tsx'
import type { StoredPack } from '../../app/own.ts'
import { useHasPlace } from '../../app/places.ts'
import { ReadinessPanel } from '../../shell/readiness-panel.tsx'
import { LinkButton } from '../../ui/link-button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { useFigures } from '../../ui/number.ts'
import { Page } from '../../ui/page.tsx'
import { ProgressBar } from '../../ui/progress-bar.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { AssignmentTable } from './assignment-table.tsx'
import styles from './campaigns.module.css'
import { FrozenFacts } from './frozen-facts.tsx'

type Props = { readonly campaign: Campaign; readonly staff: Staff; readonly packs: readonly StoredPack[] }

/** A published campaign: nothing here can be edited; it tells how far the work is and whether this tablet can leave. */
export const PublishedCampaign = ({ campaign, staff, packs }: Props) => {
  const { t } = useTranslation('campaigns')
  const { dateTime } = useFigures()
  const work = useLive((app) => campaignWork(app, campaign), [campaign])
  const [readsGaps, assesses] = [useHasPlace('gaps'), useHasPlace('assess')]
  const { published } = campaign
  const by = staff.people.find((person) => person.id === published?.by)
  const left = daysLeft(campaign, today())
  const site = staff.units.find((unit) => unit.id === campaign.site)
  return (
    <Page
      title={campaign.name}
      eyebrow={[site?.name, left > 0 ? t('published.left', { count: left }) : t('published.over')].filter(Boolean).join(' · ')}
      lede={
        published &&
        (by
          ? t('published.at', { date: dateTime(published.at), name: fullName(by) })
          : t('published.atOnly', { date: dateTime(published.at) }))
      }
      actions={
        <>
          {readsGaps && (
            <LinkButton to={`/gaps?campaign=${campaign.id}`} icon="chart">
              {t('published.gaps')}
            </LinkButton>
          )}
          {assesses && (
            <LinkButton to={`/assess?campaign=${campaign.id}`} kind="primary" icon="list">
              {t('published.board')}
            </LinkButton>
          )}
        </>
      }
    >
      {!work && <Skeleton shape="page" />}
      {work && (
        <>
          {work.assignments.length < work.progress.total && (
            <Notice
              tone="warning"
              title={t('published.incomplete', { here: work.assignments.length, of: work.progress.total })}
            />
          )}
          <div className={styles['columns']}>
            <section className={styles['part']} aria-labelledby="progress">
              <h2 id="progress">{t('published.progress')}</h2>
              <ProgressBar label={t('published.signedLabel')} value={work.progress.signed} max={work.progress.total} />
              {work.progress.begun > 0 && <p>{t('published.begun', { count: work.progress.begun })}</p>}
              <FrozenFacts campaign={campaign} pack={packs.find(({ id }) => id === campaign.pack)?.pack} />
            </section>
            <ReadinessPanel campaign={campaign.id} />
          </div>
          <AssignmentTable work={work} people={staff.people} />
        </>
      )}
    </Page>
  )
}

import { lazy, Suspense, useDeferredValue } from 'react'
import { useTranslation } from 'react-i18next'
import { type RouteComponentProps, useSearchParams } from 'wouter'
import { daysLeft } from '../../../core/domain/campaign.ts'
import { today } from '../../app/clock.ts'
import { useLive } from '../../app/context.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { LinkButton } from '../../ui/link-button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { useFigures } from '../../ui/number.ts'
import { Page } from '../../ui/page.tsx'
import { Select } from '../../ui/select.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { BoardList } from './board-list.tsx'
import styles from './board-page.module.css'
import { ContinueLink } from './continue-link.tsx'
import { type SiteBoard, siteBoardOf } from './site-board.ts'

/** Comes after the officers stand: a cold start belongs to them. */
const ReadinessLine = lazy(async () => ({ default: (await import('../../shell/readiness-line.tsx')).ReadinessLine }))

/** `first` is what was read before the first screen was drawn. */
type Props = Partial<RouteComponentProps> & { readonly first?: SiteBoard | undefined }

/** The assessor's home: who is still to assess at this site, and whether the work is safe. */
export const BoardPage = ({ first }: Props) => {
  const { t } = useTranslation('assess')
  const [params] = useSearchParams()
  const wanted = params.get('campaign')
  const found = useLive((app) => siteBoardOf(app, wanted), [wanted], first)
  if (!found)
    return (
      <Page title={t('board.title')}>
        <Skeleton shape="rows" count={8} />
      </Page>
    )
  return found.board ? <BoardOf found={found} /> : <NoCampaign />
}

const BoardOf = ({ found }: { readonly found: SiteBoard }) => {
  const { t } = useTranslation('assess')
  const { board, campaigns, site } = found
  // The page's first date formatter takes a slow tablet as long as a screen of officers: they come first, its line is kept.
  const dated = useDeferredValue(true, false)
  if (!board) return null
  return (
    <Page title={site || board.campaign.name} eyebrow={board.campaign.name} lede={dated ? <Deadline found={found} /> : noBreak}>
      <div className={styles['board']}>
        {campaigns.length > 1 && <CampaignChoice found={found} />}
        {board.missing > 0 && (
          <Notice
            tone="warning"
            title={t('board.missing', { count: board.missing })}
            actions={
              <LinkButton to="/sync" icon="sync">
                {t('missing.sync')}
              </LinkButton>
            }
          >
            <p>{t('board.missing-todo')}</p>
          </Notice>
        )}
        <ContinueLink entries={board.entries} />
        <div className={styles['ready']}>
          <Suspense>
            <ReadinessLine campaign={board.campaign.id} />
          </Suspense>
        </div>
        <BoardList key={board.campaign.id} entries={board.entries} />
      </div>
    </Page>
  )
}

/** Keeps a line's height. */
const noBreak = '\u00a0'

const Deadline = ({ found }: { readonly found: SiteBoard }) => {
  const { t } = useTranslation('assess')
  const { date } = useFigures()
  const campaign = found.board?.campaign
  if (!campaign) return null
  const day = today()
  if (day < campaign.opens) return t('board.opens', { date: date(campaign.opens) })
  const left = daysLeft(campaign, day)
  return left === 0
    ? t('board.over', { date: date(campaign.closes) })
    : t('board.days-left', { count: left, date: date(campaign.closes) })
}

const CampaignChoice = ({ found }: { readonly found: SiteBoard }) => {
  const { t } = useTranslation('assess')
  const [, setParams] = useSearchParams()
  return (
    <div className={styles['choice']}>
      <Select
        label={t('board.campaign')}
        options={found.campaigns.map(({ id, name }) => ({ value: id as string, label: name }))}
        value={found.board?.campaign.id as string | undefined}
        onChange={(campaign) => setParams({ campaign })}
      />
    </div>
  )
}

/** Nothing published has arrived: what to do about it, for whoever stands here. */
const NoCampaign = () => {
  const { t } = useTranslation('assess')
  return (
    <Page title={t('board.title')} width="reading">
      <EmptyState
        icon="campaign"
        title={t('board.none')}
        actions={
          <>
            <LinkButton to="/sync" kind="primary" icon="sync">
              {t('missing.sync')}
            </LinkButton>
            <LinkButton to="/campaigns" icon="campaign">
              {t('board.prepare')}
            </LinkButton>
          </>
        }
      >
        <p>{t('board.none-todo')}</p>
      </EmptyState>
    </Page>
  )
}

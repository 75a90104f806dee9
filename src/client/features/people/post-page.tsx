import { useTranslation } from 'react-i18next'
import { useParams } from 'wouter'
import type { Job } from '../../../core/domain/job.ts'
import type { Pack } from '../../../core/domain/pack.ts'
import { fullName, type Person, type Post, type Unit } from '../../../core/domain/person.ts'
import { textIn } from '../../../core/domain/text.ts'
import type { App } from '../../app/app.ts'
import { staffOf } from '../../app/campaigns.ts'
import { useLive } from '../../app/context.tsx'
import { ownPacks } from '../../app/own.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { LinkButton } from '../../ui/link-button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Page } from '../../ui/page.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { DescriptionEditor } from './description-editor.tsx'

type Found = {
  readonly post: Post | undefined
  readonly unit: Unit | undefined
  readonly holder: Person | undefined
  readonly described: { readonly job: Job; readonly pack: Pack } | undefined
}

/** A post's own job description: the generic job's requirements, and what this post asks differently. */
export const PostPage = () => {
  const { t, i18n } = useTranslation('people')
  const { post: id } = useParams()
  const found = useLive((app) => postAt(app, id), [id])
  if (!found)
    return (
      <Page title={t('list.post')}>
        <Skeleton shape="page" />
      </Page>
    )
  const { post, unit, holder, described } = found
  if (!post) return <Unknown />
  const job = described ? textIn(described.job.name, i18n.language) : post.job
  return (
    <Page
      title={post.title || post.code}
      eyebrow={[unit?.name, post.code, holder ? fullName(holder) : t('list.vacant')].filter(Boolean).join(' · ')}
      lede={t('post.lede', { job, version: post.descriptionVersion })}
    >
      {described ? (
        <DescriptionEditor key={post.descriptionVersion} post={post} job={described.job} pack={described.pack} />
      ) : (
        <Notice
          tone="warning"
          title={t('post.jobMissing', { job: post.job })}
          actions={<LinkButton to="/library">{t('import.needsPack.go')}</LinkButton>}
        />
      )}
    </Page>
  )
}

const postAt = async (app: App, id: string | undefined): Promise<Found> => {
  const [{ people, posts, units }, packs] = await Promise.all([staffOf(app), ownPacks(app)])
  const post = posts.find((candidate) => candidate.id === id)
  const described = packs.flatMap(({ pack }) => {
    const job = pack.jobs.find(({ code }) => code === post?.job)
    return job ? [{ job, pack }] : []
  })[0]
  return {
    post,
    described,
    unit: units.find((unit) => unit.id === post?.unit),
    holder: people.find((person) => person.id === post?.holder),
  }
}

const Unknown = () => {
  const { t } = useTranslation('people')
  return (
    <Page title={t('list.post')}>
      <EmptyState icon="people" title={t('post.unknown')} actions={<LinkButton to="/people">{t('post.back')}</LinkButton>} />
    </Page>
  )
}

import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Person } from '../../../core/domain/person.ts'
import { useLive } from '../../app/context.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { LinkButton } from '../../ui/link-button.tsx'
import { Page } from '../../ui/page.tsx'
import { SearchBox } from '../../ui/search-box.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import styles from './people.module.css'
import { PersonSheet } from './person-sheet.tsx'
import { type Directory, directoryOf } from './staff-directory.ts'
import { UnitPosts } from './unit-posts.tsx'
import { WithoutPost } from './without-post.tsx'

/** The administration as it stands: units, their posts, who holds them, and who holds none. */
export const PeoplePage = () => {
  const { t, i18n } = useTranslation('people')
  const [query, setQuery] = useState('')
  const [shown, setShown] = useState<Person['id'] | null>(null)
  const directory = useLive((app) => directoryOf(app, query, i18n.language), [query, i18n.language])
  return (
    <Page
      title={t('title')}
      lede={t('lead')}
      actions={
        <LinkButton to="/people/import" kind="primary" icon="upload">
          {t('import.go')}
        </LinkButton>
      }
    >
      {!directory && <Skeleton shape="rows" />}
      {directory?.totals.posts === 0 && directory.totals.people <= 1 && (
        <EmptyState icon="people" title={t('empty.title')}>
          {t('empty.text')}
        </EmptyState>
      )}
      {directory && (
        <>
          <Totals directory={directory} />
          <div className={styles['search']}>
            <SearchBox label={t('search')} value={query} onChange={setQuery} found={t('found', { count: directory.found })} />
          </div>
          {query.trim() !== '' && directory.found === 0 && <p className={styles['about']}>{t('none', { query })}</p>}
          {directory.units.map((entry) => (
            <UnitPosts
              key={entry.unit.id}
              entry={entry}
              open={query.trim() !== '' || directory.totals.posts <= 80}
              show={setShown}
            />
          ))}
          <WithoutPost people={directory.withoutPost} show={setShown} />
          <PersonSheet person={shown} onClose={() => setShown(null)} />
        </>
      )}
    </Page>
  )
}

const Totals = ({ directory: { totals } }: { readonly directory: Directory }) => {
  const { t } = useTranslation('people')
  return (
    <p className={styles['totals']}>
      {[
        t('count.people', { count: totals.people }),
        t('count.posts', { count: totals.posts }),
        t('count.vacant', { count: totals.vacant }),
        t('count.units', { count: totals.units }),
      ].join(' · ')}
    </p>
  )
}

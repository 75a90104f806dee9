import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Pack } from '../../../core/domain/pack.ts'
import { textIn } from '../../../core/domain/text.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { LinkButton } from '../../ui/link-button.tsx'
import { Page } from '../../ui/page.tsx'
import { Select } from '../../ui/select.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { Tabs } from '../../ui/tabs.tsx'
import styles from './library.module.css'
import { type LibraryView, useLibrary } from './use-library.ts'

export type Words = { readonly title: string; readonly eyebrow?: string | undefined; readonly lede?: string | undefined }

export type Shown = { readonly pack: Pack; readonly to: LibraryView['to']; readonly language: string }

type Props = {
  /** The page's own words; undefined where the pack has no such entry. */
  readonly words: (shown: Shown) => Words | undefined
  /** While nothing is known of the pack, and for an entry it lacks. */
  readonly fallback: Words
  readonly children: (shown: Shown) => ReactNode
}

/** The frame that dictionary, catalogue and training share: which pack, which collection, and an empty library. */
export const Shelf = ({ words, fallback, children }: Props) => {
  const { i18n } = useTranslation('library')
  const library = useLibrary()
  const shown = library?.shown && { pack: library.shown.pack, to: library.to, language: i18n.language }
  const found = shown && words(shown)
  const { title, eyebrow, lede } = found ?? fallback
  return (
    <Page title={title} eyebrow={eyebrow} lede={lede}>
      {library && shown && <Collections library={library} pack={shown.pack} />}
      {!library && <Skeleton shape="rows" />}
      {library && !shown && <NoPack />}
      {found && shown && children(shown)}
    </Page>
  )
}

/** The three collections of the pack on show, and the choice of pack where there are several. */
export const Collections = ({ library, pack }: { readonly library: LibraryView; readonly pack: Pack }) => {
  const { t, i18n } = useTranslation('library')
  return (
    <div className={styles['collections']}>
      <Tabs
        label={t('places')}
        tabs={[
          { to: library.to('/library'), label: t('tab.packs') },
          { to: library.to('/library/dictionary'), label: t('tab.dictionary'), count: pack.framework.competencies.length },
          { to: library.to('/library/catalogue'), label: t('tab.catalogue'), count: pack.jobs.length },
          { to: library.to('/library/training'), label: t('tab.training'), count: pack.courses.length },
        ]}
      />
      {library.packs.length > 1 && (
        <div className={styles['choice']}>
          <Select
            label={t('packs.shown')}
            options={library.packs.map(({ id, pack: other }) => ({
              value: id as string,
              label: `${textIn(other.name, i18n.language)} · ${other.version}`,
            }))}
            value={library.shown?.id as string | undefined}
            onChange={library.show}
          />
        </div>
      )}
    </div>
  )
}

const NoPack = () => {
  const { t } = useTranslation('library')
  return (
    <EmptyState
      icon="book"
      title={t('packs.empty.title')}
      actions={
        <LinkButton to="/library" kind="primary">
          {t('packs.toLibrary')}
        </LinkButton>
      }
    >
      {t('packs.elsewhere')}
    </EmptyState>
  )
}

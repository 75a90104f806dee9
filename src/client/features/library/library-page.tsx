import { useTranslation } from 'react-i18next'
import { textIn } from '../../../core/domain/text.ts'
import type { StoredPack } from '../../app/own.ts'
import { useMay } from '../../app/places.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { useFigures } from '../../ui/number.ts'
import { Page } from '../../ui/page.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { AddPack } from './add-pack.tsx'
import { useLanguageName } from './language-name.ts'
import styles from './library.module.css'
import { Collections } from './shelf.tsx'
import { useLibrary } from './use-library.ts'

/** The library's door: what is installed, under which version and licence, and how more comes in. */
export const LibraryPage = () => {
  const { t } = useTranslation('library')
  const library = useLibrary()
  const mayAdd = useMay('administrator', 'champion')
  return (
    <Page title={t('title')} lede={t('lead')}>
      {!library && <Skeleton shape="rows" />}
      {library?.shown && <Collections library={library} pack={library.shown.pack} />}
      {library && library.packs.length === 0 && (
        <EmptyState icon="book" title={t('packs.empty.title')}>
          {t('packs.empty.text')}
        </EmptyState>
      )}
      {library && library.packs.length > 0 && (
        <section className={styles['part']} aria-labelledby="packs">
          <h2 id="packs">{t('packs.title')}</h2>
          {library.packs.map((stored) => (
            <PackFacts key={stored.id} stored={stored} />
          ))}
        </section>
      )}
      {library && mayAdd && <AddPack hasStarter={library.packs.some(({ pack }) => pack.code === 'douanes-aoc')} />}
    </Page>
  )
}

const PackFacts = ({ stored: { pack } }: { readonly stored: StoredPack }) => {
  const { t, i18n } = useTranslation('library')
  const { list } = useFigures()
  const languageName = useLanguageName()
  const facts = [
    [
      'packs.content',
      t('packs.contentText', {
        competencies: pack.framework.competencies.length,
        levels: pack.framework.scale.levels.length,
        jobs: pack.jobs.length,
        courses: pack.courses.length,
      }),
    ],
    ['packs.provenance', textIn(pack.provenance, i18n.language)],
    ['packs.licence', pack.licence],
    ['packs.languages', list(pack.languages.map(languageName))],
  ] as const
  return (
    <article className={styles['pack']}>
      <h3>
        {textIn(pack.name, i18n.language)}{' '}
        <span className={styles['count']}>{t('packs.version', { version: pack.version })}</span>
      </h3>
      <p className={styles['none']}>{textIn(pack.description, i18n.language)}</p>
      <dl className={styles['facts']}>
        {facts.map(([label, value]) => (
          <div key={label}>
            <dt>{t(label)}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </article>
  )
}

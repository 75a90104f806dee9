import type { CSSProperties } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { fullName, type Person } from '../../../core/domain/person.ts'
import { DataTable } from '../../ui/data-table.tsx'
import { Icon } from '../../ui/icon.tsx'
import styles from './people.module.css'
import type { UnitEntry } from './staff-directory.ts'

type Props = { readonly entry: UnitEntry; readonly open: boolean; readonly show: (person: Person['id']) => void }

/** One unit and its posts. Large administrations start folded. */
export const UnitPosts = ({ entry: { unit, above, posts }, open, show }: Props) => {
  const { t } = useTranslation('people')
  const vacant = posts.filter(({ post }) => post.holder === null).length
  return (
    <details className={styles['unit']} open={open} style={{ '--depth': above.length } as CSSProperties}>
      <summary>
        <Icon name="chevron-right" />
        <span className={styles['unitName']}>
          <span className={styles['heading']}>{unit.name}</span>
          <span className={styles['about']}>
            {[
              unit.site && t('unit.site'),
              t('unit.code', { code: unit.code }),
              t('count.posts', { count: posts.length }),
              vacant > 0 && t('count.vacant', { count: vacant }),
            ]
              .filter(Boolean)
              .join(' · ')}
          </span>
        </span>
      </summary>
      {posts.length === 0 ? (
        <p className={styles['about']}>{t('unit.noPosts')}</p>
      ) : (
        <DataTable
          caption={unit.name}
          captionHidden
          rows={posts}
          rowKey={({ post }) => post.id}
          columns={[
            {
              key: 'post',
              head: t('list.post'),
              names: true,
              cell: ({ post, jobName, jobKnown }) => (
                <>
                  <Link to={`/people/post/${post.id}`}>{post.title || post.code}</Link>
                  <span className={styles['under']}>
                    {[post.code, jobKnown ? jobName !== post.title && jobName : t('list.jobUnknown', { job: jobName })]
                      .filter(Boolean)
                      .join(' · ')}
                  </span>
                </>
              ),
            },
            {
              key: 'holder',
              head: t('list.holder'),
              cell: ({ holder }) =>
                holder ? (
                  <button type="button" className={styles['person']} onClick={() => show(holder.id)}>
                    {fullName(holder)}
                    <span className={styles['under']}>{holder.registration}</span>
                  </button>
                ) : (
                  <span className={styles['vacant']}>{t('list.vacant')}</span>
                ),
            },
            {
              key: 'description',
              head: t('list.description'),
              cell: ({ post }) => t('list.version', { version: post.descriptionVersion }),
            },
          ]}
        />
      )}
    </details>
  )
}

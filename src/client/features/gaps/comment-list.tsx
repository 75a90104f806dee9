import { useTranslation } from 'react-i18next'
import styles from './list.module.css'
import type { Names } from './names.ts'
import type { OfficerView } from './officer-view.ts'

type Props = { readonly view: OfficerView; readonly names: Names }

/** What the assessor wrote: the evidence that stands behind the levels. */
export const CommentList = ({ view, names }: Props) => {
  const { t } = useTranslation('gaps')
  const { lines, assessment } = view.report
  const written = lines.flatMap(({ requirement: { competency } }) => {
    const words = assessment?.comments.get(competency)?.trim()
    return words ? [{ competency, words }] : []
  })
  if (written.length === 0 && !assessment?.summary) return <p className={styles['note']}>{t('comments.none')}</p>
  return (
    <>
      {assessment?.summary && <blockquote className={styles['quote']}>{assessment.summary}</blockquote>}
      <dl className={styles['quotes']}>
        {written.map(({ competency, words }) => (
          <div key={competency}>
            <dt>{names.competency(competency)}</dt>
            <dd>{words}</dd>
          </div>
        ))}
      </dl>
    </>
  )
}

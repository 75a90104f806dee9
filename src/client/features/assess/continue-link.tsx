import { useTranslation } from 'react-i18next'
import { fullName } from '../../../core/domain/person.ts'
import type { BoardEntry } from '../../app/board.ts'
import { LinkButton } from '../../ui/link-button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { useFigures } from '../../ui/number.ts'
import styles from './board-page.module.css'
import { placeOf } from './place.ts'
import { continueWith } from './site-board.ts'

/** Where an entry of the board leads: to the grid, to the review once every requirement has its answer, or to what is to settle. */
export const addressOf = ({ assignment, stage, whereabouts }: BoardEntry): string => {
  const grid = `/assess/${assignment.id}`
  if (stage === 'done' && whereabouts?.state === 'conflict') return `${grid}/settle`
  return stage === 'to-sign' || stage === 'done' ? `${grid}/review` : grid
}

/** The one big action: on with the officer who waits. */
export const ContinueLink = ({ entries }: { readonly entries: readonly BoardEntry[] }) => {
  const { t } = useTranslation('assess')
  const { integer } = useFigures()
  const entry = continueWith(entries, placeOf)
  if (!entry) return entries.length > 0 ? <Notice tone="success" title={t('board.all-done')} /> : null
  const { progress, stage, assignment } = entry
  const verb = { 'to-do': 'board.begin', 'under-way': 'board.continue', 'to-sign': 'board.sign', done: 'board.continue' }[stage]
  return (
    <div className={styles['continue']}>
      <LinkButton to={addressOf(entry)} kind="primary" iconAfter="arrow-right">
        {t(verb, { name: fullName(assignment.snapshot) })}
      </LinkButton>
      <p className={styles['continueMore']}>
        {assignment.snapshot.postTitle} · {t('ui:count.of', { n: integer(progress.answered), m: integer(progress.total) })}
      </p>
    </div>
  )
}

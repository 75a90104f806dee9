import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { fullName } from '../../../core/domain/person.ts'
import type { BoardEntry } from '../../app/board.ts'
import { ProgressBar } from '../../ui/progress-bar.tsx'
import { addressOf } from './continue-link.tsx'
import styles from './officer-row.module.css'
import { WhereaboutsMark } from './whereabouts-mark.tsx'

/** One officer: who, where, how far, and where the work is. The whole row is the target. */
export const OfficerRow = memo(({ entry }: { readonly entry: BoardEntry }) => {
  const { t } = useTranslation('assess')
  const { assignment, progress, stage, whereabouts, acknowledged } = entry
  const { snapshot } = assignment
  return (
    <li className={styles['row']}>
      <div className={styles['who']}>
        <Link to={addressOf(entry)} className={styles['name']}>
          {fullName(snapshot)}
        </Link>
        <p className={styles['post']}>
          {snapshot.postTitle} · {snapshot.unitName}
        </p>
      </div>
      <ProgressBar label={t('header.progress')} labelHidden value={progress.answered} max={progress.total} />
      <div className={styles['state']}>
        <WhereaboutsMark whereabouts={whereabouts} />
        {stage === 'done' && !acknowledged && <p className={styles['waits']}>{t('board.to-acknowledge')}</p>}
      </div>
    </li>
  )
})

import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { fullName } from '../../../core/domain/person.ts'
import { now } from '../../app/clock.ts'
import type { Grid } from '../../app/work.ts'
import { classes } from '../../ui/classes.ts'
import { Icon } from '../../ui/icon.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { useFigures } from '../../ui/number.ts'
import { ProgressBar } from '../../ui/progress-bar.tsx'
import { nameWindow } from '../../ui/window-title.ts'
import type { DeskState } from './desk.ts'
import { usePreferences } from './preferences.ts'
import styles from './scoring-header.module.css'

type Props = {
  readonly grid: Grid
  readonly state: DeskState
  readonly answered: number
  readonly total: number
  readonly onHelp: () => void
  /** Leads to something that is not saved. */
  readonly onFailed: () => void
}

/** Who is assessed, for which post, how far, and whether it is safe: always in view. */
export const ScoringHeader = ({ grid, state, answered, total, onHelp, onFailed }: Props) => {
  const { t } = useTranslation('assess')
  const { assignment, campaign } = grid
  const { snapshot, jobDescription } = assignment
  const { integer } = useFigures()
  const name = fullName(snapshot)
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    nameWindow(name)
    heading.current?.focus({ preventScroll: true })
  }, [name])
  return (
    <header className={styles['header']}>
      <Link to={`/assess?campaign=${campaign.id}`} className={styles['back']}>
        <Icon name="chevron-left" />
        <span>{t('header.board')}</span>
      </Link>
      <div className={styles['who']}>
        <h1 ref={heading} tabIndex={-1} className={styles['name']}>
          {name}
        </h1>
        <p className={styles['post']}>
          <span>{snapshot.postTitle}</span> <span>{t('header.description', { version: jobDescription.version })}</span>
        </p>
      </div>
      <div className={styles['progress']}>
        <div className={styles['bar']}>
          <ProgressBar label={t('header.progress')} labelHidden value={answered} max={total} />
        </div>
        <p className={styles['answered']}>{t('header.answered', { n: integer(answered), m: integer(total) })}</p>
        <SavedTime state={state} onFailed={onFailed} />
      </div>
      <div className={styles['tools']}>
        <ViewToggle />
        <IconButton icon="settings" label={t('help.title')} onClick={onHelp} />
      </div>
    </header>
  )
}

const SavedTime = ({ state, onFailed }: Pick<Props, 'state' | 'onFailed'>) => {
  const { t } = useTranslation('assess')
  const { sinceToday } = useFigures()
  const attempts = Object.values(state.attempts)
  const failed = attempts.filter((attempt) => attempt.state === 'failed').length
  if (failed > 0)
    return (
      <button type="button" className={styles['failed']} onClick={onFailed}>
        <Icon name="warning" size={18} />
        {t('header.failed', { count: failed })}
      </button>
    )
  const busy = attempts.some((attempt) => attempt.state === 'saving' || attempt.state === 'typing')
  if (busy) return <p className={styles['saved']}>{t('sureness.saving')}</p>
  return <p className={styles['saved']}>{state.savedAt && t('header.saved', { time: sinceToday(state.savedAt, now()) })}</p>
}

const ViewToggle = () => {
  const { t } = useTranslation('assess')
  const { view, prefer } = usePreferences()
  return (
    <fieldset className={styles['views']}>
      <legend className={styles['legend']}>{t('view.label')}</legend>
      {(['ladder', 'grid'] as const).map((one) => (
        <button
          key={one}
          type="button"
          className={classes(styles['view'], one === view && styles['active'])}
          aria-pressed={one === view}
          onClick={() => prefer({ view: one })}
        >
          <Icon name={one === 'ladder' ? 'list' : 'grid'} />
          <span>{t(`view.${one}`)}</span>
        </button>
      ))}
    </fieldset>
  )
}

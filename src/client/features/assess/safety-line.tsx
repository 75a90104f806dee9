import { type RefObject, useLayoutEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { now } from '../../app/clock.ts'
import { useContact } from '../../app/contact.ts'
import { useLive } from '../../app/context.tsx'
import { useSaving } from '../../app/saving.ts'
import { type Safety, safetyOf } from '../../app/whereabouts.ts'
import { classes } from '../../ui/classes.ts'
import { Icon } from '../../ui/icon.tsx'
import { useFigures } from '../../ui/number.ts'
import styles from './safety-line.module.css'

/** The one quiet place that always tells the truth about the work. Loud only when something is wrong. */
export const SafetyLine = () => {
  const safety = useLive(({ database }) => safetyOf(database))
  const failure = useSaving((saving) => saving.failure)
  const wrong = failure !== null || (safety?.refused ?? 0) > 0
  const disputed = !wrong && (safety?.conflicts ?? 0) > 0
  const line = useRef<HTMLDivElement>(null)
  useHeldTop(line)
  return (
    <div ref={line} role="status" className={styles['line']}>
      {safety && (
        <Link to="/sync" className={classes(styles['link'], (wrong || disputed) && styles['loud'], disputed && styles['warned'])}>
          {wrong ? <Loud safety={safety} /> : disputed ? <ToSettle count={safety.conflicts} /> : <Quiet safety={safety} />}
        </Link>
      )}
    </div>
  )
}

/**
 * A loud line makes the frame's bar taller than it says it is. What a screen of this feature sticks beneath that bar follows
 * its true height, so that the officer's name is never covered by an alarm.
 */
const useHeldTop = (line: RefObject<HTMLElement | null>): void =>
  useLayoutEffect(() => {
    const bar = line.current?.closest('header')
    if (!bar || typeof ResizeObserver === 'undefined') return
    const root = document.documentElement.style
    const observer = new ResizeObserver(() => root.setProperty('--held-top', `${bar.offsetHeight}px`))
    observer.observe(bar)
    return () => {
      observer.disconnect()
      root.removeProperty('--held-top')
    }
  }, [line])

const Quiet = ({ safety }: { readonly safety: Safety }) => {
  const { t } = useTranslation('assess')
  const { sinceToday, integer } = useFigures()
  const savedAt = useSaving((saving) => saving.savedAt)
  const phase = useContact((contact) => contact.phase)
  const problem = useContact((contact) => contact.problem)
  const counts = [
    t('safety.only-here', { count: safety.onlyHere, n: integer(safety.onlyHere) }),
    safety.waiting > 0 && safety.onlyHere === 0 && t('safety.waiting', { count: safety.waiting, n: integer(safety.waiting) }),
    safety.disputes > 0 && t('safety.disputes', { count: safety.disputes, n: integer(safety.disputes) }),
    phase === 'speaking' && safety.waiting > 0 && t('safety.sending'),
    phase === 'resting' && problem && t(`safety.contact.${problem.problem}`),
  ].filter(Boolean)
  return (
    <>
      <Icon name="check" size={18} />
      <span>
        {savedAt ? t('safety.saved', { time: sinceToday(savedAt, now()) }) : t('safety.here')}
        <span className={styles['held']}>
          {` · ${t('safety.at-headquarters', { count: safety.atHeadquarters, n: integer(safety.atHeadquarters) })}`}
        </span>
        {` · ${counts.join(' · ')}`}
      </span>
    </>
  )
}

/** Nothing is lost, but nothing can be signed either. */
const ToSettle = ({ count }: { readonly count: number }) => {
  const { t } = useTranslation('assess')
  return (
    <>
      <Icon name="conflict" size={20} />
      <span>
        <strong>{t('safety.conflicts', { count })}</strong> {t('safety.conflicts-todo')}
      </span>
    </>
  )
}

/** What happened, what is safe, what to do. */
const Loud = ({ safety }: { readonly safety: Safety }) => {
  const { t } = useTranslation('assess')
  const failure = useSaving((saving) => saving.failure)
  const name = failure && `problem.not-saved-${failure.cause}`
  const rest = failure?.inJournal ? 'problem.in-journal' : name
  return (
    <>
      <Icon name="warning" size={20} />
      <span>
        <strong>
          {name ? t('safety.not-saved') : t('safety.refused', { count: safety.refused })}
          {name && ` ${t(`${name}.happened`)}`}
        </strong>{' '}
        {rest ? t(`${rest}.safe`) : t('safety.refused-safe')} {rest ? t(`${rest}.todo`) : t('safety.refused-todo')}
      </span>
    </>
  )
}

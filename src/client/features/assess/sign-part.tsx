import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { commentsDue } from '../../../core/domain/assessment.ts'
import { fullName, type Person } from '../../../core/domain/person.ts'
import { useApp } from '../../app/context.tsx'
import { type Grid, sign } from '../../app/work.ts'
import { announce } from '../../ui/announce.tsx'
import { Button } from '../../ui/button.tsx'
import { CheckBox } from '../../ui/check-box.tsx'
import { LinkButton } from '../../ui/link-button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { useFigures } from '../../ui/number.ts'
import type { Desk, DeskState } from './desk.ts'
import { NotSaved } from './not-saved.tsx'
import styles from './review-page.module.css'

type Props = {
  readonly grid: Grid
  readonly desk: Desk
  readonly state: DeskState
  readonly people: readonly Person[]
}

type Refusal = Extract<Awaited<ReturnType<typeof sign>>, { readonly ok: false }>['problem']

/** The assessor's signature: named, meant, and not to be had while the rule still asks for something. */
export const SignPart = ({ grid, desk, state, people }: Props) => {
  const { t } = useTranslation('assess')
  const app = useApp()
  const { list } = useFigures()
  const [meant, setMeant] = useState(false)
  const [busy, setBusy] = useState(false)
  const [refusal, setRefusal] = useState<Refusal | undefined>()
  const signer = people.find(({ id }) => id === app.identity.person)
  const assigned = people.filter(({ id }) => grid.assignment.assessors.includes(id))
  const locks = useLocks(grid, state, signer)

  const put = async (): Promise<void> => {
    setBusy(true)
    const done = await sign(app, grid)
    setBusy(false)
    setRefusal(done.ok ? undefined : done.problem)
    if (done.ok) announce(t('sign.done'))
  }

  return (
    <section className={styles['sign']} aria-labelledby="sign">
      <h2 id="sign">{t('sign.title')}</h2>
      <p>{t('sign.final')}</p>
      {signer ? (
        <p className={styles['signer']}>{t('sign.as', { name: fullName(signer) })}</p>
      ) : (
        <LinkButton to="/who" icon="person">
          {t('sign.who')}
        </LinkButton>
      )}
      {signer && assigned.length > 0 && !assigned.includes(signer) && (
        <Notice tone="warning" title={t('sign.not-yours', { names: list(assigned.map(fullName)) })} />
      )}
      {locks.length > 0 && (
        <ul className={styles['locks']}>
          {locks.map((lock) => (
            <li key={lock}>{lock}</li>
          ))}
        </ul>
      )}
      <CheckBox label={t('sign.meant')} checked={meant && locks.length === 0} disabled={locks.length > 0} onChange={setMeant} />
      <div>
        <Button
          kind="primary"
          icon="signature"
          busy={busy && t('sign.busy')}
          disabled={locks.length > 0 || !meant}
          onClick={() => {
            desk.flush()
            void put()
          }}
        >
          {t('sign.sign')}
        </Button>
      </div>
      {refusal && <Refused refusal={refusal} onRetry={() => void put()} />}
    </section>
  )
}

/** What keeps the signature away, each in a sentence that says what to do. */
const useLocks = (
  { assignment, assessment, campaign, conflicts }: Grid,
  state: DeskState,
  signer: Person | undefined,
): readonly string[] => {
  const { t } = useTranslation('assess')
  const { requirements } = assignment.jobDescription
  const due = commentsDue(requirements, assessment.ratings, assessment.comments, campaign.settings.commentFrom)
  const attempts = Object.values(state.attempts)
  const failed = attempts.filter((attempt) => attempt.state === 'failed').length
  const open = attempts.filter((attempt) => attempt.state === 'typing' || attempt.state === 'saving').length
  return [
    !signer && t('sign.lock.nobody'),
    !requirements.some(({ competency }) => assessment.ratings.has(competency)) && t('sign.lock.nothing-rated'),
    conflicts.length > 0 && t('sign.lock.conflicts', { count: conflicts.length }),
    due.length > 0 && t('sign.lock.comments', { count: due.length }),
    failed > 0 && t('sign.lock.failed', { count: failed }),
    failed === 0 && open > 0 && t('sign.lock.saving'),
  ].filter((lock) => lock !== false)
}

const Refused = ({ refusal, onRetry }: { readonly refusal: Refusal; readonly onRetry: () => void }) => {
  const { t } = useTranslation('assess')
  if (refusal.problem === 'nothing-rated') return <Notice tone="danger" live title={t('sign.lock.nothing-rated')} />
  if (refusal.problem === 'comments-due')
    return <Notice tone="danger" live title={t('sign.lock.comments', { count: refusal.competencies.length })} />
  if (refusal.problem === 'conflicts-open')
    return <Notice tone="danger" live title={t('sign.lock.conflicts', { count: refusal.count })} />
  return <NotSaved problem={refusal} what={t('sign.what')} onRetry={onRetry} />
}

import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { fullName } from '../../../core/domain/person.ts'
import type { Grid } from '../../app/work.ts'
import { LinkButton } from '../../ui/link-button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { useFigures } from '../../ui/number.ts'
import { AcknowledgeForm } from './acknowledge-form.tsx'
import styles from './review-page.module.css'

const day = 86_400_000

/** What follows the signature: the officer reads, observes, and attests having read it, or refuses to sign. */
export const OfficerPart = ({ grid }: { readonly grid: Grid }) => {
  const { t } = useTranslation('assess')
  const { date } = useFigures()
  const { assessment, assignment, campaign, acknowledgement } = grid
  if (assessment.state !== 'signed') return null
  const name = fullName(assignment.snapshot)
  const deadline = Date.parse(assessment.signedAt) + campaign.settings.observationDays * day
  return (
    <section className={styles['sign']} aria-labelledby="officer">
      <h2 id="officer">{t('officer.title', { name })}</h2>
      {acknowledgement ? (
        <Answered acknowledgement={acknowledgement} name={name} />
      ) : (
        <>
          <p>{t('officer.meaning')}</p>
          <p>{t('officer.deadline', { count: campaign.settings.observationDays, date: date(deadline) })}</p>
          <p>
            <Link to="/privacy">{t('officer.privacy')}</Link>
          </p>
          <AcknowledgeForm grid={grid} name={name} />
        </>
      )}
      <div className={styles['links']}>
        <LinkButton to={`/gaps/officer/${assignment.id}`} icon="chart">
          {t('signed.gap')}
        </LinkButton>
        <LinkButton to={`/sheet/${assignment.id}`} icon="print">
          {t('officer.sheet')}
        </LinkButton>
        <LinkButton to={`/contests/${assignment.id}`} icon="comment">
          {t('officer.contests')}
        </LinkButton>
      </div>
    </section>
  )
}

type AnsweredProps = { readonly acknowledgement: NonNullable<Grid['acknowledgement']>; readonly name: string }

const Answered = ({ acknowledgement, name }: AnsweredProps) => {
  const { t } = useTranslation('assess')
  const { dateTime } = useFigures()
  const { outcome, motive, observations, at } = acknowledgement
  return (
    <>
      <Notice tone={outcome === 'attested' ? 'success' : 'warning'} title={t(`officer.${outcome}`, { name, date: dateTime(at) })}>
        {motive && <p>{t('officer.motive-was', { motive })}</p>}
      </Notice>
      <div>
        <h3>{t('officer.observations')}</h3>
        <p className={styles['words']}>{observations || t('officer.no-observations')}</p>
      </div>
    </>
  )
}

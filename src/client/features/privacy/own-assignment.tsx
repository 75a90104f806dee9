import { useTranslation } from 'react-i18next'
import type { JobCode } from '../../../core/domain/id.ts'
import type { OwnAssessment, OwnAssignment } from '../../../core/exchange/own-file.ts'
import { useFigures } from '../../ui/number.ts'
import { ContestLines } from './contest-lines.tsx'
import { type OwnNames, useOwnNames } from './own-names.ts'
import { OwnVersionPart } from './own-version.tsx'
import styles from './privacy.module.css'

/** One campaign in an officer's file: the post as it was then, every version that was signed, and every answer. */
export const OwnAssignmentPart = ({ assignment }: { readonly assignment: OwnAssignment }) => {
  const { t } = useTranslation('privacy')
  const { date, list } = useFigures()
  const names = useOwnNames(assignment.campaign?.id)
  const { campaign, snapshot, job, descriptionVersion, assessors } = assignment
  const facts: readonly (readonly [string, string])[] = [
    ['post', snapshot.postTitle],
    ['unit', snapshot.unitName],
    ['description', t('file.descriptionVersion', { job: names.job(job as JobCode), version: descriptionVersion })],
    ['assessors', list(assessors.map((id) => names.person(id) ?? t('file.somebody')))],
  ]
  return (
    <section className={styles['assessment']}>
      <h2>{campaign?.name ?? t('file.unknownCampaign')}</h2>
      {campaign && (
        <p className={styles['quiet']}>{t('file.period', { opens: date(campaign.opens), closes: date(campaign.closes) })}</p>
      )}
      <dl className={styles['pairs']}>
        {facts.map(([key, value]) => (
          <div key={key}>
            <dt>{t(`file.${key}`)}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {assignment.assessments.length === 0 && <p>{t('file.notStarted')}</p>}
      {assignment.assessments.map((assessment) => (
        <AssessmentPart key={assessment.id} assessment={assessment} names={names} />
      ))}
    </section>
  )
}

type Props = { readonly assessment: OwnAssessment; readonly names: OwnNames }

const AssessmentPart = ({ assessment, names }: Props) => {
  const { t } = useTranslation('privacy')
  const { date } = useFigures()
  if (assessment.state === 'in-preparation') return <p>{t('file.inPreparation')}</p>
  const { versions, settlements, contests } = assessment
  return (
    <>
      {versions.map((version) => (
        <OwnVersionPart key={version.version} version={version} names={names} />
      ))}
      {settlements.length > 0 && (
        <>
          <h3>{t('file.settled')}</h3>
          <ul className={styles['points']}>
            {settlements.map(({ field, reason, by, at }) => (
              <li key={`${field} ${at}`}>
                {t('file.settledLine', { date: date(at), name: names.person(by) ?? t('file.somebody'), reason })}
              </li>
            ))}
          </ul>
        </>
      )}
      <h3>{t('file.answer')}</h3>
      <AnswerPart assessment={assessment} />
      <h3>{t('file.contests')}</h3>
      {contests.length === 0 && <p>{t('file.noContests')}</p>}
      <ContestLines
        contests={contests.map((one) => ({
          ...one,
          name: names.person(one.by) ?? null,
          answer: one.answer && { ...one.answer, name: names.person(one.answer.by) ?? null },
        }))}
      />
    </>
  )
}

const AnswerPart = ({ assessment: { acknowledgement } }: Pick<Props, 'assessment'>) => {
  const { t } = useTranslation('privacy')
  const { date } = useFigures()
  if (!acknowledgement) return <p>{t('file.unanswered')}</p>
  const { outcome, motive, observations, at } = acknowledgement
  return (
    <>
      <p>{t(`file.${outcome}`, { date: date(at), motive })}</p>
      {observations && <p className={styles['words']}>{t('file.observations', { text: observations })}</p>}
    </>
  )
}

import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { progressOf, stageOf } from '../../../core/domain/assessment.ts'
import { fullName } from '../../../core/domain/person.ts'
import type { CampaignReport, OfficerReport } from '../../../core/domain/report.ts'
import { useReportAddress } from './address.ts'
import styles from './list.module.css'
import { Section, Twin } from './section.tsx'

/** As many names as do not push the report off the screen; more are one press away. */
const few = 6

/** Assessments that no figure counts yet, by name: a missing one is not averaged away. */
export const MissingOfficers = ({ report }: { readonly report: CampaignReport }) => {
  const { t } = useTranslation('gaps')
  const stage = ({ assessment, assignment }: OfficerReport) => stageOf(assessment, assignment.jobDescription.requirements)
  const missing = report.officers.filter(({ assessment }) => assessment?.state !== 'signed')
  if (missing.length === 0) return null
  return (
    <Section title={t('notCounted.title', { count: missing.length })} lede={t('notCounted.lede')}>
      <Twin label={t('notCounted.names')} open={missing.length <= few}>
        {(['to-sign', 'under-way', 'to-do'] as const).map((wanted) => {
          const own = missing.filter((officer) => stage(officer) === wanted)
          return (
            own.length > 0 && (
              <div key={wanted} className={styles['part']}>
                <h3>{t(`notCounted.${wanted}`, { count: own.length })}</h3>
                <ul className={`${styles['list']} ${styles['missing']}`}>
                  {own.map(({ assignment, assessment }) => (
                    <li key={assignment.id}>
                      <MissingName assignment={assignment} />
                      <span className={styles['words']}>
                        <Progress assignment={assignment} assessment={assessment} />
                      </span>
                    </li>
                  ))}
                </ul>
              </div>
            )
          )
        })}
      </Twin>
    </Section>
  )
}

const MissingName = ({ assignment }: Pick<OfficerReport, 'assignment'>) => {
  const { to } = useReportAddress()
  return (
    <span>
      <Link to={to(`/gaps/officer/${assignment.id}`)}>{fullName(assignment.snapshot)}</Link>
      <span className={styles['words']}>{assignment.snapshot.unitName}</span>
    </span>
  )
}

/** Of the whole job, whatever part of it the report shows. */
const Progress = ({ assignment, assessment }: Pick<OfficerReport, 'assignment' | 'assessment'>) => {
  const { t } = useTranslation('gaps')
  const { answered, total } = progressOf(assignment.jobDescription.requirements, assessment?.ratings ?? new Map())
  return t('notCounted.progress', { n: answered, of: total })
}

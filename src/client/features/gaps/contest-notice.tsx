import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { contestsIn } from '../../app/contests.ts'
import { useLive } from '../../app/context.tsx'
import { officerNames } from '../../app/own-officers.ts'
import { Notice } from '../../ui/notice.tsx'
import styles from './report-notice.module.css'

/** Names the contests of a campaign that wait for an answer, each with the way to it. Says nothing where there is none. */
export const ContestNotice = ({ campaign }: { readonly campaign: string }) => {
  const { t } = useTranslation('privacy')
  const open = useLive(
    async (app) => {
      const waiting = (await contestsIn(app, campaign)).filter(({ answer }) => !answer)
      const assignments = [...new Set(waiting.map(({ assessment }) => assessment.replace(/\.[^.]*$/, '')))]
      return { count: waiting.length, officers: await officerNames(app, assignments) }
    },
    [campaign],
  )
  if (!open || open.count === 0) return null
  return (
    <div className={styles['notice']}>
      <Notice tone="warning" title={t('contest.inReport', { count: open.count })}>
        <p>{t('contest.inReportText')}</p>
        <ul>
          {open.officers.map(({ assignment, name }) => (
            <li key={assignment}>
              <Link to={`/contests/${assignment}`}>{name}</Link>
            </li>
          ))}
        </ul>
      </Notice>
    </div>
  )
}

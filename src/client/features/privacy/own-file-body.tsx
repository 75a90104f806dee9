import { useTranslation } from 'react-i18next'
import { fullName } from '../../../core/domain/person.ts'
import type { OwnFile } from '../../../core/exchange/own-file.ts'
import { LinkButton } from '../../ui/link-button.tsx'
import { useFigures } from '../../ui/number.ts'
import { OwnAssignmentPart } from './own-assignment.tsx'
import styles from './privacy.module.css'
import type { Trace } from './use-trace.ts'

type Props = { readonly file: OwnFile; readonly trace: Trace; readonly title: string }

/** The file as it is printed: identity, each campaign, and who read or changed it. */
export const OwnFileBody = ({ file, trace, title }: Props) => {
  const { t, i18n } = useTranslation('privacy')
  const { person, assignments } = file
  const facts: readonly (readonly [string, string])[] = [
    ['registration', person.registration],
    ['grade', person.grade],
    ['language', languageName(person.language, i18n.language)],
  ]
  return (
    <>
      <h1>{title}</h1>
      <p>{t('file.lead')}</p>
      <h2>{t('file.identity')}</h2>
      <p>
        <strong>{fullName(person)}</strong>
      </p>
      <dl className={styles['pairs']}>
        {facts
          .filter(([, value]) => value !== '')
          .map(([key, value]) => (
            <div key={key}>
              <dt>{t(`file.${key}`)}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
      {assignments.length === 0 && <p>{t('file.none')}</p>}
      {assignments.map((assignment) => (
        <div key={assignment.id}>
          <OwnAssignmentPart assignment={assignment} />
          {assignment.assessments.some(({ state }) => state === 'signed') && (
            <div className={styles['screen']}>
              <LinkButton to={`/contests/${assignment.id}`} icon="comment">
                {t('contest.open')}
              </LinkButton>
            </div>
          )}
        </div>
      ))}
      <h2>{t('file.trace')}</h2>
      <TracePart trace={trace} />
    </>
  )
}

/** The name of a language in the reader's own. */
const languageName = (code: string, reader: string): string => {
  try {
    return new Intl.DisplayNames([reader], { type: 'language' }).of(code) ?? code
  } catch {
    return code
  }
}

const shown = 100

const TracePart = ({ trace }: Pick<Props, 'trace'>) => {
  const { t } = useTranslation('privacy')
  const { dateTime } = useFigures()
  if (trace.state === 'asking') return null
  if (trace.state !== 'here') return <p>{t(trace.state === 'open' ? 'file.traceOpen' : 'file.traceOffline')}</p>
  if (trace.trace.length === 0) return <p>{t('file.traceNone')}</p>
  const rest = trace.trace.length - shown
  return (
    <>
      <p className={styles['quiet']}>{t('file.traceLead')}</p>
      <table className={styles['table']}>
        <thead>
          <tr>
            <th scope="col">{t('file.when')}</th>
            <th scope="col">{t('file.by')}</th>
            <th scope="col">{t('file.deed')}</th>
          </tr>
        </thead>
        <tbody>
          {trace.trace.slice(0, shown).map(({ time, by, action, object }) => (
            <tr key={`${time} ${action} ${object}`}>
              <td>{dateTime(time)}</td>
              <td>{by ?? t('file.nobodyKnown')}</td>
              <td>{t(`deed.${action}`, { defaultValue: action })}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {rest > 0 && <p>{t('file.more', { count: rest })}</p>}
    </>
  )
}

import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { endOwnSession, type OwnSession, ownSessions } from '../../app/own-session.ts'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { useFigures } from '../../ui/number.ts'
import { Skeleton } from '../../ui/skeleton.tsx'
import styles from './lock.module.css'
import { RefusalNotice } from './refusal-notice.tsx'
import { useAnswer } from './use-answer.ts'
import { useAsking } from './use-asking.ts'

/** Where the holder is signed in, this tablet and others, and the way to end it elsewhere. Headquarters alone knows. */
export const SessionsPart = () => {
  const { t } = useTranslation('access')
  const { answer, ask } = useAnswer(ownSessions)
  const { refusal, ask: end } = useAsking()
  const [ended, setEnded] = useState<string | null>(null)
  const endOn = async ({ device, tablet }: OwnSession): Promise<void> => {
    setEnded(null)
    const done = await end(() => endOwnSession(device))
    if (done) setEnded(tablet)
    await ask()
  }
  return (
    <section aria-labelledby="sessions">
      <h2 id="sessions">{t('sessions.title')}</h2>
      <p className={styles['about']}>{t('sessions.text')}</p>
      {answer.state === 'asking' && <Skeleton shape="rows" count={2} />}
      {answer.state === 'refused' && (
        <>
          <p>{t('sessions.offline')}</p>
          <p className={styles['after']}>
            <Button icon="sync" onClick={() => void ask()}>
              {t('retry')}
            </Button>
          </p>
        </>
      )}
      {answer.state === 'known' && (
        <ul className={styles['sessions']}>
          {answer.value.map((session) => (
            <Session key={session.device} session={session} end={() => endOn(session)} />
          ))}
        </ul>
      )}
      {ended !== null && (
        <Notice tone="success" live title={t('sessions.ended', { name: ended })}>
          {t('sessions.endedText')}
        </Notice>
      )}
      <RefusalNotice refusal={refusal} />
    </section>
  )
}

type Props = { readonly session: OwnSession; readonly end: () => Promise<void> }

const Session = ({ session: { tablet, state, last, own }, end }: Props) => {
  const { t } = useTranslation('access')
  const { dateTime } = useFigures()
  const [asked, setAsked] = useState(false)
  const about = [
    own ? t('sessions.here') : t('sessions.last', { date: dateTime(last) }),
    state !== 'active' && t(`quarantine.state.${state}`),
  ]
  return (
    <li>
      <span className={styles['session']}>
        <strong>{tablet}</strong>
        <span className={styles['about']}>{about.filter(Boolean).join(' · ')}</span>
      </span>
      {!own && (
        <Button
          kind={asked ? 'danger' : 'secondary'}
          aria-label={t(asked ? 'sessions.endSureNamed' : 'sessions.endNamed', { name: tablet, date: dateTime(last) })}
          onClick={() => (asked ? void end() : setAsked(true))}
        >
          {t(asked ? 'sessions.endSure' : 'sessions.end')}
        </Button>
      )}
    </li>
  )
}

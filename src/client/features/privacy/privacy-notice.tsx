import { useTranslation } from 'react-i18next'
import { type Retention, retentionKinds } from '../../../core/domain/retention.ts'
import { recipientRoles, rights } from '../../../core/exchange/register.ts'
import type { Contact } from '../../../core/protocol/entities.ts'
import styles from './privacy.module.css'
import { useTimes } from './use-times.ts'

type Props = {
  /** The administration's name; null before one is known. */
  readonly name: string | null
  readonly contact: Contact | null
  readonly retention: Retention
}

const kinds = ['identity', 'work', 'answer', 'use', 'trace', 'not'] as const

/** Who sees what, for how long, with which rights. Needs nothing of the app: it is read before anybody signs in, too. */
export const PrivacyNotice = ({ name, contact, retention }: Props) => {
  const { t } = useTranslation('privacy')
  const time = useTimes()
  return (
    <>
      <p className={styles['of']}>{name ? t('notice.of', { name }) : t('notice.ofNobody')}</p>
      <h1>{t('notice.title')}</h1>
      <p>{t('notice.lead')}</p>
      <h2>{t('what.title')}</h2>
      <ul className={styles['points']}>
        {kinds.map((kind) => (
          <li key={kind}>{t(`what.${kind}`)}</li>
        ))}
      </ul>
      <h2>{t('who.title')}</h2>
      <p>{t('who.lead')}</p>
      <dl className={styles['pairs']}>
        {recipientRoles.map((role) => (
          <div key={role}>
            <dt>{t(`who.${role}`)}</dt>
            <dd>{t(`who.${role}Sees`)}</dd>
          </div>
        ))}
      </dl>
      <h2>{t('long.title')}</h2>
      <dl className={styles['pairs']}>
        {retentionKinds.map((kind) => (
          <div key={kind}>
            <dt>{t(`long.${kind}`)}</dt>
            <dd>{t(`long.${kind}Text`, { time: time(kind, retention[kind]) })}</dd>
          </div>
        ))}
      </dl>
      <h2>{t('rights.title')}</h2>
      <ul className={styles['points']}>
        {rights.map((right) => (
          <li key={right}>{t(`rights.${right}`)}</li>
        ))}
      </ul>
      <h2>{t('ask.title')}</h2>
      {contact ? (
        <p className={styles['contact']}>
          <strong>{contact.name}</strong>
          <br />
          {contact.reach}
        </p>
      ) : (
        <p>{t('ask.none')}</p>
      )}
    </>
  )
}

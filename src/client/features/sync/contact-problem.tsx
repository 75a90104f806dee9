import { useTranslation } from 'react-i18next'
import type { ContactState } from '../../app/contact.ts'
import { useLive } from '../../app/context.tsx'
import { goToEntry } from '../../app/gate.ts'
import { headquartersOf } from '../../app/receipts.ts'
import { useSession } from '../../app/session.ts'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import styles from './sync.module.css'

type Props = { readonly problem: NonNullable<ContactState['problem']> }

/** Why the last exchange ended, what is safe, and what to do. */
export const ContactProblem = ({ problem }: Props) => {
  const { t } = useTranslation('sync')
  return (
    <Notice
      tone={problem.problem === 'other-server' ? 'danger' : 'warning'}
      live
      title={t([`problem.${problem.problem}`, 'problem.unforeseen'], { ...problem })}
    >
      {problem.problem === 'other-server' && <KnownKey />}
      {problem.problem === 'signed-out' && <Enter />}
    </Notice>
  )
}

/** Where there were no accounts before, this tablet is enrolled first; its work comes along. */
const Enter = () => {
  const { t } = useTranslation('sync')
  if (useSession(({ session }) => session !== null)) return null
  return (
    <Button icon="unlock" onClick={goToEntry}>
      {t('enter')}
    </Button>
  )
}

/** By which somebody at headquarters can tell on the telephone whether it is theirs. */
const KnownKey = () => {
  const { t } = useTranslation('sync')
  const headquarters = useLive(headquartersOf)
  if (!headquarters?.fingerprint) return null
  return (
    <>
      <p>{t('otherServer.key')}</p>
      <p>
        <code className={styles['code']}>{headquarters.fingerprint}</code>
      </p>
    </>
  )
}

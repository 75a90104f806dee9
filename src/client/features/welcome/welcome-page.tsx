import { useTranslation } from 'react-i18next'
import { useSession } from '../../app/session.ts'
import { Page } from '../../ui/page.tsx'
import { CreateWay } from './create-way.tsx'
import { DemonstrationWay } from './demonstration-way.tsx'
import { HereWay } from './here-way.tsx'
import { JoinWay } from './join-way.tsx'
import { useDirectory } from './use-directory.ts'
import styles from './welcome.module.css'

/** The first start: three ways in, the quickest first; before them, what this device holds already. */
export const WelcomePage = () => {
  const { t } = useTranslation('welcome')
  const { found, ask } = useDirectory()
  const session = useSession((held) => held.session)
  // Whoever has an account belongs to one administration: there is none to join, only one to begin.
  if (session) return <Begin mayBegin={session.account.roles.includes('administrator')} />
  return (
    <Page title={t('title')} lede={t('lead')} width="reading">
      <div className={styles['ways']}>
        <HereWay />
        <DemonstrationWay found={found} />
        <JoinWay found={found} ask={ask} />
        <CreateWay />
      </div>
    </Page>
  )
}

const Begin = ({ mayBegin }: { readonly mayBegin: boolean }) => {
  const { t } = useTranslation('welcome')
  return (
    <Page title={t('title')} lede={t(mayBegin ? 'begin.lead' : 'begin.nobody')} width="reading">
      {mayBegin && (
        <div className={styles['ways']}>
          <DemonstrationWay found={nothingToJoin} />
          <CreateWay />
        </div>
      )}
    </Page>
  )
}

const nothingToJoin = { state: 'known', entries: [] } as const

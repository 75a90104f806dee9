import { useTranslation } from 'react-i18next'
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

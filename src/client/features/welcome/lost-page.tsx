import { useTranslation } from 'react-i18next'
import { useApp } from '../../app/context.tsx'
import { acknowledgeLoss } from '../../app/identity.ts'
import { Button } from '../../ui/button.tsx'
import { Page } from '../../ui/page.tsx'
import { startAgain } from './start-again.ts'
import styles from './welcome.module.css'

/** A device that held data and finds none says so before anything else; it never begins afresh in silence. */
export const LostPage = () => {
  const { t } = useTranslation('welcome')
  const { identity, database } = useApp()
  const rejoin = async (): Promise<void> => {
    await acknowledgeLoss(database)
    startAgain('/welcome')
  }
  return (
    <Page title={t('lost.title')} width="reading">
      <div className={styles['lost']}>
        {(['happened', 'safe', 'gone'] as const).map((part) => (
          <section key={part}>
            <h2>{t(`lost.${part}.title`)}</h2>
            <p>{t(`lost.${part}.text`)}</p>
          </section>
        ))}
        <section>
          <h2>{t('lost.todo.title')}</h2>
          <ol>
            <li>{t('lost.todo.step1')}</li>
            <li>{t('lost.todo.step2')}</li>
            <li>{t('lost.todo.step3')}</li>
          </ol>
        </section>
        <Button kind="primary" iconAfter="arrow-right" onClick={() => void rejoin()}>
          {t('lost.rejoin')}
        </Button>
        <p className={styles['note']}>{t('lost.device', { id: identity.device })}</p>
      </div>
    </Page>
  )
}

import { useTranslation } from 'react-i18next'
import { useContact } from '../../app/contact.ts'
import { useApp, useLive } from '../../app/context.tsx'
import { unsentAssessments } from '../../app/own-ground.ts'
import { Button } from '../../ui/button.tsx'
import { LinkButton } from '../../ui/link-button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Page } from '../../ui/page.tsx'
import styles from './lock.module.css'

/** Too long without headquarters: what was downloaded is hidden. What was done here is not touched, and goes out first. */
export const HiddenPage = () => {
  const { t } = useTranslation('access')
  const { runner } = useApp()
  const unsent = useLive(({ database }) => database.unsent.count())
  const own = useLive(unsentAssessments)
  const phase = useContact((contact) => contact.phase)
  const problem = useContact((contact) => contact.problem)
  return (
    <Page title={t('hidden.title')} lede={t('hidden.lede')} width="reading">
      <Notice tone="success" title={unsent ? t('hidden.unsent', { count: unsent }) : t('hidden.nothing')}>
        {t('hidden.safe')}
      </Notice>
      {own && own.length > 0 && (
        <section className={styles['goOn']}>
          <h2>{t('hidden.goOn')}</h2>
          <ul className={styles['own']}>
            {own.map(({ assignment, officer, post }) => (
              <li key={assignment}>
                <LinkButton to={`/assess/${assignment}`} icon="pen">
                  {officer}
                </LinkButton>
                <span className={styles['about']}>{post}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
      <p className={styles['after']}>{t('hidden.do')}</p>
      <p className={styles['after']}>
        <Button kind="primary" icon="sync" busy={phase === 'speaking' && t('hidden.busy')} onClick={() => void runner.now()}>
          {t('hidden.sync')}
        </Button>
        <LinkButton to="/sync">{t('hidden.waiting')}</LinkButton>
      </p>
      {problem && phase === 'resting' && <p role="status">{t([`problem.${problem.problem}`, 'problem.unforeseen'])}</p>}
    </Page>
  )
}

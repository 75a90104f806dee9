import { useTranslation } from 'react-i18next'
import type { AdministrationId } from '../../../core/domain/id.ts'
import { useApp, useLive } from '../../app/context.tsx'
import { administrations } from '../../app/read.ts'
import { Button } from '../../ui/button.tsx'
import { startAgain } from './start-again.ts'
import { Way } from './way.tsx'
import styles from './welcome.module.css'

/** Administrations that this device holds: the way back into one never depends on the network. */
export const HereWay = () => {
  const { t } = useTranslation('welcome')
  const app = useApp()
  const held = useLive(({ database }) => administrations(database))
  if (!held || held.length === 0) return null
  const enter = async (administration: AdministrationId): Promise<void> => {
    await app.become(administration, null)
    startAgain('/who')
  }
  return (
    <Way icon="tablet" title={t('here.title')} text={t('here.text')}>
      <ul className={styles['administrations']}>
        {held.map(({ id, name, demonstration }) => (
          <li key={id}>
            <span>
              <span className={styles['name']}>{name}</span>
              {demonstration && <span className={styles['about']}> · {t('here.demonstration')}</span>}
            </span>
            <Button aria-label={t('here.openNamed', { name })} onClick={() => void enter(id)}>
              {t('here.open')}
            </Button>
          </li>
        ))}
      </ul>
    </Way>
  )
}

import { useTranslation } from 'react-i18next'
import type { LockPort, ProfileCard } from '../../app/entry.ts'
import { Button } from '../../ui/button.tsx'
import { Page } from '../../ui/page.tsx'
import styles from './lock.module.css'
import { SealedFiles } from './sealed-files.tsx'

type Props = { readonly port: LockPort; readonly card: ProfileCard; readonly back: () => void }

/**
 * A forgotten passphrase: what it means, and how the work reaches headquarters all the same. Nothing is opened here, and
 * nothing is taken away: the file is a copy, and may be carried as often as it takes.
 */
export const CarryOut = ({ port, card, back }: Props) => {
  const { t } = useTranslation('access')
  return (
    <Page title={t('carry.title')} eyebrow={card.initials} lede={t('carry.lede')} width="reading">
      <ol className={styles['steps']}>
        <li>{t('carry.first')}</li>
        <li>
          <p>{t('carry.second')}</p>
          <SealedFiles make={() => port.carryOut(card.id)} />
        </li>
        <li>{t('carry.third')}</li>
        <li>{t('carry.fourth')}</li>
      </ol>
      <p className={styles['after']}>
        <Button icon="arrow-left" onClick={back}>
          {t('carry.back')}
        </Button>
        <Button kind="quiet" icon="plus" onClick={port.addProfile}>
          {t('lock.add')}
        </Button>
      </p>
    </Page>
  )
}

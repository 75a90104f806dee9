import { useTranslation } from 'react-i18next'
import type { AccountRole } from '../../app/accounts.ts'
import { useOnPaper } from '../../app/exports.ts'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { useFigures } from '../../ui/number.ts'
import { Paper } from '../../ui/paper.tsx'
import styles from './card.module.css'

export type HandOver = {
  readonly login: string
  /** Known to this page alone, and gone with it. */
  readonly passphrase: string
  readonly holder: string | undefined
  readonly roles: readonly AccountRole[]
  /** Stays in force: people of the demonstration need not change it. */
  readonly lasting?: boolean
}

type Props = {
  readonly cards: readonly HandOver[]
  readonly administration: string | undefined
  readonly done: () => void
}

/** Small cards to cut out and hand over, each with a passphrase that is never shown again. */
export const HandOverPaper = ({ cards, administration = '', done }: Props) => {
  const { t } = useTranslation('access')
  useOnPaper('cards')
  return (
    <Paper
      file={t('card.file')}
      footer={{ text: '', page: '' }}
      toolbar={
        <>
          <Notice tone="warning" title={t('card.once', { count: cards.length })}>
            {t('card.onceDo')}
          </Notice>
          <div className={styles['deeds']}>
            <Button kind="primary" icon="print" onClick={() => print()}>
              {t('card.print')}
            </Button>
            <Button icon="check" onClick={done}>
              {t('card.done')}
            </Button>
          </div>
        </>
      }
    >
      <h1 className={styles['title']}>{t('card.title', { count: cards.length })}</h1>
      <div className={styles['cards']}>
        {cards.map((card) => (
          <Card key={card.login} card={card} administration={administration} />
        ))}
      </div>
    </Paper>
  )
}

const Card = ({ card, administration }: { readonly card: HandOver; readonly administration: string }) => {
  const { t } = useTranslation('access')
  const { list } = useFigures()
  return (
    <section className={styles['card']} aria-label={card.holder ?? card.login}>
      <p className={styles['head']}>{['Palier', administration].filter(Boolean).join(' · ')}</p>
      <h2 className={styles['holder']}>{card.holder ?? card.login}</h2>
      <p>{list(card.roles.map((role) => t(`role.${role}`)))}</p>
      <dl className={styles['facts']}>
        <dt>{t('login.label')}</dt>
        <dd>{card.login}</dd>
        <dt>{t(card.lasting ? 'passphrase.label' : 'card.passphrase')}</dt>
        <dd>{card.passphrase}</dd>
        <dt>{t('card.address')}</dt>
        <dd>{location.origin}</dd>
      </dl>
      <p className={styles['foot']}>{t(card.lasting ? 'card.footLasting' : 'card.foot')}</p>
    </section>
  )
}

import { useTranslation } from 'react-i18next'
import { useParams } from 'wouter'
import { now } from '../../app/clock.ts'
import { useApp, useLive } from '../../app/context.tsx'
import { useOnPaper } from '../../app/exports.ts'
import {
  checkReceipt,
  type Headquarters,
  type HeldReceipt,
  headquartersOf,
  type ReceiptCheck,
  receiptOf,
} from '../../app/receipts.ts'
import { Button } from '../../ui/button.tsx'
import { classes } from '../../ui/classes.ts'
import { LinkButton } from '../../ui/link-button.tsx'
import { useFigures } from '../../ui/number.ts'
import { Paper } from '../../ui/paper.tsx'
import { NoReceipt, ReceiptOpening } from './no-receipt.tsx'
import styles from './receipt.module.css'
import { ReceiptVerdict } from './receipt-verdict.tsx'
import { idInAddress, recordAddress } from './record-address.ts'

/** One assessment's receipt as a paper, at `/sync/receipt/:assessment`. */
export const ReceiptPage = () => {
  const { assessment = '' } = useParams<{ assessment: string }>()
  const found = useLive(
    async (app) => {
      const [held, headquarters] = await Promise.all([receiptOf(app, idInAddress(assessment)), headquartersOf(app)])
      return { held, headquarters, check: held ? await checkReceipt(app, held) : undefined }
    },
    [assessment],
  )
  if (!found) return <ReceiptOpening />
  const { held, headquarters, check } = found
  return held && check ? <Receipt held={held} headquarters={headquarters} check={check} /> : <NoReceipt />
}

type Props = { readonly held: HeldReceipt; readonly headquarters: Headquarters; readonly check: ReceiptCheck }

const Receipt = ({ held, headquarters, check }: Props) => {
  const { t } = useTranslation('sync')
  const { integer, dateTime } = useFigures()
  const sealed = useApp().journal?.sealed
  const { receipt, proof, officer } = held
  const { administration, fingerprint } = headquarters
  useOnPaper('receipts', `assessment/${held.id}`)
  const who = officer || t('assessment')
  const facts: readonly (readonly [string, string])[] = [
    ['officer', officer],
    ['registration', held.registration],
    ['post', held.post],
    ['unit', held.unit],
    ['date', dateTime(receipt.time)],
    ['number', integer(receipt.seq)],
    ['status', t(`receipt.statusOf.${receipt.status}`)],
  ]
  const proofs: readonly (readonly [string, string])[] = [
    ['hash', receipt.hash],
    ['operation', receipt.operation],
    ['epoch', proof.epoch],
    ['signature', proof.signature],
    ['key', fingerprint ?? ''],
  ]
  return (
    <Paper
      file={t('receipt.file', { officer: who })}
      footer={{
        text: t('receipt.foot', { officer: who, number: integer(receipt.seq), date: dateTime(now()) }),
        page: t('receipt.page'),
      }}
      toolbar={
        <>
          <LinkButton to={recordAddress('assessment', held.id)} kind="quiet" icon="arrow-left">
            {t('receipt.back')}
          </LinkButton>
          <Button kind="primary" icon="print" onClick={() => window.print()}>
            {t('receipt.print')}
          </Button>
        </>
      }
    >
      <p className={styles['administration']}>{administration?.name}</p>
      <h1>{t('receipt.title')}</h1>
      <p className={styles['sentence']}>{t('receipt.sentence', { officer: who, date: dateTime(receipt.time) })}</p>
      <dl className={styles['facts']}>
        {facts
          .filter(([, value]) => value !== '')
          .map(([key, value]) => (
            <div key={key}>
              <dt>{t(`receipt.${key}`)}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
      <h2>{t('receipt.proof')}</h2>
      <dl className={styles['facts']}>
        {proofs.map(([key, value]) => (
          <div key={key}>
            <dt>{t(`receipt.${key}`)}</dt>
            <dd className={classes(styles['mono'], key === 'key' && styles['fingerprint'])}>{value}</dd>
          </div>
        ))}
      </dl>
      <ReceiptVerdict check={check} />
      <p className={styles['how']}>{t(sealed ? 'receipt.howSealed' : 'receipt.how')}</p>
      <div className={styles['boxes']}>
        <p className={styles['box']}>{t('receipt.boxOfficer')}</p>
        <p className={styles['box']}>{t('receipt.boxDirector')}</p>
      </div>
    </Paper>
  )
}

import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useApp } from '../../app/context.tsx'
import { checkReceipt, type HeldReceipt, type ReceiptCheck } from '../../app/receipts.ts'
import { Button } from '../../ui/button.tsx'
import { LinkButton } from '../../ui/link-button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { useFigures } from '../../ui/number.ts'
import { checkName } from './receipt-verdict.tsx'
import { receiptAddress } from './record-address.ts'
import styles from './sync.module.css'

/** What headquarters gave for it: short to read, whole when opened, and proven here without a network. */
export const RecordReceipt = ({ held }: { readonly held: HeldReceipt }) => {
  const { t } = useTranslation('sync')
  const app = useApp()
  const { dateTime, integer } = useFigures()
  const [check, setCheck] = useState<ReceiptCheck | undefined>()
  const [busy, setBusy] = useState(false)
  const { receipt, proof } = held
  const prove = async (): Promise<void> => {
    setBusy(true)
    setCheck(await checkReceipt(app, held))
    setBusy(false)
  }
  const whole = [
    ['hash', receipt.hash],
    ['operation', receipt.operation],
    ['epoch', proof.epoch],
    ['signature', proof.signature],
  ] as const
  return (
    <section className={styles['part']} aria-labelledby="receipt">
      <h2 id="receipt">{t('receipt.title')}</h2>
      <dl className={styles['facts']}>
        <div>
          <dt>{t('receipt.date')}</dt>
          <dd>{dateTime(receipt.time)}</dd>
        </div>
        <div>
          <dt>{t('receipt.number')}</dt>
          <dd>{integer(receipt.seq)}</dd>
        </div>
        <div>
          <dt>{t('receipt.hash')}</dt>
          <dd>
            <code className={styles['code']}>{receipt.hash.slice(0, 12)}</code>
          </dd>
        </div>
      </dl>
      <details className={styles['whole']}>
        <summary>{t('receipt.whole')}</summary>
        <dl className={styles['facts']}>
          {whole.map(([key, value]) => (
            <div key={key}>
              <dt>{t(`receipt.${key}`)}</dt>
              <dd>
                <code className={styles['code']}>{value}</code>
              </dd>
            </div>
          ))}
        </dl>
      </details>
      <div className={styles['actions']}>
        <Button icon="lock" busy={busy && t('receipt.checking')} onClick={() => void prove()}>
          {t('receipt.prove')}
        </Button>
        <LinkButton to={receiptAddress(held.id)} icon="print">
          {t('receipt.printOne')}
        </LinkButton>
      </div>
      {check && (
        <Notice tone={check.check === 'proven' ? 'success' : 'danger'} live title={t(`receipt.check.${checkName(check)}`)}>
          {t(`receipt.checkText.${checkName(check)}`)}
        </Notice>
      )}
    </section>
  )
}

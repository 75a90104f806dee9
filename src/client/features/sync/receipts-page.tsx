import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'wouter'
import { now } from '../../app/clock.ts'
import { useApp, useLive } from '../../app/context.tsx'
import { useOnPaper } from '../../app/exports.ts'
import {
  checkReceipt,
  type Headquarters,
  type HeldReceipt,
  headquartersOf,
  type ReceiptCheck,
  receiptsOn,
} from '../../app/receipts.ts'
import { Button } from '../../ui/button.tsx'
import { classes } from '../../ui/classes.ts'
import { TableRegion } from '../../ui/data-table.tsx'
import { LinkButton } from '../../ui/link-button.tsx'
import { useFigures } from '../../ui/number.ts'
import { Paper } from '../../ui/paper.tsx'
import { Select } from '../../ui/select.tsx'
import { NoReceipt, ReceiptOpening } from './no-receipt.tsx'
import styles from './receipt.module.css'
import { checkName } from './receipt-verdict.tsx'

/** All that headquarters received on one day, as a paper, at `/sync/receipts?day=2026-11-22`. */
export const ReceiptsPage = () => {
  const [params] = useSearchParams()
  const day = params.get('day')
  const found = useLive(
    async (app) => {
      const [list, headquarters] = await Promise.all([receiptsOn(app, day), headquartersOf(app)])
      const checks = await Promise.all(list.receipts.map(async (one) => [one.id, await checkReceipt(app, one)] as const))
      return { ...list, headquarters, checks: new Map(checks) }
    },
    [day],
  )
  if (!found) return <ReceiptOpening />
  return found.day ? <List {...found} day={found.day} /> : <NoReceipt />
}

type Props = {
  readonly days: readonly string[]
  readonly day: string
  readonly receipts: readonly HeldReceipt[]
  readonly headquarters: Headquarters
  readonly checks: ReadonlyMap<string, ReceiptCheck>
}

const List = ({ days, day, receipts, headquarters, checks }: Props) => {
  const { t } = useTranslation('sync')
  useOnPaper('receipts', `day/${day}`)
  const { date, dateTime, integer } = useFigures()
  const sealed = useApp().journal?.sealed
  const [, setParams] = useSearchParams()
  const proven = receipts.filter(({ id }) => checks.get(id)?.check === 'proven').length
  return (
    <Paper
      file={t('receipts.file', { day })}
      footer={{ text: t('receipts.foot', { day: date(day), date: dateTime(now()) }), page: t('receipt.page') }}
      toolbar={
        <>
          <LinkButton to="/sync" kind="quiet" icon="arrow-left">
            {t('receipt.toSync')}
          </LinkButton>
          {days.length > 1 && (
            <Select
              label={t('receipts.day')}
              options={days.map((value) => ({ value, label: date(value) }))}
              value={day}
              onChange={(wanted) => setParams({ day: wanted })}
            />
          )}
          <Button kind="primary" icon="print" onClick={() => window.print()}>
            {t('receipt.print')}
          </Button>
        </>
      }
    >
      <p className={styles['administration']}>{headquarters.administration?.name}</p>
      <h1>{t('receipts.title', { day: date(day) })}</h1>
      <p className={styles['sentence']}>{t('receipts.sentence', { count: receipts.length })}</p>
      <TableRegion label={t('receipts.title', { day: date(day) })}>
        <table className={styles['table']}>
          <thead>
            <tr>
              <th scope="col">{t('receipt.officer')}</th>
              <th scope="col">{t('receipt.registration')}</th>
              <th scope="col">{t('receipt.date')}</th>
              <th scope="col" className={styles['number']}>
                {t('receipt.number')}
              </th>
            </tr>
          </thead>
          {inBatches(receipts).map((batch) => (
            <Batch key={batch[0].id} batch={batch} checks={checks} />
          ))}
        </table>
      </TableRegion>
      <dl className={styles['facts']}>
        <div>
          <dt>{t('receipt.key')}</dt>
          <dd className={classes(styles['mono'], styles['fingerprint'])}>{headquarters.fingerprint}</dd>
        </div>
      </dl>
      <p className={styles['verdict']}>
        {t('receipts.proven', { count: proven, of: integer(receipts.length), date: dateTime(now()) })}
      </p>
      <p className={styles['how']}>{t(sealed ? 'receipt.howSealed' : 'receipt.how')}</p>
      <div className={styles['boxes']}>
        <p className={styles['box']}>{t('receipts.boxAssessor')}</p>
        <p className={styles['box']}>{t('receipt.boxDirector')}</p>
      </div>
    </Paper>
  )
}

type OneBatch = readonly [HeldReceipt, ...HeldReceipt[]]

/** Receipts that headquarters gave under one signature: it is printed once, under the last of them. */
const inBatches = (receipts: readonly HeldReceipt[]): readonly OneBatch[] => {
  const batches = new Map<string, [HeldReceipt, ...HeldReceipt[]]>()
  for (const held of receipts) {
    const batch = batches.get(held.proof.signature)
    if (batch) batch.push(held)
    else batches.set(held.proof.signature, [held])
  }
  return [...batches.values()]
}

type BatchProps = { readonly batch: OneBatch; readonly checks: ReadonlyMap<string, ReceiptCheck> }

const Batch = ({ batch, checks }: BatchProps) => {
  const { t } = useTranslation('sync')
  const { integer } = useFigures()
  const [first] = batch
  return (
    <>
      {batch.map((held) => (
        <Entry key={held.id} held={held} check={checks.get(held.id)} />
      ))}
      <tbody>
        <tr className={styles['signed']}>
          <td colSpan={4}>
            {t('receipts.signatureOf', {
              from: integer(first.receipt.seq),
              to: integer((batch.at(-1) ?? first).receipt.seq),
            })}{' '}
            <span className={styles['mono']}>{first.proof.signature}</span>
          </td>
        </tr>
      </tbody>
    </>
  )
}

const Entry = ({ held, check }: { readonly held: HeldReceipt; readonly check: ReceiptCheck | undefined }) => {
  const { t } = useTranslation('sync')
  const { dateTime, integer } = useFigures()
  const { receipt, officer, registration } = held
  return (
    <tbody>
      <tr>
        <th scope="row">{officer || t('assessment')}</th>
        <td>{registration}</td>
        <td>{dateTime(receipt.time)}</td>
        <td className={styles['number']}>{integer(receipt.seq)}</td>
      </tr>
      <tr className={styles['proof']}>
        <td colSpan={4}>
          {t('receipt.hash')} <span className={styles['mono']}>{receipt.hash}</span>
          {check && check.check !== 'proven' && (
            <>
              <br />
              <strong>{t(`receipt.check.${checkName(check)}`)}</strong>
            </>
          )}
        </td>
      </tr>
    </tbody>
  )
}

import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useParams } from 'wouter'
import { entityKinds } from '../../../core/protocol/operation.ts'
import { useLive } from '../../app/context.tsx'
import { type OneRecord, oneRecordOf } from '../../app/one-record.ts'
import { receiptOf } from '../../app/receipts.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { LinkButton } from '../../ui/link-button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { useFigures } from '../../ui/number.ts'
import { Page } from '../../ui/page.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { ExportRecord } from './export-record.tsx'
import { idInAddress, settleAddress } from './record-address.ts'
import { RecordReceipt } from './record-receipt.tsx'
import { useStateWords } from './state-words.ts'
import styles from './sync.module.css'

/** One record: where it is, what proves it, what was refused of it and why, at `/sync/record/:kind/:id`. */
export const RecordPage = () => {
  const { kind = '', id: part = '' } = useParams<{ kind: string; id: string }>()
  const id = idInAddress(part)
  const known = entityKinds.find((one) => one === kind)
  const found = useLive(
    async (app) => ({
      record: known ? await oneRecordOf(app, known, id) : null,
      held: known === 'assessment' ? await receiptOf(app, id) : null,
    }),
    [known, id],
  )
  const { t } = useTranslation('sync')
  if (found?.record)
    return (
      <Record record={found.record}>
        {found.held && <RecordReceipt key={found.held.receipt.operation} held={found.held} />}
      </Record>
    )
  return (
    <Page title={t('record.title')}>
      {found ? (
        <EmptyState icon="search" title={t('record.none')} actions={<LinkButton to="/sync">{t('receipt.toSync')}</LinkButton>}>
          <p>{t('record.noneText')}</p>
        </EmptyState>
      ) : (
        <Skeleton shape="rows" count={5} />
      )}
    </Page>
  )
}

type Props = { readonly record: OneRecord; readonly children: ReactNode }

const Record = ({ record, children }: Props) => {
  const { t } = useTranslation('sync')
  const { kind, name, assignment, where, operations } = record
  const words = useStateWords()
  const settle = where?.state === 'conflict' ? settleAddress({ kind, id: record.id, assignment, about: where.about }) : undefined
  return (
    <Page
      title={name || t(`refused.kind.${kind}`)}
      eyebrow={t(`refused.kind.${kind}`)}
      lede={where && words(where)}
      actions={
        <>
          <LinkButton to="/sync" kind="quiet" icon="arrow-left">
            {t('receipt.toSync')}
          </LinkButton>
          {assignment && (
            <LinkButton to={`/assess/${assignment}/review`} icon="eye">
              {t('record.open')}
            </LinkButton>
          )}
        </>
      }
    >
      <div className={styles['parts']}>
        {where?.state === 'unknown' && (
          <Notice tone="info" title={t('unknown.title')}>
            {t('unknown.text')}
          </Notice>
        )}
        {settle && (
          <Notice
            tone="warning"
            title={t('record.toSettle')}
            actions={
              <LinkButton to={settle} icon="conflict">
                {t('disputed.settle')}
              </LinkButton>
            }
          >
            {t('record.toSettleText')}
          </Notice>
        )}
        {children}
        {operations.length > 0 ? <Operations record={record} /> : <p className={styles['about']}>{t('record.noWork')}</p>}
        {operations.length > 0 && <ExportRecord record={record} />}
      </div>
    </Page>
  )
}

const states = ['waiting', 'sending', 'unknown', 'received', 'refused'] as const

const Operations = ({ record: { operations } }: { readonly record: OneRecord }) => {
  const { t } = useTranslation('sync')
  const { dateTime } = useFigures()
  return (
    <section className={styles['part']} aria-labelledby="work">
      <h2 id="work">{t('record.work')}</h2>
      <ul className={styles['rows']}>
        {states.flatMap((state) => {
          const count = operations.filter((one) => one.state === state).length
          if (count === 0 || state === 'refused') return []
          return [
            <li key={state}>
              <span className={styles['name']}>{t('waiting.operations', { count })}</span>
              <span className={styles['about']}>{t(`record.state.${state}`)}</span>
            </li>,
          ]
        })}
        {operations.map(({ id, problem, time }) =>
          problem ? (
            <li key={id}>
              <span className={styles['name']}>{t('record.refusedAt', { date: time ? dateTime(time) : '' })}</span>
              <span className={styles['about']}>
                {t([`reason.${problem.problem}`, 'reason.unforeseen'], { ...problem.params })}
              </span>
            </li>
          ) : null,
        )}
      </ul>
    </section>
  )
}

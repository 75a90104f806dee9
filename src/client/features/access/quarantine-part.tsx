import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { type Apart, authorsIn, type Names, type Sending } from '../../app/quarantine.ts'
import { Button } from '../../ui/button.tsx'
import { useFigures } from '../../ui/number.ts'
import type { Question } from './admit-sheet.tsx'
import styles from './quarantine.module.css'

type Props = {
  readonly sending: Sending
  readonly names: Names
  readonly admit: (question: Question) => void
}

/** What one account sent from one tablet: who, from where, when, why it was refused, and what it is about. */
export const QuarantinePart = ({ sending, names, admit }: Props) => {
  const { t } = useTranslation('access')
  const { dateTime, list } = useFigures()
  const id = useId()
  const { sender, tablet, records, since, problem, fingerprint } = sending
  const isUnknown = problem === 'unknown-key'
  const unnamed = t(isUnknown ? 'quarantine.unknownKey' : 'quarantine.nobody')
  const who = names.people.get(sender?.person ?? '') ?? sender?.name ?? unnamed
  const authors = isUnknown ? authorsIn(sending).flatMap((one) => names.people.get(one) ?? []) : []
  const pieces = records.flatMap((record) => record.pieces)
  const told = [
    sender && t('quarantine.account', { name: sender.name }),
    tablet
      ? t('quarantine.tablet', { name: tablet.name, state: t(`quarantine.state.${tablet.state}`) })
      : t('quarantine.noTablet'),
    t('quarantine.received', { date: dateTime(since) }),
  ]
  return (
    <section className={styles['part']} aria-labelledby={id}>
      <div className={styles['head']}>
        <div className={styles['told']}>
          <h2 id={id}>{who}</h2>
          <p className={styles['under']}>{told.filter(Boolean).join(' · ')}</p>
          <p className={styles['why']}>{t(`quarantine.why.${problem}`)}</p>
          {fingerprint && <p className={styles['print']}>{t('quarantine.fingerprint', { key: fingerprint })}</p>}
          {authors.length > 0 && <p className={styles['under']}>{t('quarantine.says', { names: list(authors) })}</p>}
        </div>
        {records.length > 1 && (
          <Button
            kind="primary"
            aria-label={t('quarantine.admitAllNamed', { name: who, count: pieces.length })}
            onClick={() => admit({ who, pieces, isUnknown })}
          >
            {t('quarantine.admitAll')}
          </Button>
        )}
      </div>
      <ul className={styles['records']}>
        {records.map((record) => (
          <Record
            key={`${record.kind}:${record.entity}`}
            record={record}
            name={names.records.get(record.entity)}
            admit={() => admit({ who, pieces: record.pieces, isUnknown })}
          />
        ))}
      </ul>
    </section>
  )
}

type RecordProps = { readonly record: Apart; readonly name: string | undefined; readonly admit: () => void }

const Record = ({ record: { kind, pieces }, name, admit }: RecordProps) => {
  const { t } = useTranslation('access')
  const { dateTime } = useFigures()
  const [first] = pieces
  const what = [t(`quarantine.kind.${kind}`), name].filter(Boolean).join(' · ')
  const made = first ? dateTime(first.work.wall) : ''
  return (
    <li className={styles['record']}>
      <div>
        <p>{what}</p>
        <p className={styles['under']}>{t('quarantine.pieces', { count: pieces.length, date: made })}</p>
      </div>
      <Button aria-label={t('quarantine.admitNamed', { what, date: made })} onClick={admit}>
        {t('quarantine.admit')}
      </Button>
    </li>
  )
}

import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { AuditFound } from '../../../../core/protocol/access/audit.ts'
import type { Actors } from '../../../app/audit.ts'
import { useApp, useLive } from '../../../app/context.tsx'
import { noteExport, useOnPaper } from '../../../app/exports.ts'
import { Button } from '../../../ui/button.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { useFigures } from '../../../ui/number.ts'
import { usePageFooter } from '../../../ui/page-footer.ts'
import { saveFile } from '../../../ui/save-file.ts'
import { Skeleton } from '../../../ui/skeleton.tsx'
import type { Staff } from '../account-staff.ts'
import { EntryLine } from './entry-line.tsx'
import styles from './journal.module.css'
import { journalCsv } from './journal-csv.ts'
import { JournalHead, shortHash } from './journal-head.tsx'
import { namesFor } from './journal-names.ts'

type Props = {
  readonly found: AuditFound
  /** When it was read, in milliseconds since 1970. */
  readonly read: number
  readonly actors: Actors
  readonly staff: Staff
  readonly again: () => Promise<void>
  /** Somebody came here from another screenful. */
  readonly isTurned: boolean
  readonly older: (last: number) => void
  readonly newer: (() => void) | undefined
}

/** One screenful of the log, where the whole of it ends, and the ways out of it: to paper, to a file, to what came before. */
export const Screenful = ({ found: { entries, more, head }, read, actors, staff, again, isTurned, older, newer }: Props) => {
  const { t, i18n } = useTranslation('journal')
  const { integer, list, time, dateTime } = useFigures()
  const app = useApp()
  const names = useLive((one) => namesFor(one, entries, actors, staff), [entries, actors, staff])
  const title = useRef<HTMLHeadingElement>(null)
  const [first, last] = [entries[0]?.seq ?? 0, entries.at(-1)?.seq ?? 0]
  const ends = { n: integer(head.seq), hash: shortHash(head) }
  usePageFooter({ text: t('foot', { first, last, date: dateTime(read), ...ends }), page: t('page') })
  useOnPaper('audit', `audit/${last}-${first}`)
  useEffect(() => {
    if (isTurned) title.current?.focus()
  }, [isTurned])
  if (!names) return <Skeleton shape="rows" />
  const save = async (): Promise<void> => {
    await noteExport(app, { subject: 'audit', way: 'csv', about: [`audit/${last}-${first}`] })
    saveFile(
      `${t('file')}-${last}-${first}.csv`,
      journalCsv(entries, { t, names, list }, i18n.language),
      'text/csv;charset=utf-8',
    )
  }
  return (
    <section className={styles['screenful']} aria-labelledby="journal-range">
      <JournalHead head={head} />
      <div className={styles['deeds']}>
        <Button icon="sync" onClick={() => void again()}>
          {t('again')}
        </Button>
        {entries.length > 0 && (
          <>
            <Button icon="download" onClick={() => void save()}>
              {t('csv')}
            </Button>
            <Button icon="print" onClick={() => window.print()}>
              {t('print')}
            </Button>
          </>
        )}
      </div>
      <h2 id="journal-range" ref={title} tabIndex={-1} className={styles['range']}>
        {entries.length > 0 ? t('range', { first: integer(first), last: integer(last) }) : t('list')}
        <span className={styles['under']}>{t('read', { time: time(read) })}</span>
      </h2>
      {entries.length === 0 ? (
        <EmptyState icon="search" title={t('none')}>
          {t('noneDo')}
        </EmptyState>
      ) : (
        <ol className={styles['entries']}>
          {entries.map((entry) => (
            <EntryLine key={entry.seq} entry={entry} names={names} />
          ))}
        </ol>
      )}
      <div className={styles['turns']}>
        {newer && (
          <Button icon="arrow-left" onClick={newer}>
            {t('newer')}
          </Button>
        )}
        {more && (
          <Button iconAfter="arrow-right" onClick={() => older(last)}>
            {t('older')}
          </Button>
        )}
      </div>
    </section>
  )
}

import { useDeferredValue, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'wouter'
import type { Stage } from '../../../core/domain/assessment.ts'
import type { BoardEntry } from '../../app/board.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { useFigures } from '../../ui/number.ts'
import { SearchBox } from '../../ui/search-box.tsx'
import { Select } from '../../ui/select.tsx'
import styles from './board-list.module.css'
import { OfficerRow } from './officer-row.tsx'
import { fits } from './site-board.ts'

const stages: readonly Stage[] = ['to-do', 'under-way', 'to-sign', 'done']
const everywhere = '*'

/**
 * As many rows as a first screen can hold: they stand first. The other rows, and the order of the units in their closed list
 * (its collator is dear to make), follow while somebody already looks.
 */
const firstRows = 10

/** The officers in their four groups, narrowed by words and by unit. */
export const BoardList = ({ entries }: { readonly entries: readonly BoardEntry[] }) => {
  const { t } = useTranslation('assess')
  const { compare, integer } = useFigures()
  const [params, setParams] = useSearchParams()
  const [asked, setAsked] = useState('')
  const words = useDeferredValue(asked)
  const whole = useDeferredValue(true, false)
  const found = [...new Map(entries.map(({ assignment }) => [assignment.unit as string, assignment.snapshot.unitName]))]
  const units = whole ? found.sort((a, b) => compare(a[1], b[1])) : found
  const unit = units.some(([id]) => id === params.get('unit')) ? params.get('unit') : null
  const shown = entries.filter((entry) => fits(entry, words) && (unit === null || entry.assignment.unit === unit))
  const inOrder = stages.flatMap((stage) => shown.filter((entry) => entry.stage === stage))
  const drawn = whole ? inOrder : inOrder.slice(0, firstRows)
  const narrow = (wanted: string): void =>
    setParams((now) => {
      if (wanted === everywhere) now.delete('unit')
      else now.set('unit', wanted)
      return now
    })
  return (
    <>
      <div className={styles['filters']}>
        <SearchBox
          label={t('board.search')}
          value={asked}
          onChange={setAsked}
          found={t('board.found', { count: shown.length })}
        />
        {units.length > 1 && (
          <Select
            label={t('board.unit')}
            options={[{ value: everywhere, label: t('board.every-unit') }, ...units.map(([value, label]) => ({ value, label }))]}
            value={unit ?? everywhere}
            onChange={narrow}
          />
        )}
      </div>
      <nav className={styles['counts']} aria-label={t('board.groups')}>
        {stages.map((stage) => (
          <a key={stage} href={`#${stage}`}>
            <strong>{integer(shown.filter((entry) => entry.stage === stage).length)}</strong>{' '}
            {t(`stage.${stage}`, { count: shown.filter((entry) => entry.stage === stage).length })}
          </a>
        ))}
      </nav>
      {shown.length === 0 && (
        <EmptyState
          icon="search"
          title={t('board.nobody')}
          actions={
            <Button
              onClick={() => {
                setAsked('')
                narrow(everywhere)
              }}
            >
              {t('board.show-all')}
            </Button>
          }
        />
      )}
      {stages.map((stage) => (
        <StageGroup
          key={stage}
          stage={stage}
          count={shown.filter((entry) => entry.stage === stage).length}
          entries={drawn.filter((entry) => entry.stage === stage)}
        />
      ))}
    </>
  )
}

type GroupProps = { readonly stage: Stage; readonly count: number; readonly entries: readonly BoardEntry[] }

const StageGroup = ({ stage, count, entries }: GroupProps) => {
  const { t } = useTranslation('assess')
  const { integer } = useFigures()
  if (entries.length === 0) return null
  return (
    <section className={styles['group']} aria-labelledby={stage}>
      <h2 id={stage} className={styles['stage']}>
        {t(`stage.${stage}`, { count })} <span className={styles['count']}>{integer(count)}</span>
      </h2>
      <ul className={styles['rows']}>
        {entries.map((entry) => (
          <OfficerRow key={entry.assignment.id} entry={entry} />
        ))}
      </ul>
    </section>
  )
}

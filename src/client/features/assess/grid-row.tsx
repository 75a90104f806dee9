import { memo } from 'react'
import type { Rating } from '../../../core/domain/assessment.ts'
import type { Level } from '../../../core/domain/scale.ts'
import { classes } from '../../ui/classes.ts'
import styles from './grid-view.module.css'
import type { Opened } from './opened.ts'
import type { Line } from './sections.ts'
import { type Shown, sameShown } from './use-desk.ts'

/** The words that every row says: looked up once for all forty. */
export type RowWords = {
  readonly levels: readonly { readonly level: Level; readonly label: string }[]
  readonly required: string
  readonly notObserved: string
  readonly notApplicable: string
  readonly essential: string
  readonly commentDue: string
  readonly disputed: string
}

type Props = {
  readonly line: Line
  readonly name: string
  readonly words: RowWords
  readonly shown: Shown<Rating | null>
  readonly here: boolean
  readonly opened: Opened['what'] | undefined
  readonly commentDue: boolean
  /** Two answers stand: none is tapped away, they are settled in the row below. */
  readonly disputed: boolean
  readonly readOnly: boolean
  readonly onSay: (line: Line, rating: Rating | null) => void
  readonly onOpen: (opened: Opened) => void
}

/**
 * One competency across the levels. Drawn again only when what is said of it changes, and without a hook of its own: a tap
 * redraws one row of forty, and forty rows stand within a tenth of a second on a slow tablet.
 */
export const GridRow = memo(
  ({ line, name, words, shown, here, opened, commentDue, disputed, readOnly, onSay, onOpen }: Props) => {
    const { code, requirement } = line
    const rating = shown.value
    const applicable = rating?.kind !== 'not-applicable'
    const cell = (label: string, given: Rating, checked: boolean, required: boolean) => (
      <td key={label} className={cellClass(required, checked, shown.sureness)}>
        <label className={styles['cell']}>
          <input
            type="radio"
            name={code}
            checked={checked}
            disabled={readOnly && !checked}
            aria-label={required ? `${label}, ${words.required}` : label}
            onChange={readOnly ? undefined : () => onSay(line, given)}
            readOnly={readOnly}
          />
        </label>
      </td>
    )
    return (
      <tr className={here ? rowHere : styles['row']} data-here={here ? code : undefined}>
        <th scope="row" className={styles['name']}>
          <button
            type="button"
            className={styles['open']}
            aria-expanded={opened === 'anchors'}
            onClick={() => onOpen({ code, what: 'anchors' })}
          >
            {name}
            {requirement.essential && <span className={styles['essential']}> {words.essential}</span>}
            {disputed && <span className={styles['due']}> {words.disputed}</span>}
            {commentDue && <span className={styles['due']}> {words.commentDue}</span>}
          </button>
        </th>
        {words.levels.map(({ level, label }) =>
          cell(label, { kind: 'level', level }, rating?.kind === 'level' && rating.level === level, level === requirement.level),
        )}
        {cell(words.notObserved, { kind: 'not-observed' }, rating?.kind === 'not-observed', false)}
        <td>
          <button
            type="button"
            className={applicable ? styles['inapplicable'] : inapplicablePressed}
            aria-label={`${name}: ${words.notApplicable}`}
            aria-pressed={!applicable}
            aria-expanded={opened === 'reason'}
            disabled={readOnly}
            onClick={() => onOpen({ code, what: 'reason' })}
          >
            {applicable ? '…' : '–'}
          </button>
        </td>
      </tr>
    )
  },
  (one, other) =>
    sameShown(one.shown, other.shown) &&
    one.line === other.line &&
    one.words === other.words &&
    one.here === other.here &&
    one.opened === other.opened &&
    one.commentDue === other.commentDue &&
    one.disputed === other.disputed &&
    one.readOnly === other.readOnly &&
    one.onSay === other.onSay,
)

const rowHere = classes(styles['row'], styles['here'])
const inapplicablePressed = classes(styles['inapplicable'], styles['pressed'])

const cellClass = (required: boolean, checked: boolean, sureness: Shown<Rating | null>['sureness']): string | undefined =>
  required || checked ? classes(required && styles['required'], checked && styles[sureness]) : undefined

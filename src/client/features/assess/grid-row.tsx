import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Rating } from '../../../core/domain/assessment.ts'
import type { Scale } from '../../../core/domain/scale.ts'
import { textIn } from '../../../core/domain/text.ts'
import { classes } from '../../ui/classes.ts'
import { Icon } from '../../ui/icon.tsx'
import { nameOf } from './competency-head.tsx'
import styles from './grid-view.module.css'
import type { Opened } from './grid-view.tsx'
import type { Line } from './sections.ts'
import { type Shown, sameShown } from './use-desk.ts'

type Props = {
  readonly line: Line
  readonly scale: Scale
  readonly shown: Shown<Rating | null>
  readonly here: boolean
  readonly opened: Opened['what'] | undefined
  readonly commentDue: boolean
  readonly readOnly: boolean
  readonly onSay: (line: Line, rating: Rating | null) => void
  readonly onOpen: (opened: Opened) => void
}

/** One competency across the levels. Drawn again only when what is said of it changes: a tap redraws one row of forty. */
export const GridRow = memo(
  ({ line, scale, shown, here, opened, commentDue, readOnly, onSay, onOpen }: Props) => {
    const { t, i18n } = useTranslation('assess')
    const { code, requirement } = line
    const rating = shown.value
    const name = nameOf(line, i18n.language)
    return (
      <tr className={classes(styles['row'], here && styles['here'])} data-here={here ? code : undefined}>
        <th scope="row" className={styles['name']}>
          <button
            type="button"
            className={styles['open']}
            aria-expanded={opened === 'anchors'}
            onClick={() => onOpen({ code, what: 'anchors' })}
          >
            <span>
              {name}
              {requirement.essential && <span className={styles['essential']}> {t('grid.essential')}</span>}
              {commentDue && <span className={styles['due']}> {t('comment.due')}</span>}
            </span>
            <Icon name={opened === 'anchors' ? 'chevron-up' : 'chevron-down'} size={18} />
          </button>
        </th>
        {scale.levels.map(({ level, name: levelName }) => (
          <Choice
            key={level}
            name={code}
            label={`${level} ${textIn(levelName, i18n.language)}`}
            required={level === requirement.level}
            requiredWord={t('ladder.required')}
            checked={rating?.kind === 'level' && rating.level === level}
            sureness={shown.sureness}
            readOnly={readOnly}
            onChoose={() => onSay(line, { kind: 'level', level })}
          />
        ))}
        <Choice
          name={code}
          label={t('answer.not-observed')}
          checked={rating?.kind === 'not-observed'}
          sureness={shown.sureness}
          readOnly={readOnly}
          onChoose={() => onSay(line, { kind: 'not-observed' })}
        />
        <td>
          <button
            type="button"
            className={classes(styles['inapplicable'], rating?.kind === 'not-applicable' && styles['pressed'])}
            aria-label={`${name}: ${t('answer.not-applicable')}`}
            aria-pressed={rating?.kind === 'not-applicable'}
            aria-expanded={opened === 'reason'}
            disabled={readOnly}
            onClick={() => onOpen({ code, what: 'reason' })}
          >
            {rating?.kind === 'not-applicable' ? '–' : '…'}
          </button>
        </td>
      </tr>
    )
  },
  (one, other) =>
    sameShown(one.shown, other.shown) &&
    one.line === other.line &&
    one.here === other.here &&
    one.opened === other.opened &&
    one.commentDue === other.commentDue &&
    one.readOnly === other.readOnly &&
    one.onSay === other.onSay,
)

type ChoiceProps = {
  readonly name: string
  readonly label: string
  readonly required?: boolean
  readonly requiredWord?: string
  readonly checked: boolean
  readonly sureness: Shown<Rating | null>['sureness']
  readonly readOnly: boolean
  readonly onChoose: () => void
}

const Choice = ({ name, label, required, requiredWord, checked, sureness, readOnly, onChoose }: ChoiceProps) => (
  <td className={classes(required && styles['required'], checked && styles['chosen'], checked && styles[sureness])}>
    <label className={styles['cell']}>
      <input
        type="radio"
        name={name}
        checked={checked}
        disabled={readOnly && !checked}
        aria-label={required ? `${label}, ${requiredWord}` : label}
        onChange={() => !readOnly && onChoose()}
      />
      {required && (
        <span className={styles['mark']} aria-hidden="true">
          {requiredWord}
        </span>
      )}
    </label>
  </td>
)

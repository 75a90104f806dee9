import { useTranslation } from 'react-i18next'
import type { CompetencyCode } from '../../../core/domain/id.ts'
import type { Requirement, Weight } from '../../../core/domain/job.ts'
import type { Scale } from '../../../core/domain/scale.ts'
import { textIn } from '../../../core/domain/text.ts'
import { Button } from '../../ui/button.tsx'
import { classes } from '../../ui/classes.ts'
import type { DraftRow } from './description-draft.ts'
import styles from './people.module.css'

type Props = {
  readonly row: DraftRow
  readonly name: string
  readonly scale: Scale
  readonly change: (requirement: Requirement) => void
  readonly drop: (competency: CompetencyCode) => void
}

const weights: readonly Weight[] = [1, 2, 3, 4, 5]

/** One requirement as a line of native controls; its origin in words, since a change must be seen on paper too. */
export const RequirementEditor = ({ row: { requirement, origin }, name, scale, change, drop }: Props) => {
  const { t, i18n } = useTranslation('people')
  const { competency, level, weight, essential } = requirement
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>
        <select
          className={styles['bare']}
          aria-label={t('post.levelOf', { competency: name })}
          value={level}
          onChange={(event) => change({ ...requirement, level: Number(event.target.value) })}
        >
          {scale.levels.map((step) => (
            <option key={step.level} value={step.level}>
              {step.level} · {textIn(step.name, i18n.language)}
            </option>
          ))}
        </select>
      </td>
      <td>
        <select
          className={styles['bare']}
          aria-label={t('post.weightOf', { competency: name })}
          value={weight}
          onChange={(event) => change({ ...requirement, weight: Number(event.target.value) as Weight })}
        >
          {weights.map((value) => (
            <option key={value} value={value}>
              {value}
            </option>
          ))}
        </select>
      </td>
      <td>
        <label className={styles['tick']}>
          <input
            type="checkbox"
            aria-label={t('post.essentialOf', { competency: name })}
            checked={essential}
            onChange={(event) => change({ ...requirement, essential: event.target.checked })}
          />
        </label>
      </td>
      <td>
        <span className={classes(origin !== 'job' && styles['changed'])}>
          {t(origin === 'job' ? 'post.fromJob' : origin === 'added' ? 'post.added' : 'post.adjusted')}
        </span>
        {origin !== 'job' && (
          <Button
            kind="quiet"
            icon={origin === 'added' ? 'trash' : 'undo'}
            aria-label={t(origin === 'added' ? 'post.removeOf' : 'post.resetOf', { competency: name })}
            onClick={() => drop(competency)}
          >
            {t(origin === 'added' ? 'post.remove' : 'post.reset')}
          </Button>
        )}
      </td>
    </tr>
  )
}

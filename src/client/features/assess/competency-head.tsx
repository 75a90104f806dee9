import { useTranslation } from 'react-i18next'
import type { Scale } from '../../../core/domain/scale.ts'
import { textIn } from '../../../core/domain/text.ts'
import styles from './competency-panel.module.css'
import type { Line } from './sections.ts'

/** The name to show for a requirement: the dictionary's, or its bare code when the pack does not describe it. */
export const nameOf = ({ competency, code }: Pick<Line, 'competency' | 'code'>, language: string): string =>
  competency ? textIn(competency.name, language) : code

type Props = { readonly line: Line; readonly scale: Scale; readonly group: string | undefined }

/** What is to be judged, in one sentence, and what the post asks. */
export const CompetencyHead = ({ line, scale, group }: Props) => {
  const { t, i18n } = useTranslation('assess')
  const { requirement, competency } = line
  const required = scale.levels.find(({ level }) => level === requirement.level)
  return (
    <header className={styles['head']}>
      {group && <p className={styles['group']}>{group}</p>}
      <h2 className={styles['title']}>{nameOf(line, i18n.language)}</h2>
      {competency && <p className={styles['definition']}>{textIn(competency.definition, i18n.language)}</p>}
      <ul className={styles['facts']}>
        <li>
          {t('competency.required', {
            level: requirement.level,
            name: required ? textIn(required.name, i18n.language) : '',
          })}
        </li>
        <li>{t('competency.weight', { weight: requirement.weight })}</li>
        {requirement.essential && <li className={styles['essential']}>{t('competency.essential')}</li>}
      </ul>
    </header>
  )
}

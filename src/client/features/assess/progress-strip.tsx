import { useTranslation } from 'react-i18next'
import type { CompetencyCode } from '../../../core/domain/id.ts'
import { classes } from '../../ui/classes.ts'
import { Icon } from '../../ui/icon.tsx'
import { useFigures } from '../../ui/number.ts'
import { VisuallyHidden } from '../../ui/visually-hidden.tsx'
import styles from './progress-strip.module.css'
import type { RailMark } from './rail.tsx'
import type { Section } from './sections.ts'

type Props = {
  readonly sections: readonly Section[]
  readonly markOf: (code: CompetencyCode) => RailMark
  readonly current: CompetencyCode
  readonly place: number
  readonly total: number
  readonly onOpen: () => void
}

/** The rail where there is no room for it: one segment a competency, told apart by height and outline; opens the list. */
export const ProgressStrip = ({ sections, markOf, current, place, total, onOpen }: Props) => {
  const { t } = useTranslation('assess')
  const { integer } = useFigures()
  return (
    <button type="button" className={styles['strip']} aria-haspopup="dialog" onClick={onOpen}>
      <span className={styles['segments']} aria-hidden="true">
        {sections.map(({ group, lines }) => (
          <span key={group?.code ?? ''} className={styles['group']}>
            {lines.map(({ code }) => {
              const { state, failed, disputed } = markOf(code)
              return (
                <span
                  key={code}
                  className={classes(
                    styles['segment'],
                    styles[state],
                    failed && styles['failed'],
                    disputed && styles['disputed'],
                    code === current && styles['current'],
                  )}
                />
              )
            })}
          </span>
        ))}
      </span>
      <span className={styles['words']}>
        <VisuallyHidden>{t('strip.place', { n: integer(place), m: integer(total) })}</VisuallyHidden>
        {t('strip.list')}
        <Icon name="chevron-down" size={18} />
      </span>
    </button>
  )
}

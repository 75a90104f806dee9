import { useTranslation } from 'react-i18next'
import type { Gap } from '../../../core/domain/gap.ts'
import { GapSign } from '../../ui/gap-sign.tsx'
import styles from './list.module.css'
import type { Names } from './names.ts'

type Props = { readonly lines: readonly Gap[]; readonly names: Names }

const statuses = ['not-observed', 'unrated', 'not-applicable'] as const

/** Requirements without a level, apart from those with one and never as zero: what was not seen, not asked, not answered. */
export const OpenLines = ({ lines, names }: Props) => {
  const { t } = useTranslation('gaps')
  return statuses.map((status) => {
    const own = lines.filter((line) => line.status === status)
    if (own.length === 0) return null
    return (
      <div key={status} className={styles['part']}>
        <h3>{t(`open.${status}`, { count: own.length })}</h3>
        <p className={styles['note']}>{t(`open.consequence.${status}`)}</p>
        <ul className={styles['list']}>
          {own.map(({ requirement, rating }) => (
            <li key={requirement.competency}>
              <GapSign status={status} compact />
              <span>
                {names.competency(requirement.competency)}
                {requirement.essential && <strong> · {t('essential')}</strong>}
                {rating?.kind === 'not-applicable' && (
                  <span className={styles['words']}>{t('open.reason', { reason: rating.reason })}</span>
                )}
              </span>
            </li>
          ))}
        </ul>
      </div>
    )
  })
}

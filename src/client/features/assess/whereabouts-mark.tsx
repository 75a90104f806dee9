import { useTranslation } from 'react-i18next'
import type { Whereabouts } from '../../app/whereabouts.ts'
import { Icon, type IconName } from '../../ui/icon.tsx'
import { useFigures } from '../../ui/number.ts'
import styles from './whereabouts-mark.module.css'

const signs: Readonly<Record<Whereabouts['state'], IconName>> = {
  'only-here': 'tablet',
  sending: 'sync',
  unknown: 'cloud-off',
  'at-headquarters': 'check',
  refused: 'warning',
  conflict: 'conflict',
}

/** Where a piece of work is, in words with a sign. Nothing is said of work that does not exist yet. */
export const WhereaboutsMark = ({ whereabouts }: { readonly whereabouts: Whereabouts | undefined }) => {
  const { t } = useTranslation('assess')
  const { dateTime } = useFigures()
  if (!whereabouts) return null
  const { state } = whereabouts
  const words = (): string => {
    if (state === 'at-headquarters')
      return whereabouts.receipt
        ? t('where.at-headquarters', { date: dateTime(whereabouts.time), receipt: whereabouts.receipt.slice(0, 8) })
        : t('where.from-headquarters', { date: dateTime(whereabouts.time) })
    if (state === 'refused')
      return t('where.refused', { reason: t([`refusal.${whereabouts.problem.problem}`, 'refusal.unforeseen']) })
    if (state === 'conflict') return t(`where.${whereabouts.about}`, { count: whereabouts.fields })
    return t(`where.${state}`)
  }
  return (
    <p className={styles[state]}>
      <Icon name={signs[state]} size={18} />
      <span>{words()}</span>
    </p>
  )
}

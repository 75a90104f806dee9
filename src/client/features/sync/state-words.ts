import { useTranslation } from 'react-i18next'
import type { Whereabouts } from '../../app/whereabouts.ts'
import { useFigures } from '../../ui/number.ts'

/** Where a piece of work is, in one sentence. */
export const useStateWords = (): ((where: Whereabouts) => string) => {
  const { t } = useTranslation('sync')
  const { dateTime } = useFigures()
  return (where) => {
    switch (where.state) {
      case 'at-headquarters':
        return t(where.receipt ? 'state.received' : 'state.from-headquarters', { date: dateTime(where.time) })
      case 'refused':
        return t('state.refused')
      case 'conflict':
        return t(`disputed.${where.about}`, { count: where.fields })
      default:
        return t(`state.${where.state}`)
    }
  }
}

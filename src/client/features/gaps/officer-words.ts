import { useTranslation } from 'react-i18next'
import { due, readiness, type Tally } from '../../../core/domain/gap.ts'
import type { OfficerReport } from '../../../core/domain/report.ts'
import { useReportFigures } from './figures.ts'
import type { Names } from './names.ts'

/** « Satisfait 22 des 29 exigences notées ; 2 écarts essentiels ; 2 non observées. »: what was counted, all of it, in words. */
export const useSentence = (): ((sums: Tally) => string) => {
  const { t } = useTranslation('gaps')
  return (sums) => {
    if (sums.rated === 0) return t('sentence.none', { count: due(sums) })
    const parts = [
      t('sentence.met', { met: sums.met, count: sums.rated }),
      t('sentence.essential', { count: sums.essentialShortfalls }),
      sums.notObserved > 0 && t('sentence.notObserved', { count: sums.notObserved }),
      sums.unrated > 0 && t('sentence.unrated', { count: sums.unrated }),
      sums.notApplicable > 0 && t('sentence.notApplicable', { count: sums.notApplicable }),
    ]
    return `${parts.filter(Boolean).join(t('sentence.join'))}.`
  }
}

/** Why the figures allow, forbid or do not yet allow to say "ready". */
export const useVerdictReason = (): ((report: OfficerReport, readyFrom: number, names: Names) => string) => {
  const { t } = useTranslation('gaps')
  const { percent, percentUnder, list } = useReportFigures()
  return ({ verdict, lines, sums }, readyFrom, names) => {
    const figures = { readiness: percentUnder(readiness(sums), readyFrom), threshold: percent(readyFrom) }
    const named = (wanted: (line: OfficerReport['lines'][number]) => boolean): string =>
      list(lines.filter(wanted).map(({ requirement }) => names.competency(requirement.competency)))
    switch (verdict) {
      case 'ready':
        return t('why.ready', figures)
      case 'not-yet':
        return t('why.not-yet', figures)
      case 'vetoed': {
        const competencies = named(({ requirement, status }) => requirement.essential && status === 'shortfall')
        return t('why.vetoed', { ...figures, competencies, count: sums.essentialShortfalls })
      }
      case 'undetermined': {
        if (sums.rated === 0) return t('why.nothing')
        const isOpen = (status: string): boolean => status === 'unrated' || status === 'not-observed'
        const competencies = named(({ requirement, status }) => requirement.essential && isOpen(status))
        return competencies ? t('why.open', { competencies, count: sums.essentialOpen }) : t('why.nothing')
      }
    }
  }
}

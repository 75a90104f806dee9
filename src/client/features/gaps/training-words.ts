import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { CompetencyCode } from '../../../core/domain/id.ts'
import { textIn } from '../../../core/domain/text.ts'
import type { TrainingAction } from '../../../core/domain/training.ts'
import { useReportFigures } from './figures.ts'
import type { Names } from './names.ts'
import type { OfficerView } from './officer-view.ts'

export type TrainingWords = {
  readonly name: string
  /** Format, duration, language. */
  readonly facts: string
  /** Undefined when the course is to be had as the officer needs it. */
  readonly caution: string | undefined
  readonly serves: string
}

/** A training action in words, alike on the page and on the printed sheet. */
export const useTrainingWords = (view: OfficerView, names: Names): ((action: TrainingAction) => TrainingWords) => {
  const { t } = useTranslation('gaps')
  const { signed, list } = useReportFigures()
  const own = languageName(view.report.assignment.snapshot.language, names.language)
  const withGap = (code: CompetencyCode): string =>
    t('training.gap', { name: names.competency(code), gap: signed(view.gapByCompetency.get(code)?.gap) })
  return ({ course, language, inOwnLanguage, standsIn, serves }) => {
    const spoken = languageName(language, names.language)
    const only = course.languages.length === 1
    return {
      name: textIn(course.name, names.language),
      facts: [t(`training.format.${course.format}`), durationIn(t, course.minutes), t('training.in', { language: spoken })].join(
        ' · ',
      ),
      caution: standsIn
        ? t(`training.standsIn.${course.format}`, { language: own })
        : inOwnLanguage
          ? undefined
          : t(only ? 'training.only' : 'training.fallback', { language: spoken, own }),
      serves: t('training.serves', { competencies: list(serves.map(withGap)) }),
    }
  }
}

export const durationIn = (t: TFunction, minutes: number | undefined): string => {
  if (minutes === undefined) return t('training.noDuration')
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60]
  if (hours === 0) return t('training.minutes', { minutes: rest })
  return rest === 0
    ? t('training.hours', { hours })
    : t('training.hoursMinutes', { hours, minutes: String(rest).padStart(2, '0') })
}

export const languageName = (code: string, language: string): string =>
  new Intl.DisplayNames(language, { type: 'language' }).of(code) ?? code

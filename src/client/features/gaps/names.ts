import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { CompetencyCode, GroupCode, JobCode } from '../../../core/domain/id.ts'
import type { Pack } from '../../../core/domain/pack.ts'
import { highest } from '../../../core/domain/scale.ts'
import { textIn } from '../../../core/domain/text.ts'

/** The words of a pack in the reader's language, by code. A code that the pack does not know stands for itself. */
export type Names = {
  readonly language: string
  readonly competency: (code: CompetencyCode) => string
  readonly definition: (code: CompetencyCode) => string
  readonly groupOf: (code: CompetencyCode) => GroupCode | undefined
  readonly group: (code: GroupCode) => string
  readonly job: (code: JobCode) => string
  /** « 3 Avancé ». */
  readonly level: (level: number) => string
  /** The name alone: « Avancé ». */
  readonly levelName: (level: number) => string
  readonly groups: readonly GroupCode[]
  /** In the order of the dictionary. */
  readonly competencies: readonly CompetencyCode[]
  readonly highest: number
}

export const useNames = (pack: Pack): Names => {
  const { i18n } = useTranslation()
  return useMemo(() => namesIn(pack, i18n.language), [pack, i18n.language])
}

export const namesIn = (pack: Pack, language: string): Names => {
  const { scale, groups, competencies } = pack.framework
  const byCode = new Map(competencies.map((competency) => [competency.code, competency]))
  const groupNames = new Map(groups.map(({ code, name }) => [code, textIn(name, language)]))
  const jobNames = new Map(pack.jobs.map(({ code, name }) => [code, textIn(name, language)]))
  const levelNames = new Map(scale.levels.map(({ level, name }) => [level, textIn(name, language)]))
  const order = new Map(groups.map(({ code }, place) => [code, place]))
  return {
    language,
    competency: (code) => {
      const found = byCode.get(code)
      return found ? textIn(found.name, language) : code
    },
    definition: (code) => {
      const found = byCode.get(code)
      return found ? textIn(found.definition, language) : ''
    },
    groupOf: (code) => byCode.get(code)?.group,
    group: (code) => groupNames.get(code) ?? code,
    job: (code) => jobNames.get(code) ?? code,
    level: (level) => `${level} ${levelNames.get(level) ?? ''}`.trim(),
    levelName: (level) => levelNames.get(level) ?? String(level),
    groups: groups.map(({ code }) => code),
    competencies: [...competencies].sort((a, b) => (order.get(a.group) ?? 0) - (order.get(b.group) ?? 0)).map(({ code }) => code),
    highest: highest(scale),
  }
}

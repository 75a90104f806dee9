import { useTranslation } from 'react-i18next'
import type { CampaignId, CompetencyCode, JobCode } from '../../../core/domain/id.ts'
import type { Pack } from '../../../core/domain/pack.ts'
import { fullName } from '../../../core/domain/person.ts'
import { textIn } from '../../../core/domain/text.ts'
import { useLive } from '../../app/context.tsx'
import { campaignAt, packAt, people } from '../../app/read.ts'

/** The words behind the codes of a file, as far as this device has them. */
export type OwnNames = {
  readonly person: (id: string | null) => string | undefined
  readonly competency: (code: CompetencyCode) => string
  readonly job: (code: JobCode) => string
  readonly level: (level: number) => string
}

export const useOwnNames = (campaign: CampaignId | undefined): OwnNames => {
  const { i18n } = useTranslation()
  const known = useLive(
    async ({ database }) => {
      const found = campaign && (await campaignAt(database, campaign))
      return {
        pack: found && (await packAt(database, found.pack)),
        people: new Map<string, string>((await people(database)).map((person) => [person.id, fullName(person)])),
      }
    },
    [campaign],
  )
  return namesOf(known?.pack || undefined, known?.people ?? new Map(), i18n.language)
}

const namesOf = (pack: Pack | undefined, people: ReadonlyMap<string, string>, language: string): OwnNames => ({
  person: (id) => (id ? people.get(id) : undefined),
  competency: (code) => {
    const found = pack?.framework.competencies.find((one) => one.code === code)
    return found ? textIn(found.name, language) : code
  },
  job: (code) => {
    const found = pack?.jobs.find((one) => one.code === code)
    return found ? textIn(found.name, language) : code
  },
  level: (level) => {
    const found = pack?.framework.scale.levels.find((step) => step.level === level)
    return found ? `${level} ${textIn(found.name, language)}` : String(level)
  },
})

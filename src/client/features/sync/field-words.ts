import { useTranslation } from 'react-i18next'
import type { CampaignSettings } from '../../../core/domain/campaign.ts'
import type { Requirement } from '../../../core/domain/job.ts'
import type { Json } from '../../../core/protocol/json.ts'
import type { RowDispute } from '../../app/row-dispute.ts'
import { useFigures } from '../../ui/number.ts'

const known = new Set(
  'name country language demonstration content code parent site registration familyName givenName grade roles title unit job holder adjustments descriptionVersion opens closes pack officers assessors settings published outcome motive observations at home campaign'.split(
    ' ',
  ),
)

const days: ReadonlySet<string> = new Set(['opens', 'closes'])

/** What a field is called, and what a value of it says: names for people and places, never an id or a piece of JSON. */
export const useFieldWords = ({ names }: Pick<RowDispute, 'names'>) => {
  const { t } = useTranslation('settle')
  const { date, dateTime, percent, list } = useFigures()
  const named = (id: Json): string => names.get(String(id)) ?? String(id)

  const label = (field: string): string => (known.has(field) ? t(`field.${field}`) : t('field.other', { field }))

  const words = (field: string, value: Json): string => {
    if (value === null || value === '') return t(field === 'holder' ? 'row.none-of' : 'row.empty')
    if (typeof value === 'boolean') return t(value ? 'row.yes' : 'row.no')
    if (field === 'roles' && Array.isArray(value))
      return value.length > 0 ? list(value.map((role) => t(`people:role.${String(role)}`))) : t('row.empty')
    if (field === 'adjustments' && Array.isArray(value)) return adjusted(value as unknown as readonly Requirement[])
    if (Array.isArray(value)) return value.length > 0 ? list(value.map(named)) : t('row.none-of')
    if (field === 'settings') return rules(value as unknown as CampaignSettings)
    if (field === 'published') return t('row.published', { date: dateTime(String((value as { readonly at?: Json }).at ?? '')) })
    if (field === 'outcome') return t(`outcome.${String(value)}`)
    if (days.has(field)) return date(String(value))
    if (field === 'at') return dateTime(String(value))
    return typeof value === 'object' ? t('row.count', { count: Object.keys(value).length }) : named(value)
  }

  const adjusted = (requirements: readonly Requirement[]): string =>
    requirements.length === 0
      ? t('row.empty')
      : requirements
          .map(({ competency, level, weight, essential }) =>
            [t('row.adjustment', { competency: named(competency), level, weight }), essential && t('row.essential')]
              .filter(Boolean)
              .join(', '),
          )
          .join('\n')

  const rules = ({ commentFrom, readyFrom, observationDays }: CampaignSettings): string =>
    t('row.settings', {
      comment: commentFrom === null ? t('row.commentNever') : t('row.commentFrom', { count: commentFrom }),
      ready: percent(readyFrom),
      days: observationDays,
    })

  return { label, words }
}

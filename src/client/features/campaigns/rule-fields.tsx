import { useTranslation } from 'react-i18next'
import type { CampaignSettings } from '../../../core/domain/campaign.ts'
import { useFigures } from '../../ui/number.ts'
import { Select } from '../../ui/select.tsx'
import styles from './campaigns.module.css'
import type { DraftProps } from './draft-props.ts'
import { SavedField } from './saved-field.tsx'
import { Step } from './step.tsx'

type Props = DraftProps & { readonly levels: number }

const thresholds = [0.7, 0.75, 0.8, 0.85, 0.9, 0.95, 1]

/** The campaign's own rules, frozen with it. */
export const RuleFields = ({ campaign, save, levels }: Props) => {
  const { t } = useTranslation('campaigns')
  const { percent } = useFigures()
  const { settings } = campaign
  const set = (part: Partial<CampaignSettings>): Promise<void> => save({ settings: { ...settings, ...part } })
  const shares = [...new Set([...thresholds, settings.readyFrom])].sort((a, b) => a - b)
  return (
    <Step title={t('builder.settings')}>
      <div className={styles['fields']}>
        <Select
          label={t('builder.comment')}
          value={settings.commentFrom === null ? 'none' : String(settings.commentFrom)}
          onChange={(from) => void set({ commentFrom: from === 'none' ? null : Number(from) })}
          options={[
            ...Array.from({ length: Math.max(1, levels - 1) }, (_, place) => ({
              value: String(place + 1),
              label: t('builder.commentFrom', { count: place + 1 }),
            })),
            { value: 'none', label: t('builder.commentNone') },
          ]}
        />
        <Select
          label={t('builder.ready')}
          hint={t('builder.readyHint')}
          value={String(settings.readyFrom)}
          onChange={(share) => void set({ readyFrom: Number(share) })}
          options={shares.map((share) => ({ value: String(share), label: percent(share) }))}
        />
        <SavedField
          type="number"
          min={0}
          max={365}
          label={t('builder.observation')}
          hint={t('builder.observationHint')}
          value={String(settings.observationDays)}
          save={(days) => set({ observationDays: Math.min(365, Math.max(0, Math.round(Number(days)) || 0)) })}
        />
      </div>
    </Step>
  )
}

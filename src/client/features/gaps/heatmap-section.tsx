import { useTranslation } from 'react-i18next'
import { heatmap } from '../../../core/domain/heatmap.ts'
import type { CampaignReport } from '../../../core/domain/report.ts'
import { RadioGroup } from '../../ui/radio-group.tsx'
import { useReportAddress } from './address.ts'
import { HeatLegend } from './heat-legend.tsx'
import { HeatTable } from './heat-table.tsx'
import type { Names } from './names.ts'
import { Section } from './section.tsx'

type Props = { readonly report: CampaignReport; readonly names: Names }

/** Where the site stands: unit × competency. */
export const HeatmapSection = ({ report, names }: Props) => {
  const { t } = useTranslation('gaps')
  const { show, choose } = useReportAddress()
  const rows = heatmap(report, names.competencies)
  return (
    <Section title={t('heat.title')} lede={t('heat.lede')}>
      <RadioGroup
        inline
        legend={t('heat.show')}
        value={show}
        onChange={(value) => choose('show', value === 'gap' ? 'gap' : '')}
        options={[
          { value: 'coverage', label: t('figure.coverage') },
          { value: 'gap', label: t('figure.weightedGap') },
        ]}
      />
      <HeatTable report={report} rows={rows} names={names} show={show} />
      <HeatLegend show={show} />
    </Section>
  )
}

import { useTranslation } from 'react-i18next'
import type { CampaignReport } from '../../../core/domain/report.ts'
import { useLive } from '../../app/context.tsx'
import { ownPublished, type PublishedCampaign } from '../../app/own.ts'
import { Select } from '../../ui/select.tsx'
import { useReportAddress } from './address.ts'
import { useReportFigures } from './figures.ts'
import type { Names } from './names.ts'
import styles from './report-filters.module.css'

type Props = {
  /** The whole report, not the narrowed one: what there is to choose from. */
  readonly report: CampaignReport
  readonly names: Names
  /** A unit's own page does not ask for the unit. */
  readonly unitFixed?: boolean
  /** A competency's own page does not ask for the group. */
  readonly groupFixed?: boolean
}

/** Campaign, unit, job, group. Each choice stands in the address. */
export const ReportFilters = ({ report, names, unitFixed = false, groupFixed = false }: Props) => {
  const { t } = useTranslation('gaps')
  const { compare } = useReportFigures()
  const { unit, job, group, choose } = useReportAddress()
  const published = useLive(ownPublished) ?? []
  const all = (what: string) => ({ value: '', label: t(`filter.all.${what}`) })
  const jobs = [...new Set(report.officers.map(({ assignment }) => assignment.jobDescription.job))]
    .map((code) => ({ value: code as string, label: names.job(code) }))
    .sort((a, b) => compare(a.label, b.label))
  return (
    <div className={styles['filters']}>
      {published.length > 1 && (
        <Select
          label={t('filter.campaign')}
          value={report.campaign.id as string}
          onChange={(value) => choose('campaign', value)}
          options={campaignOptions(published)}
        />
      )}
      {!unitFixed && report.units.length > 1 && (
        <Select
          label={t('filter.unit')}
          value={(unit ?? '') as string}
          onChange={(value) => choose('unit', value)}
          options={[all('unit'), ...report.units.map(({ unit: value, name }) => ({ value: value as string, label: name }))]}
        />
      )}
      {jobs.length > 1 && (
        <Select
          label={t('filter.job')}
          value={(job ?? '') as string}
          onChange={(value) => choose('job', value)}
          options={[all('job'), ...jobs]}
        />
      )}
      {!groupFixed && (
        <Select
          label={t('filter.group')}
          value={(group ?? '') as string}
          onChange={(value) => choose('group', value)}
          options={[all('group'), ...names.groups.map((code) => ({ value: code as string, label: names.group(code) }))]}
        />
      )}
    </div>
  )
}

/** With the site, where the name alone could leave a reader to guess. */
const campaignOptions = (published: readonly PublishedCampaign[]) => {
  const names = new Set(published.map(({ campaign }) => campaign.name))
  const sites = new Set(published.map(({ campaign }) => campaign.site))
  const isNameEnough = sites.size === 1 && names.size === published.length
  return published.map(({ campaign: { id, name }, siteName }) => ({
    value: id as string,
    label: isNameEnough ? name : [name, siteName].filter(Boolean).join(' · '),
  }))
}

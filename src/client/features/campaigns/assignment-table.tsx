import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { stageOf } from '../../../core/domain/assessment.ts'
import type { Assignment } from '../../../core/domain/campaign.ts'
import { fullName, type Person } from '../../../core/domain/person.ts'
import type { CampaignWork } from '../../app/campaign-progress.ts'
import { useHasPlace } from '../../app/places.ts'
import { DataTable } from '../../ui/data-table.tsx'
import { useFigures } from '../../ui/number.ts'
import styles from './campaigns.module.css'

type Props = { readonly work: CampaignWork; readonly people: readonly Person[] }

/** Who is assessed, unit by unit: at which post, against which version of its description, by whom, and how far. */
export const AssignmentTable = ({ work, people }: Props) => {
  const { t } = useTranslation('campaigns')
  const { compare } = useFigures()
  const units = [...new Set(work.assignments.map(({ snapshot }) => snapshot.unitName))].sort(compare)
  return (
    <section className={styles['part']} aria-labelledby="assignments">
      <h2 id="assignments">{t('published.assignments')}</h2>
      {units.map((unit) => (
        <UnitTable
          key={unit}
          unit={unit}
          work={work}
          people={people}
          rows={work.assignments
            .filter(({ snapshot }) => snapshot.unitName === unit)
            .sort((a, b) => compare(fullName(a.snapshot), fullName(b.snapshot)))}
        />
      ))}
    </section>
  )
}

const UnitTable = ({ unit, work, people, rows }: Props & { readonly unit: string; readonly rows: readonly Assignment[] }) => {
  const { t } = useTranslation('campaigns')
  const { list } = useFigures()
  const opens = useHasPlace('assess')
  const names = new Map(people.map((person) => [person.id, fullName(person)]))
  const stage = ({ id, jobDescription }: Assignment) => stageOf(work.assessments.get(id), jobDescription.requirements)
  return (
    <DataTable
      caption={`${unit} · ${t('published.signed', { signed: rows.filter((row) => stage(row) === 'done').length, total: rows.length })}`}
      rows={rows}
      rowKey={({ id }) => id}
      columns={[
        {
          key: 'officer',
          head: t('published.officer'),
          names: true,
          cell: ({ id, snapshot }) => (opens ? <Link to={`/assess/${id}`}>{fullName(snapshot)}</Link> : fullName(snapshot)),
        },
        { key: 'post', head: t('published.post'), cell: ({ snapshot }) => snapshot.postTitle },
        {
          key: 'description',
          head: t('published.description'),
          cell: ({ jobDescription }) => t('published.version', { version: jobDescription.version }),
        },
        {
          key: 'assessor',
          head: t('published.assessor'),
          cell: ({ assessors }) => list(assessors.map((assessor) => names.get(assessor) ?? assessor)),
        },
        { key: 'state', head: t('published.state'), cell: (row) => t(`stage.${stage(row)}`) },
      ]}
    />
  )
}

import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'wouter'
import type { Competency } from '../../../core/domain/framework.ts'
import type { Pack } from '../../../core/domain/pack.ts'
import { textIn } from '../../../core/domain/text.ts'
import { DataTable } from '../../ui/data-table.tsx'
import { CourseTable } from './course-table.tsx'
import { LevelMark } from './level-mark.tsx'
import styles from './library.module.css'
import { Shelf, type Shown } from './shelf.tsx'

/** One competency: its levels with what can be observed, who needs it, and how it is learnt. */
export const CompetencyPage = () => {
  const { t } = useTranslation('library')
  const { competency: code } = useParams()
  const find = (pack: Pack): Competency | undefined => pack.framework.competencies.find((entry) => entry.code === code)
  return (
    <Shelf
      fallback={{ title: t('dictionary.title'), lede: t('competency.unknown') }}
      words={({ pack, language }) => {
        const found = find(pack)
        const group = pack.framework.groups.find((entry) => entry.code === found?.group)
        return (
          found && {
            title: textIn(found.name, language),
            eyebrow: [group && textIn(group.name, language), t(`kind.${found.kind}`)].filter(Boolean).join(' · '),
            lede: textIn(found.definition, language),
          }
        )
      }}
    >
      {(shown) => {
        const found = find(shown.pack)
        return found && <Entry competency={found} {...shown} />
      }}
    </Shelf>
  )
}

const Entry = ({ competency, pack, to, language }: Shown & { readonly competency: Competency }) => (
  <>
    <Levels competency={competency} pack={pack} language={language} />
    <Jobs competency={competency} pack={pack} to={to} language={language} />
    <Courses competency={competency} pack={pack} to={to} language={language} />
  </>
)

const Levels = ({ competency, pack, language }: Omit<Shown, 'to'> & { readonly competency: Competency }) => {
  const { t } = useTranslation('library')
  return (
    <section className={styles['part']} aria-labelledby="levels">
      <h2 id="levels">{t('competency.levels')}</h2>
      <ol className={styles['ladder']}>
        {pack.framework.scale.levels.map(({ level, name }) => {
          const described = competency.levels.find((entry) => entry.level === level)
          return (
            <li key={level}>
              <h3>
                <LevelMark level={level} name={textIn(name, language)} />
              </h3>
              {described ? (
                <ul>
                  {described.indicators.map((indicator) => (
                    <li key={textIn(indicator, language)}>{textIn(indicator, language)}</li>
                  ))}
                </ul>
              ) : (
                <p className={styles['none']}>{t('competency.undefined')}</p>
              )}
            </li>
          )
        })}
      </ol>
    </section>
  )
}

const Jobs = ({ competency, pack, to, language }: Shown & { readonly competency: Competency }) => {
  const { t } = useTranslation('library')
  const rows = pack.jobs.flatMap((job) =>
    job.requirements.filter((entry) => entry.competency === competency.code).map((requirement) => ({ job, requirement })),
  )
  const levelName = new Map(pack.framework.scale.levels.map((step) => [step.level, textIn(step.name, language)]))
  return (
    <section className={styles['part']}>
      <h2>{rows.length === 0 ? t('competency.noJobs') : t('competency.jobs', { count: rows.length })}</h2>
      {rows.length > 0 && (
        <DataTable
          caption={t('competency.jobs', { count: rows.length })}
          captionHidden
          rows={rows}
          rowKey={({ job }) => job.code}
          columns={[
            {
              key: 'job',
              head: t('job.job'),
              names: true,
              cell: ({ job }) => <Link to={to(`/library/catalogue/${job.code}`)}>{textIn(job.name, language)}</Link>,
            },
            {
              key: 'level',
              head: t('job.level'),
              cell: ({ requirement }) => <LevelMark level={requirement.level} name={levelName.get(requirement.level) ?? ''} />,
            },
            {
              key: 'weight',
              head: t('job.weight'),
              cell: ({ requirement }) => t('job.weightOf', { weight: requirement.weight }),
            },
            {
              key: 'essential',
              head: t('job.essential'),
              cell: ({ requirement }) => (requirement.essential ? t('job.essential') : ''),
            },
          ]}
        />
      )}
    </section>
  )
}

const Courses = ({ competency, pack, to, language }: Shown & { readonly competency: Competency }) => {
  const { t } = useTranslation('library')
  const courses = pack.courses.filter((course) => course.serves.some((tie) => tie.competency === competency.code))
  return (
    <section className={styles['part']}>
      <h2>{courses.length === 0 ? t('competency.noCourses') : t('competency.courses', { count: courses.length })}</h2>
      {courses.length > 0 && (
        <CourseTable
          caption={t('competency.courses', { count: courses.length })}
          courses={courses}
          pack={pack}
          to={to}
          language={language}
        />
      )}
    </section>
  )
}

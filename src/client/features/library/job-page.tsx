import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'wouter'
import type { Job, Requirement } from '../../../core/domain/job.ts'
import type { Pack } from '../../../core/domain/pack.ts'
import { type Text, textIn } from '../../../core/domain/text.ts'
import { TableRegion } from '../../ui/data-table.tsx'
import { LevelMark } from './level-mark.tsx'
import styles from './library.module.css'
import { Shelf, type Shown } from './shelf.tsx'

/** One generic job: what it is for, what it does, what it asks. */
export const JobPage = () => {
  const { t } = useTranslation('library')
  const { job: code } = useParams()
  const find = (pack: Pack): Job | undefined => pack.jobs.find((entry) => entry.code === code)
  return (
    <Shelf
      fallback={{ title: t('catalogue.title'), lede: t('job.unknown') }}
      words={({ pack, language }) => {
        const found = find(pack)
        const family = pack.families.find((entry) => entry.code === found?.family)
        const about = [family?.name, found?.domain, found?.grade].flatMap((text) => (text ? [textIn(text, language)] : []))
        return (
          found && {
            title: textIn(found.name, language),
            eyebrow: [...new Set(about)].join(' · '),
            lede: textIn(found.mission, language),
          }
        )
      }}
    >
      {(shown) => {
        const found = find(shown.pack)
        return found && <Entry job={found} {...shown} />
      }}
    </Shelf>
  )
}

const Entry = ({ job, ...shown }: Shown & { readonly job: Job }) => {
  const { t } = useTranslation('library')
  return (
    <>
      <p className={styles['code']}>{t('job.copyCode', { code: job.code })}</p>
      <div className={styles['columns']}>
        <Lines id="activities" title={t('job.activities')} texts={job.activities} language={shown.language} />
        <Lines id="results" title={t('job.results')} texts={job.results} language={shown.language} />
      </div>
      <Requirements job={job} {...shown} />
    </>
  )
}

const Lines = ({ id, title, texts, language }: { id: string; title: string; texts: readonly Text[]; language: string }) => (
  <section className={styles['part']} aria-labelledby={id}>
    <h2 id={id}>{title}</h2>
    <ul>
      {texts.map((text) => (
        <li key={textIn(text, language)}>{textIn(text, language)}</li>
      ))}
    </ul>
  </section>
)

/** One table for all groups, so that levels and weights stand under one another. */
const Requirements = ({ job, pack, to, language }: Shown & { readonly job: Job }) => {
  const { t } = useTranslation('library')
  const count = t('job.requirementsCount', {
    count: job.requirements.length,
    essential: job.requirements.filter((requirement) => requirement.essential).length,
  })
  const groupOf = new Map(pack.framework.competencies.map((entry) => [entry.code, entry.group]))
  return (
    <section className={styles['part']}>
      <h2>{t('job.requirements')}</h2>
      <p className={styles['none']}>{count}</p>
      <TableRegion label={t('job.requirements')}>
        <table className={styles['requirements']}>
          <thead>
            <tr>
              {(['competency', 'level', 'weight', 'essential'] as const).map((column) => (
                <th key={column} scope="col">
                  {t(`job.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          {pack.framework.groups.map((group) => {
            const rows = job.requirements.filter(({ competency }) => groupOf.get(competency) === group.code)
            return (
              rows.length > 0 && (
                <tbody key={group.code}>
                  <tr>
                    <th scope="rowgroup" colSpan={4} className={styles['rowgroup']}>
                      {textIn(group.name, language)}
                    </th>
                  </tr>
                  {rows.map((requirement) => (
                    <RequirementRow
                      key={requirement.competency}
                      requirement={requirement}
                      pack={pack}
                      to={to}
                      language={language}
                    />
                  ))}
                </tbody>
              )
            )
          })}
        </table>
      </TableRegion>
    </section>
  )
}

const RequirementRow = ({ requirement, pack, to, language }: Shown & { readonly requirement: Requirement }) => {
  const { t } = useTranslation('library')
  const { competency, level, weight, essential } = requirement
  const known = pack.framework.competencies.find((entry) => entry.code === competency)
  const step = pack.framework.scale.levels.find((entry) => entry.level === level)
  return (
    <tr>
      <th scope="row">
        <Link to={to(`/library/dictionary/${competency}`)}>{known ? textIn(known.name, language) : competency}</Link>
      </th>
      <td>
        <LevelMark level={level} name={step ? textIn(step.name, language) : ''} />
      </td>
      <td>{t('job.weightOf', { weight })}</td>
      <td>{essential ? t('job.essential') : ''}</td>
    </tr>
  )
}

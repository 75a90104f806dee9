import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CompetencyCode } from '../../../core/domain/id.ts'
import type { Job } from '../../../core/domain/job.ts'
import type { Pack } from '../../../core/domain/pack.ts'
import type { Post } from '../../../core/domain/person.ts'
import { lowest } from '../../../core/domain/scale.ts'
import { textIn } from '../../../core/domain/text.ts'
import { useApp } from '../../app/context.tsx'
import { adjustPost } from '../../app/posts.ts'
import { announce } from '../../ui/announce.tsx'
import { Button } from '../../ui/button.tsx'
import { TableRegion } from '../../ui/data-table.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Select } from '../../ui/select.tsx'
import { useDescriptionDraft } from './description-draft.ts'
import styles from './people.module.css'
import { RequirementEditor } from './requirement-editor.tsx'

type Props = { readonly post: Post; readonly job: Job; readonly pack: Pack }

/** Level, weight and essential of each requirement; others added from the dictionary. Saved as the next version. */
export const DescriptionEditor = ({ post, job, pack }: Props) => {
  const { t, i18n } = useTranslation('people')
  const app = useApp()
  const draft = useDescriptionDraft(post, job)
  const [problem, setProblem] = useState<string | null>(null)
  const version = post.descriptionVersion + 1
  const { competencies, scale } = pack.framework
  const asked = new Set(draft.rows.map(({ requirement }) => requirement.competency))

  const save = async (): Promise<void> => {
    const done = await adjustPost(app, post, draft.adjustments)
    if (done.ok) announce(t('post.saved', { version }))
    else setProblem(done.problem.problem)
  }
  const add = (code: string): void => {
    const competency = competencies.find((entry) => entry.code === code)
    if (competency) draft.add(competency.code, competency.levels[0]?.level ?? lowest(scale))
  }

  return (
    <div className={styles['editor']}>
      <TableRegion label={t('post.requirements')}>
        <table className={styles['requirements']}>
          <thead>
            <tr>
              {(['competency', 'level', 'weight', 'essential', 'state'] as const).map((column) => (
                <th key={column} scope="col">
                  {t(`post.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {draft.rows.map((row) => (
              <RequirementEditor
                key={row.requirement.competency}
                row={row}
                name={nameOf(pack, row.requirement.competency, i18n.language)}
                scale={scale}
                change={draft.change}
                drop={draft.drop}
              />
            ))}
          </tbody>
        </table>
      </TableRegion>
      <div className={styles['add']}>
        <Select
          key={draft.rows.length}
          label={t('post.add')}
          placeholder={t('post.addPlaceholder')}
          value={undefined}
          options={competencies
            .filter(({ code }) => !asked.has(code))
            .map(({ code, name }) => ({ value: code as string, label: textIn(name, i18n.language) }))}
          onChange={add}
        />
      </div>
      <p className={styles['about']}>{t('post.frozen')}</p>
      {problem && <Notice tone="danger" live title={t([`problem.${problem}`, 'problem.unforeseen'])} />}
      <div className={styles['deeds']}>
        <Button kind="primary" icon="check" disabled={!draft.isChanged} onClick={() => void save()}>
          {t('post.save', { version })}
        </Button>
        {draft.isChanged ? (
          <Button kind="quiet" icon="undo" onClick={draft.discard}>
            {t('post.discard')}
          </Button>
        ) : (
          <span className={styles['about']}>{t('post.unchanged')}</span>
        )}
      </div>
    </div>
  )
}

const nameOf = (pack: Pack, code: CompetencyCode, language: string): string => {
  const competency = pack.framework.competencies.find((entry) => entry.code === code)
  return competency ? textIn(competency.name, language) : code
}

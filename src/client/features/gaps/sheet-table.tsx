import { useTranslation } from 'react-i18next'
import type { Gap } from '../../../core/domain/gap.ts'
import { GapSign } from '../../ui/gap-sign.tsx'
import { noFigure, useReportFigures } from './figures.ts'
import styles from './individual-sheet-page.module.css'
import type { SheetPart } from './sheet-part.ts'

/** Required, held, gap, comment: by group, in the order of the job description, nothing left out. */
export const SheetTable = ({ sheet, view, names }: SheetPart) => {
  const { t } = useTranslation('gaps')
  return (
    <table className={styles['table']}>
      <thead>
        <tr>
          <th scope="col">{t('table.competency')}</th>
          <th scope="col">{t('sheet.weight')}</th>
          <th scope="col">{t('table.required')}</th>
          <th scope="col">{t('table.held')}</th>
          <th scope="col">{t('table.gap')}</th>
          <th scope="col">{t('table.comment')}</th>
        </tr>
      </thead>
      {view.groups.map(({ group, lines, sums }) => (
        <tbody key={group}>
          <tr className={styles['group']}>
            <th scope="rowgroup" colSpan={6}>
              {t('sheet.group', { group: names.group(group), met: sums.met, count: sums.rated })}
            </th>
          </tr>
          {lines.map((line) => (
            <SheetLine
              key={line.requirement.competency}
              line={line}
              names={names}
              comment={sheet.assessment.comments.get(line.requirement.competency)}
            />
          ))}
        </tbody>
      ))}
    </table>
  )
}

type LineProps = { readonly line: Gap; readonly names: SheetPart['names']; readonly comment: string | undefined }

const SheetLine = ({ line: { requirement, rating, status, assessed, gap }, names, comment }: LineProps) => {
  const { t } = useTranslation('gaps')
  const { integer } = useReportFigures()
  const reason = rating?.kind === 'not-applicable' ? t('open.reason', { reason: rating.reason }) : undefined
  return (
    <tr>
      <th scope="row">
        {names.competency(requirement.competency)}
        {requirement.essential && <strong> ({t('essential')})</strong>}
      </th>
      <td>{integer(requirement.weight)}</td>
      <td>{names.level(requirement.level)}</td>
      <td>{assessed === undefined ? noFigure : names.level(assessed)}</td>
      <td>
        <GapSign status={status} gap={gap} />
      </td>
      <td>{[reason, comment].filter(Boolean).join(' ')}</td>
    </tr>
  )
}

import { useTranslation } from 'react-i18next'
import { type Gap, gaps } from '../../../core/domain/gap.ts'
import { textIn } from '../../../core/domain/text.ts'
import type { Grid } from '../../app/work.ts'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { GapSign } from '../../ui/gap-sign.tsx'
import { nameOf } from './competency-head.tsx'
import styles from './review-page.module.css'
import { linesOf, sectionsOf } from './sections.ts'

/** Required and observed side by side: what the signature is put under. */
export const ReviewTable = ({ grid }: { readonly grid: Grid }) => {
  const { t, i18n } = useTranslation('assess')
  const { assessment, pack } = grid
  const ordered = linesOf(sectionsOf(grid))
  const rows = gaps(
    ordered.map(({ requirement }) => requirement),
    assessment.ratings,
  )
  const nameByCode = new Map(ordered.map((line) => [line.code, nameOf(line, i18n.language)]))
  const level = (rank: number | undefined): string => {
    const step = pack.framework.scale.levels.find((one) => one.level === rank)
    return step ? `${step.level} ${textIn(step.name, i18n.language)}` : '–'
  }
  const columns: readonly Column<Gap>[] = [
    {
      key: 'competency',
      head: t('grid.competency'),
      names: true,
      cell: ({ requirement }) => (
        <>
          {nameByCode.get(requirement.competency)}
          {requirement.essential && <span className={styles['essential']}> {t('grid.essential')}</span>}
        </>
      ),
    },
    { key: 'required', head: t('review.required'), cell: ({ requirement }) => level(requirement.level) },
    { key: 'observed', head: t('review.observed'), cell: ({ assessed }) => level(assessed) },
    { key: 'gap', head: t('review.gap'), cell: ({ status, gap }) => <GapSign status={status} gap={gap} /> },
  ]
  return (
    <section className={styles['section']}>
      <h2>{t('review.overview')}</h2>
      <p className={styles['note']}>{t('review.sign-rule')}</p>
      <DataTable
        caption={t('review.overview')}
        captionHidden
        columns={columns}
        rows={rows}
        rowKey={({ requirement }) => requirement.competency}
      />
    </section>
  )
}

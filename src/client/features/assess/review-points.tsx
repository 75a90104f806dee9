import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { type Gap, gaps } from '../../../core/domain/gap.ts'
import type { Grid } from '../../app/work.ts'
import { GapShape, type GapSignStatus } from '../../ui/gap-sign.tsx'
import { Notice } from '../../ui/notice.tsx'
import { useFigures } from '../../ui/number.ts'
import { nameOf } from './competency-head.tsx'
import styles from './review-page.module.css'
import { linesOf, sectionsOf } from './sections.ts'

const openKinds = ['unrated', 'not-observed', 'not-applicable'] as const

/** What has no level stands first, each kind with what follows from it; then what vetoes "ready" whatever the rest. */
export const ReviewPoints = ({ grid }: { readonly grid: Grid }) => {
  const { t } = useTranslation('assess')
  const { assignment, assessment } = grid
  const lines = gaps(assignment.jobDescription.requirements, assessment.ratings)
  const shortfalls = lines.filter(({ status, requirement }) => status === 'shortfall' && requirement.essential)
  const kinds = openKinds.map((kind) => ({ kind, found: lines.filter(({ status }) => status === kind) }))
  const all = kinds.every(({ found }) => found.length === 0)
  return (
    <section className={styles['section']} aria-labelledby="points">
      <h2 id="points">{t('review.points')}</h2>
      {all && <Notice tone="success" title={t('review.all-rated', { count: lines.length })} />}
      {kinds.map(({ kind, found }) => found.length > 0 && <Point key={kind} grid={grid} sign={kind} name={kind} found={found} />)}
      {shortfalls.length > 0 && <Point grid={grid} sign="shortfall" name="essential-shortfall" found={shortfalls} />}
    </section>
  )
}

type PointProps = {
  readonly grid: Grid
  readonly sign: GapSignStatus
  readonly name: (typeof openKinds)[number] | 'essential-shortfall'
  readonly found: readonly Gap[]
}

const Point = ({ grid, sign, name, found }: PointProps) => {
  const { t, i18n } = useTranslation('assess')
  const { integer } = useFigures()
  const lines = new Map(linesOf(sectionsOf(grid)).map((line) => [line.code, line]))
  const essential = found.filter(({ requirement }) => requirement.essential).length
  return (
    <div className={styles['point']}>
      <h3 className={styles['pointTitle']}>
        <GapShape status={sign} size={18} />
        {t(`point.${name}.title`, { count: found.length, n: integer(found.length) })}
      </h3>
      <p>
        {t(`point.${name}.consequence`)}
        {essential > 0 && (name === 'unrated' || name === 'not-observed') && <> {t('point.essential', { count: essential })}</>}
      </p>
      <ul className={styles['names']}>
        {found.map(({ requirement, rating }) => {
          const line = lines.get(requirement.competency)
          return (
            <li key={requirement.competency}>
              <Link to={`/assess/${grid.assignment.id}?at=${requirement.competency}`}>
                {line ? nameOf(line, i18n.language) : requirement.competency}
              </Link>
              {requirement.essential && name !== 'essential-shortfall' && <strong> {t('competency.essential')}</strong>}
              {rating?.kind === 'not-applicable' && ` — ${rating.reason}`}
            </li>
          )
        })}
      </ul>
    </div>
  )
}

import type { CSSProperties } from 'react'
import { useTranslation } from 'react-i18next'
import type { Gap } from '../../../core/domain/gap.ts'
import type { Pack } from '../../../core/domain/pack.ts'
import styles from './competency-levels.module.css'
import { useReportFigures } from './figures.ts'
import type { Names } from './names.ts'
import { Section } from './section.tsx'

type Props = { readonly lines: readonly Gap[]; readonly names: Names; readonly pack: Pack }

/** How many officers hold each level, against how many posts ask it. A table whose bars are drawn beside their numbers. */
export const CompetencyLevels = ({ lines, names, pack }: Props) => {
  const { t } = useTranslation('gaps')
  const { integer } = useReportFigures()
  const rated = lines.filter(({ assessed }) => assessed !== undefined)
  const rows = [...pack.framework.scale.levels].reverse().map(({ level }) => ({
    level,
    held: rated.filter(({ assessed }) => assessed === level).length,
    asked: rated.filter(({ requirement }) => requirement.level === level).length,
  }))
  const most = Math.max(1, ...rows.flatMap(({ held, asked }) => [held, asked]))
  const bar = (count: number, kind: 'held' | 'asked') => (
    <td>
      <span
        className={count > 0 ? styles[kind] : styles['nobody']}
        style={{ '--share': `${(count / most) * 100}%` } as CSSProperties}
      >
        {integer(count)}
      </span>
    </td>
  )
  if (rated.length === 0) return null
  return (
    <Section title={t('levels.title')}>
      <table className={styles['levels']}>
        <caption>{t('levels.caption', { count: rated.length })}</caption>
        <thead>
          <tr>
            <th scope="col">{t('levels.level')}</th>
            <th scope="col">{t('levels.held')}</th>
            <th scope="col">{t('levels.asked')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ level, held, asked }) => (
            <tr key={level}>
              <th scope="row">{names.level(level)}</th>
              {bar(held, 'held')}
              {bar(asked, 'asked')}
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  )
}

import { type CSSProperties, memo, useCallback, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Scale } from '../../../core/domain/scale.ts'
import { textIn } from '../../../core/domain/text.ts'
import type { Grid } from '../../app/work.ts'
import { ratingKey } from './change.ts'
import { nameOf } from './competency-head.tsx'
import { conflictsAt, isDisputed } from './disputed.tsx'
import { GridExtra } from './grid-extra.tsx'
import { GridRow, type RowWords } from './grid-row.tsx'
import styles from './grid-view.module.css'
import type { Opened } from './opened.ts'
import { StateSign } from './state-sign.tsx'
import { shownComment, shownRating } from './use-desk.ts'
import type { Scoring } from './use-scoring.ts'

type Props = { readonly grid: Grid; readonly work: Scoring }

/** The whole grid at once, for who knows the dictionary: competencies by levels, the required cell marked. */
export const GridView = ({ grid, work }: Props) => {
  const { t, i18n } = useTranslation('assess')
  const [opened, setOpened] = useState<Opened | undefined>()
  const { scale } = grid.pack.framework
  const { desk, state, line: current, say } = work
  const readOnly = grid.assessment.state === 'signed'
  const open = useCallback(
    (wanted: Opened): void => setOpened((now) => (now?.code === wanted.code && now.what === wanted.what ? undefined : wanted)),
    [],
  )
  const close = useCallback(() => setOpened(undefined), [])
  const words = useRowWords(scale)
  return (
    <div className={styles['region']}>
      <table
        className={styles['grid']}
        style={{ '--required': `"${words.required}"`, '--cells': scale.levels.length + 2 } as CSSProperties}
      >
        <caption className={styles['caption']}>{t('grid.caption')}</caption>
        <Head scale={scale} language={i18n.language} />
        {work.sections.map(({ group, lines }) => (
          <tbody key={group?.code ?? ''}>
            <tr className={styles['groupRow']}>
              <th className={styles['group']} colSpan={scale.levels.length + 3} scope="colgroup">
                {group ? textIn(group.name, i18n.language) : t('rail.others')}
              </th>
            </tr>
            {lines.map((line) => {
              const shown = shownRating(state, grid.assessment, line.code)
              const disputed = conflictsAt(grid, line.code).length > 0
              const openedHere = opened?.code === line.code ? opened.what : undefined
              return [
                <GridRow
                  key={line.code}
                  line={line}
                  name={nameOf(line, i18n.language)}
                  words={words}
                  shown={shown}
                  here={line.code === current?.code}
                  opened={openedHere}
                  commentDue={work.due.has(line.code) && !readOnly}
                  disputed={disputed}
                  readOnly={readOnly || isDisputed(grid, ratingKey(line.code))}
                  onSay={say}
                  onOpen={open}
                />,
                (openedHere || disputed || shown.problem || shownComment(state, grid.assessment, line.code).problem) && (
                  <GridExtra
                    key={`${line.code}-extra`}
                    grid={grid}
                    desk={desk}
                    state={state}
                    line={line}
                    opened={openedHere}
                    onSay={say}
                    onClose={close}
                  />
                ),
              ]
            })}
          </tbody>
        ))}
      </table>
    </div>
  )
}

const useRowWords = (scale: Scale): RowWords => {
  const { t, i18n } = useTranslation('assess')
  const { language } = i18n
  return useMemo(
    () => ({
      levels: scale.levels.map(({ level, name }) => ({ level, label: `${level} ${textIn(name, language)}` })),
      required: t('ladder.required'),
      notObserved: t('answer.not-observed'),
      notApplicable: t('answer.not-applicable'),
      essential: t('grid.essential'),
      commentDue: t('comment.due'),
      disputed: t('conflict.mark'),
    }),
    [scale, t, language],
  )
}

type HeadProps = { readonly scale: Scale; readonly language: string }

const Head = memo(({ scale, language }: HeadProps) => {
  const { t } = useTranslation('assess')
  return (
    <thead>
      <tr>
        <th scope="col">{t('grid.competency')}</th>
        {scale.levels.map(({ level, name }) => (
          <th key={level} scope="col" className={styles['level']}>
            <span className={styles['rank']}>{level}</span> {textIn(name, language)}
          </th>
        ))}
        <th scope="col" className={styles['level']}>
          <StateSign state="not-observed" /> {t('answer.not-observed')}
        </th>
        <th scope="col" className={styles['level']}>
          <StateSign state="not-applicable" /> {t('ui:gap.not-applicable')}
        </th>
      </tr>
    </thead>
  )
})

import { memo, useLayoutEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { CompetencyCode } from '../../../core/domain/id.ts'
import { textIn } from '../../../core/domain/text.ts'
import { Icon } from '../../ui/icon.tsx'
import { VisuallyHidden } from '../../ui/visually-hidden.tsx'
import { nameOf } from './competency-head.tsx'
import styles from './rail.module.css'
import type { Section } from './sections.ts'
import { type RatingState, StateSign } from './state-sign.tsx'

/** What the rail shows of a competency: what was said of it, and whether it waits for a hand. */
export type RailMark = {
  readonly state: RatingState
  readonly failed: boolean
  readonly commentDue: boolean
  readonly disputed: boolean
}

type Props = {
  readonly sections: readonly Section[]
  readonly markOf: (code: CompetencyCode) => RailMark
  readonly current: CompetencyCode | undefined
  readonly onGo: (code: CompetencyCode) => void
}

/** Every competency by group, what was said of each, and where one is. */
export const Rail = ({ sections, markOf, current, onGo }: Props) => {
  const { t, i18n } = useTranslation('assess')
  const nav = useRef<HTMLElement>(null)
  useLayoutEffect(() => {
    if (current) keepInView(nav.current)
  }, [current])
  return (
    <nav ref={nav} className={styles['rail']} aria-label={t('rail.label')}>
      {sections.map(({ group, lines }) => (
        <section key={group?.code ?? ''} className={styles['section']}>
          <h2 className={styles['group']}>{group ? textIn(group.name, i18n.language) : t('rail.others')}</h2>
          <ul className={styles['list']}>
            {lines.map((line) => {
              const { state, failed, commentDue, disputed } = markOf(line.code)
              return (
                <li key={line.code}>
                  <RailItem
                    code={line.code}
                    name={nameOf(line, i18n.language)}
                    state={state}
                    failed={failed}
                    commentDue={commentDue}
                    disputed={disputed}
                    current={line.code === current}
                    onGo={onGo}
                  />
                </li>
              )
            })}
          </ul>
        </section>
      ))}
    </nav>
  )
}

type ItemProps = RailMark & {
  readonly code: CompetencyCode
  readonly name: string
  readonly current: boolean
  readonly onGo: (code: CompetencyCode) => void
}

const RailItem = memo(({ code, name, state, failed, commentDue, disputed, current, onGo }: ItemProps) => {
  const { t } = useTranslation('assess')
  return (
    <button type="button" className={styles['item']} aria-current={current ? 'step' : undefined} onClick={() => onGo(code)}>
      <StateSign state={state} />
      <span className={styles['name']}>{name}</span>
      <VisuallyHidden>
        {', '}
        {t(`state.${state}`)}
      </VisuallyHidden>
      {failed && <Flagged icon="warning" words={t('sureness.failed')} tone="failed" />}
      {disputed && <Flagged icon="conflict" words={t('conflict.mark')} tone="due" />}
      {commentDue && !failed && !disputed && <Flagged icon="comment" words={t('comment.due')} tone="due" />}
    </button>
  )
})

const Flagged = ({ icon, words, tone }: { icon: 'warning' | 'comment' | 'conflict'; words: string; tone: 'failed' | 'due' }) => (
  <span className={styles[tone]} title={words}>
    <Icon name={icon} size={18} />
    <VisuallyHidden>, {words}</VisuallyHidden>
  </span>
)

/** Scrolls the rail alone: the page under the assessor's hand does not move. */
const keepInView = (rail: HTMLElement | null): void => {
  const item = rail?.querySelector<HTMLElement>('[aria-current]')
  if (!rail || !item) return
  const top = item.offsetTop - rail.offsetTop
  const room = rail.clientHeight
  if (top < rail.scrollTop + 48) rail.scrollTop = top - 96
  else if (top + item.offsetHeight > rail.scrollTop + room - 48) rail.scrollTop = top + item.offsetHeight - room + 96
}

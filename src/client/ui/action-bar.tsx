import type { ReactNode } from 'react'
import styles from './action-bar.module.css'

type Props = {
  /** At the start: back, previous. */
  readonly start?: ReactNode
  /** Between: what stays quiet, such as *undo*. */
  readonly middle?: ReactNode
  /** At the end: the main action, or next. */
  readonly end?: ReactNode
}

/** The main actions of a screen under the thumbs of both hands. Sticks to the bottom, above whatever the frame holds there. */
export const ActionBar = ({ start, middle, end }: Props) => (
  <div className={styles['bar']} data-action-bar>
    <div className={styles['part']}>{start}</div>
    <div className={styles['part']}>{middle}</div>
    <div className={styles['part']}>{end}</div>
  </div>
)

import type { Rating } from '../../../core/domain/assessment.ts'
import styles from './state-sign.module.css'

export type RatingState = 'rated' | 'not-observed' | 'not-applicable' | 'unrated'

export const stateOf = (rating: Rating | null): RatingState =>
  rating === null ? 'unrated' : rating.kind === 'level' ? 'rated' : rating.kind

const shapes: Readonly<Record<RatingState, string>> = {
  rated: 'M8 1.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM4.8 8.2 7 10.4 11.2 5.8',
  'not-observed': 'M8 1.8 14.2 8 8 14.2 1.8 8z',
  'not-applicable': 'M2.5 8h11',
  unrated: 'M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2z',
}

/** What was said of a requirement, as a shape: a filled disc with a tick, a diamond, a dash, an empty ring. The word stands beside it. */
export const StateSign = ({ state }: { readonly state: RatingState }) => (
  <svg className={styles[state]} viewBox="0 0 16 16" width={16} height={16} aria-hidden="true" focusable="false">
    <path d={shapes[state]} />
  </svg>
)

import styles from './library.module.css'

/** A level is never a bare number: its rank and its name together. */
export const LevelMark = ({ level, name }: { readonly level: number; readonly name: string }) => (
  <span className={styles['level']}>
    <span className={styles['rank']}>{level}</span> {name}
  </span>
)

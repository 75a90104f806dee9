import type { ReactNode } from 'react'
import { classes } from './classes.ts'
import styles from './data-table.module.css'

/** What scrolls must be reached by the keyboard too, and not every browser sees to that by itself. */
const reachable = { tabIndex: 0 }

type RegionProps = {
  /** Names the scrolling part for ears. */
  readonly label: string
  /** Scrolls inside a limited height, so that the head stays in view. Without it the page scrolls. */
  readonly tall?: boolean | undefined
  readonly children: ReactNode
}

/** A part that scrolls sideways by itself and can be reached by the keyboard. For tables that draw themselves. */
export const TableRegion = ({ label, tall = false, children }: RegionProps) => (
  <section className={classes(styles['region'], tall && styles['tall'])} aria-label={label} {...reachable}>
    {children}
  </section>
)

export type Column<Row> = {
  readonly key: string
  readonly head: ReactNode
  readonly cell: (row: Row) => ReactNode
  /** Figures align at the end, with equal digits. */
  readonly numeric?: boolean
  /** The cell that names its row; it stays in view when the table scrolls sideways. */
  readonly names?: boolean
}

type Props<Row> = {
  readonly caption: string
  readonly captionHidden?: boolean | undefined
  readonly columns: readonly Column<Row>[]
  readonly rows: readonly Row[]
  readonly rowKey: (row: Row) => string
  /** In place of rows when there are none. */
  readonly empty?: ReactNode
  readonly tall?: boolean | undefined
}

/** A real table: caption, column heads, a head for each row, hairlines. */
export const DataTable = <Row,>({ caption, captionHidden, columns, rows, rowKey, empty, tall }: Props<Row>) => (
  <TableRegion label={caption} tall={tall}>
    <table className={styles['table']}>
      <caption className={classes(styles['caption'], captionHidden && styles['captionHidden'])}>{caption}</caption>
      <thead>
        <tr>
          {columns.map((column) => (
            <th
              key={column.key}
              scope="col"
              className={classes(column.numeric && styles['numeric'], column.names && styles['names'])}
            >
              {column.head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={rowKey(row)}>
            {columns.map((column) =>
              column.names ? (
                <th key={column.key} scope="row" className={styles['names']}>
                  {column.cell(row)}
                </th>
              ) : (
                <td key={column.key} className={classes(column.numeric && styles['numeric'])}>
                  {column.cell(row)}
                </td>
              ),
            )}
          </tr>
        ))}
        {rows.length === 0 && (
          <tr>
            <td colSpan={columns.length} className={styles['empty']}>
              {empty}
            </td>
          </tr>
        )}
      </tbody>
    </table>
  </TableRegion>
)

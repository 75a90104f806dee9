import { useTranslation } from 'react-i18next'
import { useReportFigures } from './figures.ts'
import styles from './group-radar.module.css'

export type RadarAxis = {
  readonly code: string
  readonly name: string
  readonly required: number
  readonly assessed: number
}

type Point = { readonly x: number; readonly y: number }

type Drawing = {
  readonly width: number
  readonly height: number
  readonly radius: number
  readonly line: number
  readonly wrap: number
}

/** In pixels at full size. The sheet's is drawn for 82 mm of paper, where letters may not shrink with it. */
const drawings: { readonly [place in 'screen' | 'sheet']: Drawing } = {
  screen: { width: 480, height: 360, radius: 112, line: 17, wrap: 18 },
  sheet: { width: 390, height: 260, radius: 70, line: 15, wrap: 14 },
}

type Props = {
  readonly axes: readonly RadarAxis[]
  readonly highest: number
  readonly place?: 'screen' | 'sheet'
}

/** Required against assessed, one axis a group. The outline says required, the filled shape what is held: never colour alone. */
export const GroupRadar = ({ axes, highest, place = 'screen' }: Props) => {
  const drawing = drawings[place]
  const { width, height, radius } = drawing
  const centre: Point = { x: width / 2, y: height / 2 }
  const { t } = useTranslation('gaps')
  const { decimal } = useReportFigures()
  const at = (axis: number, level: number): Point => {
    const angle = (axis / axes.length) * 2 * Math.PI - Math.PI / 2
    const reach = (level / highest) * radius
    return { x: centre.x + Math.cos(angle) * reach, y: centre.y + Math.sin(angle) * reach }
  }
  const shape = (levelOf: (axis: RadarAxis) => number): string =>
    axes.map((axis, index) => pair(at(index, levelOf(axis)))).join(' ')
  const rings = Array.from({ length: highest }, (_, index) => index + 1)
  const label = axes
    .map(({ name, required, assessed }) => t('radar.axis', { name, required: decimal(required), assessed: decimal(assessed) }))
    .join(' ')
  return (
    <figure className={styles['figure']}>
      <svg className={styles[place]} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={`${t('radar.label')} ${label}`}>
        {rings.map((ring) => (
          <polygon key={ring} className={styles['ring']} points={shape(() => ring)} />
        ))}
        {axes.map(({ code }, index) => {
          const end = at(index, highest)
          return <line key={code} className={styles['ring']} x1={centre.x} y1={centre.y} x2={end.x} y2={end.y} />
        })}
        <polygon className={styles['held']} points={shape(({ assessed }) => assessed)} />
        <polygon className={styles['required']} points={shape(({ required }) => required)} />
        {axes.map(({ code, assessed }, index) => {
          const { x, y } = at(index, assessed)
          return <circle key={code} className={styles['dot']} cx={x} cy={y} r="4.5" />
        })}
        {rings.map((ring) => (
          <text key={ring} className={styles['rank']} x={centre.x + 5} y={centre.y - (ring / highest) * radius - 3}>
            {ring}
          </text>
        ))}
        {axes.map((axis, index) => (
          <AxisName
            key={axis.code}
            axis={axis}
            drawing={drawing}
            at={at(index, highest * 1.14)}
            values={`${decimal(axis.assessed)} / ${decimal(axis.required)}`}
          />
        ))}
      </svg>
      <figcaption className={styles['legend']}>
        <span className={styles['heldKey']}>{t('radar.held')}</span>
        <span className={styles['requiredKey']}>{t('radar.required')}</span>
      </figcaption>
    </figure>
  )
}

const pair = ({ x, y }: Point): string => `${x.toFixed(1)},${y.toFixed(1)}`

type NameProps = { readonly axis: RadarAxis; readonly drawing: Drawing; readonly at: Point; readonly values: string }

const AxisName = ({ axis, drawing: { width, height, radius, line, wrap }, at, values }: NameProps) => {
  const lines = [...wrapped(axis.name, wrap), values]
  const [aside, down] = [at.x - width / 2, at.y - height / 2]
  const anchor = Math.abs(aside) < 12 ? 'middle' : aside > 0 ? 'start' : 'end'
  const rise = down < -radius / 2 ? lines.length - 1 : down > radius / 2 ? -0.6 : (lines.length - 2) / 2
  const top = at.y - rise * line
  return (
    <text className={styles['name']} textAnchor={anchor} y={top}>
      {lines.map((words, index) => (
        <tspan key={words} className={index === lines.length - 1 ? styles['values'] : undefined} x={at.x} y={top + index * line}>
          {words}
        </tspan>
      ))}
    </text>
  )
}

/** Breaks a name between words so that no line is much longer than `most` characters. */
const wrapped = (name: string, most: number): readonly string[] => {
  const lines: string[] = []
  for (const word of name.split(' ')) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + word.length < most) lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  return lines
}

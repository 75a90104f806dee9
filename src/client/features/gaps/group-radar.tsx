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

/** Drawn so that its letters keep 12 px on a phone and on 96 mm of paper; a wide screen enlarges it. */
const width = 390
const height = 270
const radius = 92
const lineHeight = 15
const lineLength = 14
const centre: Point = { x: width / 2, y: height / 2 }

type Props = {
  readonly axes: readonly RadarAxis[]
  readonly highest: number
}

/** Required against assessed, one axis a group. The outline says required, the filled shape what is held: never colour alone. */
export const GroupRadar = ({ axes, highest }: Props) => {
  const { t } = useTranslation('gaps')
  const { decimal } = useReportFigures()
  // No axis may lie flat: names beside the drawing would leave it no room.
  const turn = axes.length % 2 === 0 ? Math.PI / axes.length : 0
  const at = (axis: number, level: number): Point => {
    const angle = (axis / axes.length) * 2 * Math.PI - Math.PI / 2 + turn
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
      <svg className={styles['radar']} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={`${t('radar.label')} ${label}`}>
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
        {rings.map((ring) => {
          const { x, y } = at(0, ring)
          return (
            <text key={ring} className={styles['rank']} x={x + 5} y={y + 12}>
              {ring}
            </text>
          )
        })}
        {axes.map((axis, index) => (
          <AxisName
            key={axis.code}
            axis={axis}
            at={at(index, highest * 1.1)}
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

type NameProps = { readonly axis: RadarAxis; readonly at: Point; readonly values: string }

const AxisName = ({ axis, at, values }: NameProps) => {
  const lines = [...wrapped(axis.name, lineLength), values]
  const [aside, down] = [at.x - centre.x, at.y - centre.y]
  const anchor = Math.abs(aside) < 12 ? 'middle' : aside > 0 ? 'start' : 'end'
  const rise = down < -radius / 2 ? lines.length - 1 : down > radius / 2 ? -0.6 : (lines.length - 2) / 2
  const top = at.y - rise * lineHeight
  return (
    <text className={styles['name']} textAnchor={anchor} y={top}>
      {lines.map((words, index) => (
        <tspan
          key={words}
          className={index === lines.length - 1 ? styles['values'] : undefined}
          x={at.x}
          y={top + index * lineHeight}
        >
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

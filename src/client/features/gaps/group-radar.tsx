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

const width = 480
const height = 360
const centre: Point = { x: width / 2, y: height / 2 }
const radius = 112

/** Required against assessed, one axis a group. The outline says required, the filled shape what is held: never colour alone. */
export const GroupRadar = ({ axes, highest }: { readonly axes: readonly RadarAxis[]; readonly highest: number }) => {
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
        {rings.map((ring) => (
          <text key={ring} className={styles['rank']} x={centre.x + 5} y={centre.y - (ring / highest) * radius - 3}>
            {ring}
          </text>
        ))}
        {axes.map((axis, index) => (
          <AxisName
            key={axis.code}
            axis={axis}
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

const lineHeight = 16

const AxisName = ({ axis, at, values }: { readonly axis: RadarAxis; readonly at: Point; readonly values: string }) => {
  const lines = [...wrapped(axis.name, 18), values]
  const side = at.x - centre.x
  const anchor = Math.abs(side) < 12 ? 'middle' : side > 0 ? 'start' : 'end'
  const above = at.y < centre.y - radius / 2
  const below = at.y > centre.y + radius / 2
  const top = above
    ? at.y - (lines.length - 1) * lineHeight
    : below
      ? at.y + lineHeight * 0.6
      : at.y - ((lines.length - 2) * lineHeight) / 2
  return (
    <text className={styles['name']} textAnchor={anchor} y={top}>
      {lines.map((line, index) => (
        <tspan
          key={line}
          className={index === lines.length - 1 ? styles['values'] : undefined}
          x={at.x}
          y={top + index * lineHeight}
        >
          {line}
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

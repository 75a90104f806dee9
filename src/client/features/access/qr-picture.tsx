import { useMemo } from 'react'
import { encode } from 'uqr'
import styles from './code.module.css'

type Props = { readonly text: string; readonly label: string }

/** A code that a camera reads: dark on white on every theme, with the quiet margin that readers ask for. */
export const QrPicture = ({ text, label }: Props) => {
  const { size, path } = useMemo(() => pathOf(text), [text])
  return (
    <svg className={styles['picture']} viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label} shapeRendering="crispEdges">
      <rect width={size} height={size} fill="#ffffff" />
      <path d={path} fill="#000000" />
    </svg>
  )
}

/** Neighbours in a row are drawn as one bar: some thousand squares become some hundred strokes. */
const pathOf = (text: string): { readonly size: number; readonly path: string } => {
  const { size, data } = encode(text, { ecc: 'M', border: 4 })
  const path = data
    .flatMap((row, y) =>
      [
        ...row
          .map((dark) => (dark ? '1' : '0'))
          .join('')
          .matchAll(/1+/g),
      ].map(({ index, 0: run }) => `M${index} ${y}h${run.length}v1h-${run.length}z`),
    )
    .join('')
  return { size, path }
}

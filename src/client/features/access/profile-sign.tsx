import { useTranslation } from 'react-i18next'
import { classes } from '../../ui/classes.ts'
import styles from './profile-sign.module.css'

/** By number, as the vault keeps it: a shape on a ground. Append only, a profile keeps its sign for life. */
const shapes = [
  { word: 'circle', path: 'M12 5a7 7 0 1 0 0 14 7 7 0 0 0 0-14z' },
  { word: 'triangle', path: 'M12 4.5 20 19H4z' },
  { word: 'square', path: 'M6 6h12v12H6z' },
  { word: 'star', path: 'm12 3.8 2.5 5.3 5.8.7-4.3 4 1.2 5.7-5.2-2.9-5.2 2.9L8 13.8l-4.3-4 5.8-.7z' },
  { word: 'diamond', path: 'M12 3.5 19 12l-7 8.5L5 12z' },
  { word: 'drop', path: 'M12 3.5c3.5 4.5 5.5 7.4 5.5 10.2a5.5 5.5 0 0 1-11 0c0-2.8 2-5.7 5.5-10.2z' },
  { word: 'leaf', path: 'M19.5 4.5C10 4 4.5 8 4.5 14.2c0 1.6.5 3 1.2 4.1L12 12l-4.8 7.7c4.8 2 12.9-.7 12.3-15.2z' },
  {
    word: 'sun',
    path: 'M12 7.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9zM11 2.5h2v3h-2zM11 18.5h2v3h-2zM2.5 11h3v2h-3zM18.5 11h3v2h-3zM4.6 6l1.4-1.4 2.1 2.1-1.4 1.4zM15.9 17.3l1.4-1.4 2.1 2.1-1.4 1.4zM18 4.6 19.4 6l-2.1 2.1-1.4-1.4zM6.7 15.9l1.4 1.4L6 19.4 4.6 18z',
  },
  { word: 'moon', path: 'M14.5 3.5a8.5 8.5 0 1 0 6 13.5A9.5 9.5 0 0 1 14.5 3.5z' },
  { word: 'wave', path: 'M3 8c3-3 6-3 9 0s6 3 9 0v4c-3 3-6 3-9 0s-6-3-9 0zM3 15c3-3 6-3 9 0s6 3 9 0v4c-3 3-6 3-9 0s-6-3-9 0z' },
  { word: 'house', path: 'M12 3.5 20.5 11H18v9h-4.5v-5.5h-3V20H6v-9H3.5z' },
  {
    word: 'key',
    path: 'M7.5 6.5a5.5 5.5 0 1 0 5.2 7.3H15v3h3v-3h3v-3.6h-8.3A5.5 5.5 0 0 0 7.5 6.5zm0 3.7a1.8 1.8 0 1 1 0 3.6 1.8 1.8 0 0 1 0-3.6z',
  },
] as const

const shapeAt = (symbol: number): (typeof shapes)[number] => shapes[symbol % shapes.length] ?? shapes[0]

/** The word that stands with the drawing: « Étoile violette ». */
export const useSignWord = (): ((symbol: number) => string) => {
  const { t } = useTranslation('access')
  return (symbol) => t(`sign.${shapeAt(symbol).word}`)
}

/** The picture of a profile: a shape on its colour. It says nothing by itself; its word stands beside it. */
export const ProfileSign = ({ symbol, large = false }: { readonly symbol: number; readonly large?: boolean }) => {
  const { word, path } = shapeAt(symbol)
  return (
    <span className={classes(styles['sign'], styles[word], large && styles['large'])}>
      <svg viewBox="0 0 24 24" aria-hidden="true" focusable="false">
        <path d={path} />
      </svg>
    </span>
  )
}

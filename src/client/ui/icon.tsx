import styles from './icon.module.css'

/*
 * Drawn on a 24 grid with one 1.75 stroke. A set of our own weighs less than any library and stays on the device.
 */
const shapes = {
  check: 'M5 12.5 10 17.5 19.5 7',
  close: 'M6 6 18 18M18 6 6 18',
  plus: 'M12 5v14M5 12h14',
  minus: 'M5 12h14',
  'arrow-left': 'M19 12H5M11 6l-6 6 6 6',
  'arrow-right': 'M5 12h14M13 6l6 6-6 6',
  'arrow-up': 'M12 19V5M6 11l6-6 6 6',
  'arrow-down': 'M12 5v14M6 13l6 6 6-6',
  'chevron-left': 'M14.5 6 8.5 12l6 6',
  'chevron-right': 'M9.5 6l6 6-6 6',
  'chevron-down': 'M6 9.5l6 6 6-6',
  'chevron-up': 'M6 14.5l6-6 6 6',
  undo: 'M8 5 4 9l4 4M4 9h10a5.5 5.5 0 0 1 0 11H9',
  grid: 'M4 4h16v16H4zM4 10h16M10 4v16',
  list: 'M9 6h11M9 12h11M9 18h11M4.5 6h.01M4.5 12h.01M4.5 18h.01',
  search: 'M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM15.5 15.5 20 20',
  filter: 'M4 6h16M7 12h10M10 18h4',
  more: 'M5 11.5h1v1H5zM11.5 11.5h1v1h-1zM18 11.5h1v1h-1z',
  sync: 'M4.5 10A8 8 0 0 1 19 8.5M19.5 4v4.5H15M19.5 14A8 8 0 0 1 5 15.5M4.5 20v-4.5H9',
  cloud: 'M7 18.5h10a4 4 0 0 0 .8-7.9A6 6 0 0 0 6.2 9.8 4.4 4.4 0 0 0 7 18.5z',
  'cloud-off': 'M7 18.5h10.5M19.7 17.3A4 4 0 0 0 17.8 10.6 6 6 0 0 0 9 6.3M6.2 9.8A4.4 4.4 0 0 0 7 18.5M4 4l16 16',
  tablet: 'M6.5 3h11A1.5 1.5 0 0 1 19 4.5v15a1.5 1.5 0 0 1-1.5 1.5h-11A1.5 1.5 0 0 1 5 19.5v-15A1.5 1.5 0 0 1 6.5 3zM11 18h2',
  warning: 'M12 4 2.8 19.5h18.4zM12 10v4.5M12 17h.01',
  info: 'M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17zM12 11v5.5M12 7.8h.01',
  lock: 'M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3',
  unlock: 'M6 11h12v9H6zM8.5 11V7.5a3.5 3.5 0 0 1 6.8-1.2',
  print: 'M7 8V4h10v4M7 17H4V9.5A1.5 1.5 0 0 1 5.5 8h13A1.5 1.5 0 0 1 20 9.5V17h-3M7 14h10v6H7z',
  download: 'M12 4v11M7 10.5l5 5 5-5M4.5 20h15',
  upload: 'M12 16V5M7 9.5l5-5 5 5M4.5 20h15',
  comment: 'M4 5h16v11h-8.5L7 20v-4H4z',
  pen: 'M4 20l1-4.5L16 4.5 19.5 8 8.5 19zM14 6.5 17.5 10',
  signature: 'M3 15c3-1 6-9 4.5-10.5S4 11 7 14.5s4.5-3 6-3 0 3 2 3 2-1.5 4-1.5h2M4 20h16',
  person: 'M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM4.5 20.5a7.5 7.5 0 0 1 15 0',
  people:
    'M9 5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7zM2.5 19.5a6.5 6.5 0 0 1 13 0M15.5 5.3a3.5 3.5 0 0 1 0 6.4M18 14.2a6.5 6.5 0 0 1 3.5 5.3',
  place: 'M12 21s-7-6-7-11.5a7 7 0 0 1 14 0C19 15 12 21 12 21zM12 7.5a2.3 2.3 0 1 0 0 4.6 2.3 2.3 0 0 0 0-4.6z',
  book: 'M12 6.5C10 5 7 4.5 4 4.5v14c3 0 6 .5 8 2 2-1.5 5-2 8-2v-14c-3 0-6 .5-8 2zM12 6.5v14',
  chart: 'M4 20h16M7 16v-4M12 16V5M17 16V9',
  campaign: 'M5 21V4h13l-3 4.5 3 4.5H5',
  calendar: 'M4.5 6h15v14h-15zM4.5 10.5h15M8.5 3.5V7M15.5 3.5V7',
  clock: 'M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17zM12 7.5V12l3 2',
  settings:
    'M4 7h8M17 7h3M4 17h3M12 17h8M14.5 4.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5zM9.5 14.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5z',
  home: 'M4 11l8-7 8 7v9h-5.5v-5.5h-5V20H4z',
  flag: 'M6 21V4h11l-2 4 2 4H6',
  history: 'M4.5 8A8.5 8.5 0 1 1 3.5 12M4 4v4.5h4.5M12 8v4.5l3 1.5',
  'half-circle': 'M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16zM12 4v16M12 8h3.5M12 12h8M12 16h6',
  device: 'M4 5h16v11H4zM9 20h6M12 16v4',
  /** Two arrows that meet at a line. */
  conflict: 'M12 4v16M3 12h6M6.5 9 9.5 12l-3 3M21 12h-6M17.5 9l-3 3 3 3',
  copy: 'M9 9h11v11H9zM5 15H4V4h11v1',
  trash: 'M4.5 7h15M9.5 7V4h5v3M6.5 7l1 13h9l1-13M10 11v5M14 11v5',
  eye: 'M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12zM12 9.3a2.7 2.7 0 1 0 0 5.4 2.7 2.7 0 0 0 0-5.4z',
} as const

export type IconName = keyof typeof shapes

type Props = {
  readonly name: IconName
  /** In pixels of the drawing's own scale; 20 suits body text. */
  readonly size?: number
  /** Turns round where the script runs right to left: arrows do, a tick does not. */
  readonly mirrored?: boolean
}

/** A drawing beside a word. It says nothing by itself: the word, or the label of its button, does. */
export const Icon = ({ name, size = 20, mirrored = /^(arrow|chevron)-(left|right)$|^(undo|list)$/.test(name) }: Props) => (
  <svg
    className={styles[mirrored ? 'mirrored' : 'icon']}
    viewBox="0 0 24 24"
    width={size}
    height={size}
    aria-hidden="true"
    focusable="false"
  >
    <path d={shapes[name]} />
  </svg>
)

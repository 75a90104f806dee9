import { type MouseEvent, type ReactNode, useEffect, useId, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { classes } from './classes.ts'
import { IconButton } from './icon-button.tsx'
import styles from './sheet.module.css'

type Props = {
  readonly open: boolean
  /** Asked by Esc, by the cross, and by a press outside. The owner decides; a sheet that must be answered may refuse. */
  readonly onClose: () => void
  readonly title: string
  /** Under the content, always in reach of the thumb. */
  readonly actions?: ReactNode
  /** `panel`: from the bottom on a phone, at the side on a wide screen. `window`: in the middle, for a short question. */
  readonly shape?: 'panel' | 'window'
  readonly children: ReactNode
}

/**
 * A native dialog: the browser keeps the focus inside, gives it back on closing, and makes the page behind inert. Its
 * content exists only while it is open.
 */
export const Sheet = ({ open, onClose, title, actions, shape = 'panel', children }: Props) => {
  const { t } = useTranslation('ui')
  const dialog = useRef<HTMLDialogElement>(null)
  const heading = useId()

  useEffect(() => {
    const element = dialog.current
    if (!open || !element) return
    show(element)
    return () => hide(element)
  }, [open])

  const pressOutside = (event: MouseEvent): void => {
    if (event.target === dialog.current) onClose()
  }

  return (
    // The keyboard's way out is Esc, which arrives as `cancel`; the press outside is a second way for hands.
    <dialog
      ref={dialog}
      className={classes(styles['sheet'], styles[shape])}
      aria-labelledby={heading}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
      onMouseDown={pressOutside}
    >
      {open && (
        <div className={styles['content']}>
          <header className={styles['head']}>
            <h2 id={heading} className={styles['title']}>
              {title}
            </h2>
            <IconButton icon="close" label={t('close')} onClick={onClose} />
          </header>
          <div className={styles['body']}>{children}</div>
          {actions && <footer className={styles['foot']}>{actions}</footer>}
        </div>
      )}
    </dialog>
  )
}

/** A page drawn without a real browser (a test) has no modal dialogs: there the sheet is simply open. */
const show = (element: HTMLDialogElement): void => {
  if (element.open) return
  if (element.showModal) element.showModal()
  else element.setAttribute('open', '')
}

const hide = (element: HTMLDialogElement): void => {
  if (element.close) element.close()
  else element.removeAttribute('open')
}

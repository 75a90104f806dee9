import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { IconButton } from '../ui/icon-button.tsx'
import { RadioGroup } from '../ui/radio-group.tsx'
import { Sheet } from '../ui/sheet.tsx'
import styles from './settings-menu.module.css'
import { themes, useTheme } from './theme.ts'

type Props = {
  /** Each under its own name. */
  readonly languages: readonly { readonly value: string; readonly label: string }[]
  readonly language: string
  readonly switchLanguage: (language: string) => void
  /** Who holds the device, links to its health, the release. `close` shuts the menu when one of them leads away. */
  readonly children?: (close: () => void) => ReactNode
}

/** What a person may want to change on any screen, without leaving it. */
export const SettingsMenu = ({ languages, language, switchLanguage, children }: Props) => {
  const { t } = useTranslation('shell')
  const { theme, choose } = useTheme()
  const [open, setOpen] = useState(false)
  const close = (): void => setOpen(false)
  return (
    <>
      <IconButton icon="settings" label={t('settings.title')} aria-haspopup="dialog" onClick={() => setOpen(true)} />
      <Sheet open={open} onClose={close} title={t('settings.title')}>
        <div className={styles['menu']}>
          <RadioGroup legend={t('settings.language')} options={languages} value={language} onChange={switchLanguage} />
          <RadioGroup
            legend={t('settings.theme')}
            options={themes.map((value) => ({ value, label: t(`settings.themes.${value}`) }))}
            value={theme}
            onChange={choose}
          />
          {children?.(close)}
        </div>
      </Sheet>
    </>
  )
}

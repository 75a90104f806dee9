import { useTranslation } from 'react-i18next'
import { CheckBox } from '../../ui/check-box.tsx'
import { Sheet } from '../../ui/sheet.tsx'
import styles from './help-sheet.module.css'
import { usePreferences } from './preferences.ts'
import { StateSign } from './state-sign.tsx'

const keys = [
  ['arrows', '↑ ↓'],
  ['level', '1–9'],
  ['next', 'Enter · PgDn'],
  ['previous', 'PgUp'],
  ['not-observed', 'n'],
  ['comment', 'c'],
  ['undo', 'u · Ctrl Z'],
  ['help', '?'],
] as const

const states = ['rated', 'not-observed', 'not-applicable', 'unrated'] as const

/** How one likes to score, what the signs mean, and the keys. */
export const HelpSheet = ({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }) => {
  const { t } = useTranslation('assess')
  const { autoAdvance, shortcuts, prefer } = usePreferences()
  return (
    <Sheet open={open} onClose={onClose} title={t('help.title')}>
      <div className={styles['help']}>
        <section>
          <CheckBox
            label={t('help.auto-advance')}
            hint={t('help.auto-advance-hint')}
            checked={autoAdvance}
            onChange={(wished) => prefer({ autoAdvance: wished })}
          />
          <CheckBox
            label={t('help.shortcuts')}
            hint={t('help.shortcuts-hint')}
            checked={shortcuts}
            onChange={(wished) => prefer({ shortcuts: wished })}
          />
        </section>
        <section>
          <h3>{t('help.signs')}</h3>
          <ul className={styles['signs']}>
            {states.map((state) => (
              <li key={state}>
                <StateSign state={state} />
                {t(`state.${state}`)}
              </li>
            ))}
          </ul>
        </section>
        <section>
          <h3>{t('help.keys')}</h3>
          <dl className={styles['keys']}>
            {keys.map(([name, key]) => (
              <div key={name}>
                <dt>
                  <kbd>{key}</kbd>
                </dt>
                <dd>{t(`help.key.${name}`)}</dd>
              </div>
            ))}
          </dl>
        </section>
      </div>
    </Sheet>
  )
}

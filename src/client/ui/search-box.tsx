import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { Icon } from './icon.tsx'
import { IconButton } from './icon-button.tsx'
import styles from './search-box.module.css'
import { VisuallyHidden } from './visually-hidden.tsx'

type Props = {
  /** What is searched: « Chercher un agent ». Also the placeholder. */
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
  /** « 4 agents », said aloud as it changes. */
  readonly found?: string | undefined
}

/** Filters as one types. Pair it with `matches` from `forgiving-match.ts`, which forgives accents and order. */
export const SearchBox = ({ label, value, onChange, found }: Props) => {
  const { t } = useTranslation('ui')
  const id = useId()
  return (
    <search className={styles['box']}>
      <Icon name="search" />
      <label htmlFor={id}>
        <VisuallyHidden>{label}</VisuallyHidden>
      </label>
      <input
        id={id}
        className={styles['input']}
        type="search"
        enterKeyHint="search"
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        placeholder={label}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
      {value !== '' && <IconButton icon="close" label={t('search.clear')} onClick={() => onChange('')} />}
      <VisuallyHidden>
        <span role="status">{value !== '' && found}</span>
      </VisuallyHidden>
    </search>
  )
}

import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'

/** The name of a language in the reader's own: `pt` → « portugais ». */
export const useLanguageName = (): ((code: string) => string) => {
  const { i18n } = useTranslation('library')
  return useMemo(() => {
    const names = new Intl.DisplayNames(i18n.language, { type: 'language', fallback: 'code' })
    return (code) => names.of(code) ?? code
  }, [i18n.language])
}

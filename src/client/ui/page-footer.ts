import { useEffect } from 'react'

/**
 * Sets the foot of every printed page: the text at the start, the page number of all pages at the end. Margin boxes take
 * no elements, so the text goes into a sheet of rules of its own, which the content security policy allows.
 */
export const usePageFooter = ({ text, page }: { readonly text: string; readonly page: string }): void => {
  useEffect(() => {
    const rules = new CSSStyleSheet()
    rules.replaceSync(pageRules(text, page))
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, rules]
    return () => {
      document.adoptedStyleSheets = document.adoptedStyleSheets.filter((sheet) => sheet !== rules)
    }
  }, [text, page])
}

const pageRules = (text: string, page: string): string => {
  const box = 'font: 7.5pt system-ui, sans-serif; color: #333; vertical-align: top; padding-block-start: 3mm;'
  return `@page {
    size: A4;
    margin: 14mm 14mm 18mm;
    @bottom-left { content: ${quoted(text)}; inline-size: 150mm; text-align: start; ${box} }
    @bottom-right { content: ${quoted(`${page} `)} counter(page) " / " counter(pages); text-align: end; white-space: nowrap; ${box} }
  }`
}

/** As a CSS string: nothing in a name may end it. */
const quoted = (text: string): string => `"${text.replace(/["\\]/g, '\\$&').replace(/\s+/g, ' ')}"`

const fields = 'input, textarea, select'

/**
 * A browser writes what stands in the fields of a page into its own session file, to fill them again after a crash: words and
 * levels, open on the disk. It leaves out fields that ask for it, so all of them do, those that come later as well.
 */
export const keepFieldsUnwritten = (page: Element = document.body): (() => void) => {
  const ask = (field: Element): void => field.setAttribute('autocomplete', 'off')
  const askWithin = (part: Element): void => {
    if (part.matches(fields)) ask(part)
    for (const field of part.querySelectorAll(fields)) ask(field)
  }
  askWithin(page)
  const watching = new MutationObserver((changes) => {
    for (const { addedNodes } of changes) for (const node of addedNodes) if (node instanceof Element) askWithin(node)
  })
  watching.observe(page, { childList: true, subtree: true })
  return () => watching.disconnect()
}

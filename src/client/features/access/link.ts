import { enrolmentCode, shownCode } from '../../../core/protocol/access/enrolment-code.ts'

/** What a link or a picture asks for; a fragment is never sent to any server. */
export type EntryLink = { readonly first?: string | undefined; readonly enrol?: string | undefined }

export const entryLink = (hash: string): EntryLink => {
  const words = new URLSearchParams(hash.replace(/^#/, ''))
  const first = words.get('first') ?? ''
  const enrol = enrolmentCode(words.get('enrol') ?? '')
  return {
    first: /^[\w-]{43}$/.test(first) ? first : undefined,
    enrol: enrol && shownCode(enrol),
  }
}

/** The enrolment code in a text that a camera read: our link, or the bare code. Undefined for a code of something else. */
export const codeInPicture = (text: string): string | undefined => {
  const at = text.indexOf('#')
  if (at >= 0) return entryLink(text.slice(at)).enrol
  const code = enrolmentCode(text)
  return code && shownCode(code)
}

/** What the picture of a code holds: this very server’s address, with the code behind the fragment sign. */
export const enrolmentAddress = (code: string): string => `${location.origin}/#enrol=${code}`

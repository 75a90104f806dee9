import { useContact } from './contact.ts'
import { useSaving } from './saving.ts'

const unsaved = new Set<string>()

/** A form says that it holds words that are not saved yet, and when they are. */
export const noteUnsaved = (form: string, holds: boolean): void => {
  if (holds) unsaved.add(form)
  else unsaved.delete(form)
}

/** True while words are not saved yet, a write is under way, or the device speaks with headquarters: no update comes in now. */
export const isBusy = (): boolean =>
  unsaved.size > 0 || useSaving.getState().pending > 0 || useContact.getState().phase === 'speaking'

export type HandedFile = { readonly name: string; readonly bytes: Uint8Array }

/** Browsers share files of a few kinds alone; a sealed outbox is text, and says so. */
const asFile = ({ name, bytes }: HandedFile): File => new File([bytes.slice()], name, { type: 'text/plain' })

/** Whether this browser can hand these files to another app: by radio, by mail, to a memory card. */
export const canShare = (files: readonly HandedFile[]): boolean => {
  try {
    return navigator.canShare?.({ files: files.map(asFile) }) ?? false
  } catch {
    return false
  }
}

/** Hands files on; false where the person thought better of it. */
export const hand = async (files: readonly HandedFile[], way: 'share' | 'save'): Promise<boolean> => {
  if (way === 'save') {
    for (const file of files) save(asFile(file))
    return true
  }
  try {
    await navigator.share({ files: files.map(asFile) })
    return true
  } catch {
    return false
  }
}

const save = (file: File): void => {
  const address = URL.createObjectURL(file)
  const link = document.createElement('a')
  link.href = address
  link.download = file.name
  link.click()
  // The browser reads the address after the click: taken back at once, some save nothing.
  setTimeout(() => URL.revokeObjectURL(address), 60_000)
}

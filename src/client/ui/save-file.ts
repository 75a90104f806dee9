/** Hands a text to the browser as a file of its own. */
export const saveFile = (name: string, text: string, type: string): void => {
  const address = URL.createObjectURL(new Blob([text], { type }))
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  // The browser reads the address after the click: taken back at once, some save nothing.
  setTimeout(() => URL.revokeObjectURL(address), 60_000)
}

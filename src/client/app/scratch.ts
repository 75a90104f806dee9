/** Small notes that a page leaves at once, while it dies: words half typed, the place where somebody stopped. */
export type Scratch = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

let sealed: Scratch | undefined

/** From here on notes are kept sealed, in the name of an open profile; undefined ends that. */
export const keepScratchIn = (own: Scratch | undefined): void => {
  sealed = own
}

/** The browser's own small storage, or a sealed one over it. Throws where the browser refuses. */
export const scratch: Scratch = {
  getItem: (name) => (sealed ?? localStorage).getItem(name),
  setItem: (name, value) => (sealed ?? localStorage).setItem(name, value),
  removeItem: (name) => (sealed ?? localStorage).removeItem(name),
}

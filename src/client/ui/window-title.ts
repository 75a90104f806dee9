const product = 'Palier'
let isPlain = false

/**
 * A browser writes the title of each page into its history, which nobody seals and everybody with the tablet can read: where
 * work is sealed, the window says the product's name and nothing else.
 */
export const keepTitlesPlain = (plain: boolean): void => {
  isPlain = plain
  if (plain) document.title = product
}

export const titlesArePlain = (): boolean => isPlain

/** Names the window after what is in view. */
export const nameWindow = (title: string): void => {
  document.title = isPlain ? product : `${title} · ${product}`
}

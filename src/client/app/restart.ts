let inPlace: ((path: string) => void) | undefined

/** Where a profile is open, its holder need not say the passphrase again: the app begins anew within the page. */
export const restartBy = (own: ((path: string) => void) | undefined): void => {
  inPlace = own
}

export const startAt = (path: string): void => (inPlace ? inPlace(path) : location.assign(path))

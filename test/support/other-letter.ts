/** What was found, with another last letter than it has: to replace a letter by a fixed one changes nothing one time in sixty-four. */
export const otherLetter = (found: string): string => `${found.slice(0, -1)}${found.endsWith('_') ? '-' : '_'}`

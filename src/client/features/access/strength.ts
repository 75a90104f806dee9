import { passphraseProblem, shortestPassphrase } from '../../../core/protocol/access/passphrase-rules.ts'

/** How hard a passphrase is to guess, in a word for whoever chooses it. */
export type Strength = 'empty' | 'weak' | 'fair' | 'good'

export const leastLength = shortestPassphrase

const goodLength = 20

/** By the server's own rules; beyond them more words are better, and said to be. */
export const strengthOf = (passphrase: string, name: string): Strength => {
  if (passphrase === '') return 'empty'
  if (passphraseProblem(passphrase, name)) return 'weak'
  const words = passphrase.split(/[\s\-_.,;]+/).filter((word) => word.length > 2)
  return passphrase.length >= goodLength && (words.length >= 4 || new Set(passphrase).size >= 12) ? 'good' : 'fair'
}

import type { AccessProblem } from './problem.ts'

export const shortestPassphrase = 12

export type PassphraseProblem = Extract<AccessProblem, 'passphrase-short' | 'passphrase-common' | 'passphrase-name'>

/**
 * What stands against a passphrase. Length is what counts (ASVS 5.0, 6.2): no rule asks for a digit or a sign, and none for a
 * change after so many days.
 */
export const passphraseProblem = (passphrase: string, name: string): PassphraseProblem | undefined => {
  if ([...passphrase].length < shortestPassphrase) return 'passphrase-short'
  const plain = bare(passphrase)
  if (plain.includes(bare(name)) && plain.length - bare(name).length < shortestPassphrase) return 'passphrase-name'
  return isCommon(plain) ? 'passphrase-common' : undefined
}

/** Small letters without accents and signs: `Motdepasse-2026` is `motdepasse2026`. */
const bare = (text: string): string =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')

/** Of what lists of stolen passphrases and of habits are full. */
const common = [
  'password',
  'passw0rd',
  'motdepasse',
  'contrasena',
  'senha',
  'azerty',
  'qwerty',
  'azertyuiop',
  'qwertyuiop',
  'qsdfghjklm',
  'asdfghjkl',
  'wxcvbn',
  'zxcvbnm',
  'abcdefghijklmnopqrstuvwxyz',
  '01234567890123456789',
  '98765432109876543210',
  'iloveyou',
  'jetaime',
  'welcome',
  'bienvenue',
  'letmein',
  'administrator',
  'administrateur',
  'admin',
  'changeme',
  'secret',
  'bonjour',
  'soleil',
  'football',
  'princess',
  'monkey',
  'dragon',
  'palier',
  'douane',
  'douanes',
  'customs',
  'alfandega',
  'aduana',
]
const longestFirst = [...common].sort((a, b) => b.length - a.length)

/** Whether little is left once what everybody thinks of first is taken away. */
const isCommon = (plain: string): boolean => {
  const own = longestFirst.reduce((rest, word) => rest.replaceAll(word, ''), plain).replace(/\d+/g, '')
  return new Set(plain).size < 5 || (own.length < 6 && own !== plain) || isRun(plain)
}

/** The same few letters over and over, or neighbours of an alphabet or a keyboard. */
const isRun = (plain: string): boolean => {
  const half = plain.slice(0, Math.ceil(plain.length / 2))
  const repeats = [1, 2, 3, 4, 5, 6].some((length) => plain.slice(0, length).repeat(plain.length).startsWith(plain))
  return repeats || common.some((row) => row.length >= 9 && row.includes(half))
}

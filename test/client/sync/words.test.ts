import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { syncProblems } from '../../../src/core/protocol/problem.ts'

const locales = resolve(import.meta.dirname, '../../../locales')
const wordsOf = (language: string, namespace: string) =>
  JSON.parse(readFileSync(resolve(locales, language, `${namespace}.json`), 'utf8'))

const contactProblems = [
  'no-network',
  'other-server',
  'upgrade-required',
  'too-many-requests',
  'rejected',
  'not-stored',
  'unforeseen',
]

describe.each(['fr', 'en', 'pt', 'es'])('in %s', (language) => {
  it('every reason for which headquarters refuses work has its words, on the board and in the sync centre', () => {
    const [board, centre] = [wordsOf(language, 'assess').refusal, wordsOf(language, 'sync').reason]
    for (const code of [...syncProblems, 'unforeseen'])
      expect([code, board[code] ?? '', centre[code] ?? ''].every(Boolean)).toBe(true)
  })

  it('every reason for which an exchange ended has its words, in the safety line and in the sync centre', () => {
    const [line, centre] = [wordsOf(language, 'assess').safety.contact, wordsOf(language, 'sync').problem]
    for (const code of contactProblems)
      expect([code, centre[code], code === 'unforeseen' || line[code]].every(Boolean), `${language} ${code}`).toBe(true)
  })
})

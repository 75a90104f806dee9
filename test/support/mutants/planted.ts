import { readFileSync } from 'node:fs'
import { registerHooks } from 'node:module'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Mutant } from './mutant.ts'

const root = resolve(import.meta.dirname, '../../..')

/** The text of a file with a mutant's changes in it. Throws where the words to change do not stand there exactly once. */
export const mutated = ({ name, patches }: Mutant, file: string): string =>
  patches
    .filter((patch) => patch.file === file)
    .reduce(
      (text, { from, to }) => {
        const found = text.split(from).length - 1
        if (found !== 1) throw new Error(`${name}: what it changes stands ${found} times in ${file}: ${from}`)
        return text.replace(from, () => to)
      },
      readFileSync(join(root, file), 'utf8'),
    )

/** Plants a mutant in whatever this process loads from now on. */
export const plant = (mutant: Mutant): void => {
  const texts = new Map(mutant.patches.map(({ file }) => [join(root, file), mutated(mutant, file)]))
  registerHooks({
    load: (url, context, next) => {
      const text = url.startsWith('file:') ? texts.get(fileURLToPath(url)) : undefined
      return text === undefined ? next(url, context) : { format: 'module-typescript', source: text, shortCircuit: true }
    },
  })
}

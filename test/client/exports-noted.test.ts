import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, it } from 'vitest'

/*
 * Whatever leaves the product as a file or by another app is noted for the log of who did what. What is named here has nobody
 * in it, or leaves where nobody has signed in.
 */

const src = resolve(import.meta.dirname, '../../src/client')

const unnoted: { readonly [file: string]: string } = {
  'features/people/template.ts': 'an empty list with an example that we made up',
  'features/privacy/register-page.tsx': 'the register of processing: what is kept, of nobody in particular',
  'features/recovery/actions.tsx': 'noted where the file is made, in app/recovery.ts',
  'features/access/carried-still.tsx': 'sealed work of others, on a revoked tablet: nobody has signed in; its arrival is a deed',
  'features/access/sealed-files.tsx': 'sealed, at the lock screen: nobody has signed in; its arrival is a deed',
  'shell/crash.tsx': 'what the app itself stumbled over',
}

const files = readdirSync(src, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx?$/.test(file) && !file.startsWith('ui/'))
  .map((file) => ({ file, text: readFileSync(join(src, file), 'utf8') }))

const leaving = /\bsaveFile\(|\bhand\(|createObjectURL\(|navigator\.share\(|clipboard\.write|\.download = /

it('is noted wherever something leaves', () => {
  const found = files.filter(({ text }) => leaving.test(text))
  expect(found.length).toBeGreaterThan(8)
  const silent = found.filter(({ text }) => !text.includes('noteExport(')).map(({ file }) => file)
  expect(silent.sort()).toEqual(Object.keys(unnoted).sort())
})

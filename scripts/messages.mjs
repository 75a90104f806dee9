// Records the shapes of the messages and one example of each for the present version: `npm run messages`. Older ones stay as they are.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { protocolVersion } from '../src/core/protocol/limits.ts'
import { shapes } from '../test/core/protocol/message-shapes.ts'
import { examples } from '../test/core/protocol/recorded-example.ts'

const folder = new URL('../test/core/protocol/recorded/', import.meta.url)
const file = new URL('shapes.json', folder)
const now = shapes()
const known = (() => {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return undefined
  }
})()

if (known && known.protocolVersion === protocolVersion && JSON.stringify(known.shapes) !== JSON.stringify(now)) {
  console.error(
    `The shape of a message changed: raise protocolVersion (now ${protocolVersion}) in src/core/protocol/limits.ts first.`,
  )
  process.exitCode = 1
} else {
  writeFileSync(file, `${JSON.stringify({ protocolVersion, shapes: now }, null, 2)}\n`)
  mkdirSync(new URL(`${protocolVersion}/`, folder), { recursive: true })
  for (const [name, text] of Object.entries(await examples())) writeFileSync(new URL(`${protocolVersion}/${name}`, folder), text)
}

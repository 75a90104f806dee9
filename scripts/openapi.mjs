// Writes the description of the interface from the code: `npm run openapi`. With --check it only compares.
import { readFileSync, writeFileSync } from 'node:fs'
import { openApiText } from '../src/server/http/openapi.ts'

const file = new URL('../docs/openapi.json', import.meta.url)
const wanted = openApiText()

if (!process.argv.includes('--check')) writeFileSync(file, wanted)
else if (readFileSync(file, 'utf8') !== wanted) {
  console.error('docs/openapi.json is out of date: run npm run openapi')
  process.exitCode = 1
}

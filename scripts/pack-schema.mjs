// Writes the JSON Schema of the pack format from the code: `node scripts/pack-schema.mjs`. With --check it only compares.
import { readFileSync, writeFileSync } from 'node:fs'
import { packJsonSchema } from '../src/core/exchange/pack-json-schema.ts'

const file = new URL('../public/packs/pack.schema.json', import.meta.url)
const wanted = packJsonSchema()

if (!process.argv.includes('--check')) writeFileSync(file, wanted)
else if (readFileSync(file, 'utf8') !== wanted) {
  console.error('public/packs/pack.schema.json is out of date: run node scripts/pack-schema.mjs')
  process.exitCode = 1
}

import { execFile } from 'node:child_process'
import { resolve } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'

const files = 1000
const reader = resolve(import.meta.dirname, '../../support/read-mutated.ts')

describe('a file to import that is anything at all', () => {
  it(`is taken whole or refused by name, in time and memory, ${files} times`, { timeout: 180_000 }, async () => {
    const seed = Math.floor(Math.random() * 2 ** 31)
    const { stdout } = await promisify(execFile)(process.execPath, [reader, String(seed), String(files)])
    const { wrong, slowest, counts, megabytes } = JSON.parse(stdout)
    console.log(`seed ${seed}: slowest ${slowest.toFixed(0)} ms, at most ${megabytes.toFixed(0)} MiB, ${JSON.stringify(counts)}`)
    expect(wrong, `seed ${seed}`).toEqual([])
    for (const outcome of ['pack taken', 'pack refused', 'list taken', 'list refused', 'workbook taken', 'workbook refused'])
      expect(counts[outcome], outcome).toBeGreaterThan(10)
    expect(slowest, `seed ${seed}`).toBeLessThan(5000)
    expect(megabytes, `seed ${seed}`).toBeLessThan(512)
  })
})

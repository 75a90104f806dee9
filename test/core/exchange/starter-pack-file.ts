import { readFileSync } from 'node:fs'

export const starterBytes = (): Uint8Array =>
  new Uint8Array(readFileSync(new URL('../../../public/packs/douanes-aoc-1.0.0.json', import.meta.url)))

/** The starter pack as plain JSON, for a test to spoil. */
// biome-ignore lint/suspicious/noExplicitAny: a test reaches into the JSON to break it
export const starterJson = (): any => JSON.parse(new TextDecoder().decode(starterBytes()))

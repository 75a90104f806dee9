/** What was measured, in words; its figure; what it is measured against, and what to think of it. */
export type Line = readonly [what: string, figure: string, target?: string]

export const print = (title: string, lines: readonly Line[]): void => {
  const width = (column: 0 | 1): number => Math.max(...lines.map((line) => line[column].length))
  process.stdout.write(`\n${title}\n`)
  for (const [what, figure, target = ''] of lines)
    process.stdout.write(`  ${what.padEnd(width(0))}  ${figure.padStart(width(1))}  ${target}`.trimEnd().concat('\n'))
}

export const times = (ratio: number): string => `${ratio.toFixed(2)} ×`
export const whole = (value: number): string => Math.round(value).toLocaleString('en')
export const rate = (value: number): string => `${whole(value)} /s`

/** A ratio that must not lie below its target, with the verdict that a reader would otherwise work out. */
export const atLeast = (what: string, ratio: number, target: number): Line => [
  what,
  times(ratio),
  `target ≥ ${target} ×${ratio >= target ? '' : '  ← missed'}`,
]

export const atMost = (what: string, ratio: number, target: number): Line => [
  what,
  times(ratio),
  `target ≤ ${target} ×${ratio <= target ? '' : '  ← missed'}`,
]

import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

const css = readFileSync('src/client/ui/tokens.css', 'utf8')

/** The custom properties of the block that follows a selector. */
const rolesAfter = (selector: string): Map<string, string> => {
  const start = css.indexOf('{', css.indexOf(selector)) + 1
  const block = css.slice(start, css.indexOf('}', start))
  return new Map([...block.matchAll(/--([\w-]+):\s*([^;]+);/g)].map((found) => [String(found[1]), String(found[2])]))
}

const light = rolesAfter(':root {')
const darkByDevice = rolesAfter(":root:not([data-theme='light']) {")
const darkByChoice = rolesAfter(":root[data-theme='dark'] {")

/** WCAG 2 relative luminance of #rrggbb. */
const luminance = (hex: string): number => {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

const contrast = (one: string, other: string): number => {
  const [high = 0, low = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a)
  return (high + 0.05) / (low + 0.05)
}

const grounds = ['surface', 'raised', 'sunken']
const gap = ['shortfall', 'meets', 'surplus']

/** Foreground, ground, least contrast. */
const pairs: readonly (readonly [string, string, number])[] = [
  ...grounds.map((ground) => ['ink', ground, 7] as const),
  ...['accent-soft', 'warning-soft', 'danger-soft'].map((ground) => ['ink', ground, 7] as const),
  ...gap
    .flatMap((role) => [
      ['surface', 'raised', role === 'meets' ? 'meets-soft' : `${role}-soft`].map((ground) => [role, ground, 7] as const),
      [['ink', `${role}-soft`, 7] as const, ['ink', `${role}-mid`, 7] as const, [`on-${role}`, role, 7] as const],
    ])
    .flat(),
  ...grounds.map((ground) => ['muted', ground, 4.5] as const),
  ...['accent-soft', 'warning-soft', 'danger-soft', ...gap.map((role) => `${role}-soft`)].map(
    (ground) => ['muted', ground, 4.5] as const,
  ),
  ...['accent', 'warning', 'danger'].flatMap((role) =>
    [...grounds, `${role}-soft`].map((ground) => [role, ground, 4.5] as const),
  ),
  ...['accent', 'warning', 'danger'].map((role) => [`on-${role}`, role, 4.5] as const),
  ['on-accent', 'accent-hover', 4.5],
  ['on-danger', 'danger-hover', 4.5],
  ...grounds.map((ground) => ['line-strong', ground, 3] as const),
  ...grounds.map((ground) => ['focus', ground, 3] as const),
]

describe('the colour roles', () => {
  for (const [theme, roles] of [
    ['light', light],
    ['dark', new Map([...light, ...darkByDevice])],
  ] as const)
    it.each(pairs)(`in ${theme}, %s on %s holds %d:1`, (front, ground, least) => {
      expect(contrast(roles.get(front) ?? '', roles.get(ground) ?? '')).toBeGreaterThanOrEqual(least)
    })

  it('are the same whether the device or the reader chose dark', () => {
    expect([...darkByChoice]).toEqual([...darkByDevice])
  })

  it('give dark a value for every colour that light has', () => {
    const colours = [...light].filter(([, value]) => value.startsWith('#')).map(([role]) => role)
    expect(colours.filter((role) => !darkByDevice.has(role))).toEqual([])
  })
})

/** The value below which `share` of the sorted values lie, 0–1. */
const quantile = (values: readonly number[], share: number): number => {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}

export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  const [upper = Number.NaN, lower = upper] = [sorted[middle], sorted.length % 2 === 0 ? sorted[middle - 1] : sorted[middle]]
  return (upper + lower) / 2
}

export const p95 = (values: readonly number[]): number => quantile(values, 0.95)

export const ms = (value: number): string => `${value.toFixed(value < 10 ? 2 : 0)} ms`

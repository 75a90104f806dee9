import { readFileSync } from 'node:fs'

/** The most memory that a process has held so far, in MiB, as Linux counts it; NaN elsewhere. */
export const peakMemory = (pid: number): number => {
  try {
    const found = /^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))
    return Number(found?.[1] ?? Number.NaN) / 1024
  } catch {
    return Number.NaN
  }
}

import type { HttpProblem } from '../http/problem.ts'

type Parts = {
  readonly isCurrent: () => Promise<boolean>
  readonly isStopping: () => boolean
  /** In milliseconds. */
  readonly deadline?: number
}

/** What stands against sending work here. A database that does not answer in time is as good as none. */
export const readiness =
  ({ isCurrent, isStopping, deadline = 2000 }: Parts) =>
  async (): Promise<HttpProblem | undefined> => {
    if (isStopping()) return 'stopping'
    const current = await within(isCurrent(), deadline).catch(() => undefined)
    if (isStopping()) return 'stopping'
    if (current === undefined) return 'database-silent'
    return current ? undefined : 'database-outdated'
  }

const within = <Value>(work: Promise<Value>, milliseconds: number): Promise<Value | undefined> => {
  let timer: NodeJS.Timeout
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), milliseconds)
  })
  return Promise.race([work, late]).finally(() => clearTimeout(timer))
}

/** One piece of work, and how whoever asked for it is told. */
type Waiting<Work, Result> = {
  readonly work: Work
  readonly resolve: (result: Result) => void
  readonly reject: (problem: unknown) => void
}

export type Company<Work, Result> = {
  /** Does all of these, or none. */
  readonly together: (works: readonly Work[]) => Promise<readonly Result[]>
  readonly alone: (work: Work) => Promise<Result>
}

/**
 * Does what comes at the same time together: a disk takes as long to make one push safe as to make eight. Whoever comes while others
 * are at it waits for the next turn. Where those together come to nothing, each is done alone, so that nobody's trouble is another's.
 */
export const inCompany = <Work, Result>({ together, alone }: Company<Work, Result>): ((work: Work) => Promise<Result>) => {
  let waiting: Waiting<Work, Result>[] = []
  let isBusy = false

  const oneByOne = async (those: readonly Waiting<Work, Result>[]): Promise<void> => {
    for (const { work, resolve, reject } of those) await alone(work).then(resolve, reject)
  }

  const all = async (those: readonly Waiting<Work, Result>[]): Promise<void> => {
    const results = await together(those.map(({ work }) => work)).catch(() => undefined)
    if (!results) return oneByOne(those)
    for (const [at, { resolve }] of those.entries()) resolve(results[at] as Result)
  }

  const turn = async (): Promise<void> => {
    while (waiting.length > 0) {
      const those = waiting
      waiting = []
      await (those.length === 1 ? oneByOne(those) : all(those))
    }
    isBusy = false
  }

  return (work) =>
    new Promise((resolve, reject) => {
      waiting.push({ work, resolve, reject })
      if (isBusy) return
      isBusy = true
      // Not at once: what lies ready to be read from other lines comes along.
      setImmediate(turn)
    })
}

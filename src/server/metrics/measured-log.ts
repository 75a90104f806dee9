import type { ServerLog } from '../../core/protocol/ports.ts'
import type { Metrics } from './metrics.ts'

/** The same log, watched: whether it was restored, how large the batches are, how long they take to be durable, and what became of them. */
export const measuredLog = (log: ServerLog, metrics: Pick<Metrics, 'batch' | 'failed' | 'epoch'>): ServerLog => ({
  ...log,
  meet: async (visit) => {
    const meeting = await log.meet(visit)
    metrics.epoch(meeting.epoch)
    return meeting
  },
  append: async (...asked) => {
    const begun = performance.now()
    try {
      const appended = await log.append(...asked)
      if (asked[0].length > 0)
        metrics.batch({
          operations: asked[0].length,
          seconds: (performance.now() - begun) / 1000,
          outcomes: appended.map(({ status, problem }) => ({ status, problem: problem?.problem ?? '' })),
        })
      return appended
    } catch (problem) {
      metrics.failed()
      throw problem
    }
  },
})

import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'

export type SeenRequest = {
  readonly method: string
  /** The route's pattern, never the address: an address can hold what somebody typed. */
  readonly route: string
  readonly status: string
  readonly seconds: number
  readonly received: number
  readonly sent: number
}

export type SeenBatch = {
  readonly operations: number
  readonly seconds: number
  readonly outcomes: readonly { readonly status: string; readonly problem: string }[]
}

/** What the log says of itself, read whenever somebody looks. */
export type LogFacts = {
  readonly streams: number
  readonly operations: number
  readonly uncovered: number
  readonly quarantined: number
}

export type BuildInfo = { readonly version: string; readonly protocol: string }

/** Counts for those who run the server. Labels are routes, codes and versions: never an id of a person, a name or a value. */
export type Metrics = ReturnType<typeof openMetrics>

export const openMetrics = (build: BuildInfo, facts: () => Promise<LogFacts>) => {
  const register = new Registry()
  collectDefaultMetrics({ register })
  new Gauge({
    name: 'palier_build_info',
    help: 'The version that runs.',
    labelNames: ['version', 'protocol', 'node'],
    registers: [register],
  })
    .labels({ ...build, node: process.version })
    .set(1)
  const http = httpMetrics(register)
  const log = logMetrics(register)
  const refresh = factGauges(register, facts)
  let epoch: string | undefined
  return {
    ...http,
    batch: ({ operations, seconds, outcomes }: SeenBatch): void => {
      log.batch.observe(operations)
      log.commit.observe(seconds)
      for (const outcome of outcomes) log.operations.inc(outcome)
    },
    failed: (): void => log.failures.inc(),
    /** Told at every contact; counts only when it is another one than before. */
    epoch: (seen: string): void => {
      if (epoch !== undefined && epoch !== seen) log.epochs.inc()
      epoch = seen
    },
    text: async (): Promise<string> => {
      await refresh()
      return register.metrics()
    },
    contentType: register.contentType,
  }
}

const httpMetrics = (register: Registry) => {
  const registers = [register]
  const requests = new Counter({
    name: 'palier_http_requests_total',
    help: 'Requests answered, or given up by the other side.',
    labelNames: ['method', 'route', 'status'],
    registers,
  })
  const seconds = new Histogram({
    name: 'palier_http_request_seconds',
    help: 'From the head of the request to the last byte of the reply.',
    labelNames: ['route'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 120],
    registers,
  })
  const received = new Counter({
    name: 'palier_http_received_bytes_total',
    help: 'Bytes from the network, headers included.',
    labelNames: ['route'],
    registers,
  })
  const sent = new Counter({
    name: 'palier_http_sent_bytes_total',
    help: 'Bytes to the network, headers included.',
    labelNames: ['route'],
    registers,
  })
  const running = new Gauge({ name: 'palier_http_running_requests', help: 'Requests not yet answered.', registers })
  return {
    begun: (): void => running.inc(),
    ended: (seen: SeenRequest): void => {
      const { method, route, status } = seen
      running.dec()
      requests.inc({ method, route, status })
      seconds.observe({ route }, seen.seconds)
      received.inc({ route }, seen.received)
      sent.inc({ route }, seen.sent)
    },
  }
}

const logMetrics = (register: Registry) => {
  const registers = [register]
  return {
    operations: new Counter({
      name: 'palier_operations_total',
      help: 'What became of the operations that devices sent; problem is empty unless one was refused.',
      labelNames: ['status', 'problem'],
      registers,
    }),
    batch: new Histogram({
      name: 'palier_batch_operations',
      help: 'Operations in one request.',
      buckets: [1, 2, 5, 10, 20, 50, 100, 200, 500],
      registers,
    }),
    commit: new Histogram({
      name: 'palier_commit_seconds',
      help: 'From the first read of a batch to its durable commit.',
      buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
      registers,
    }),
    failures: new Counter({ name: 'palier_commit_failures_total', help: 'Batches that the database did not take.', registers }),
    epochs: new Counter({ name: 'palier_epoch_changes_total', help: 'Restores noticed while this process ran.', registers }),
  }
}

/**
 * Sums, not one series a stream: an administration of 180 sites would make thousands, and a stream's id is no business of
 * the monitoring. A database that does not answer shows as `palier_database_up 0`, not as a scrape that fails.
 */
const factGauges = (register: Registry, facts: () => Promise<LogFacts>) => {
  const gauge = (name: string, help: string) => new Gauge({ name, help, registers: [register] })
  const up = gauge('palier_database_up', 'Whether the database answered this scrape.')
  const gauges: { readonly [fact in keyof LogFacts]: Gauge } = {
    streams: gauge('palier_streams', 'Streams in the log.'),
    operations: gauge('palier_stream_heads', 'Sum of the heads of all streams: places in the log.'),
    uncovered: gauge('palier_uncovered_operations', 'Places in the log not yet known to be safe beyond the database.'),
    quarantined: gauge('palier_quarantined_operations', 'Refused operations kept in quarantine.'),
  }
  return async (): Promise<void> => {
    const found = await facts().catch(() => undefined)
    up.set(found ? 1 : 0)
    for (const fact of Object.keys(gauges) as (keyof LogFacts)[]) gauges[fact].set(found?.[fact] ?? Number.NaN)
  }
}

import type { Envelope } from '../../src/core/protocol/envelope.ts'
import type { Assessed } from '../support/assessed.ts'
import { assessments } from '../support/assessments.ts'
import { workBehind } from '../support/campaign-behind.ts'
import { penOf, penSigner, randomId, tapped } from '../support/pen.ts'
import { type Arrival, arrivals } from './arrivals.ts'
import { openLoadTablet, postLines } from './tablet.ts'

const tablets = 300
const each = 20
const operationsOfOne = 38

/** So many pushes a second of twenty operations each, from three hundred tablets in turn, each at its own site. */
export const steady = async (url: string, rate: number, seconds: number): Promise<readonly Arrival[]> => {
  const turns = Math.round(rate * seconds)
  const work = workOf(turns)
  for (const part of workBehind(work.documents)) await postLines(url, 'headquarters', part)
  return arrivals({ rate, seconds }, async (turn) => {
    const pushes = work.byTablet[turn % tablets]
    const operations = pushes?.queue[Math.floor(turn / tablets)]
    if (pushes && operations) await pushes.tablet(url).push(operations)
  })
}

type Pushes = {
  readonly queue: readonly (readonly Envelope[])[]
  readonly tablet: (url: string) => ReturnType<typeof openLoadTablet>
}

/** What each tablet will send, written beforehand: the load must not wait for its own pen. */
const workOf = (turns: number): { readonly documents: readonly Assessed[]; readonly byTablet: readonly Pushes[] } => {
  const operationsEach = Math.ceil(turns / tablets) * each
  const documentsEach = Math.ceil(operationsEach / operationsOfOne) + 1
  const documents = assessments(documentsEach * tablets)
  const byTablet = Array.from({ length: tablets }, (_, place): Pushes => {
    const [device, stream] = [randomId(), randomId()]
    const pen = penOf(device, stream, penSigner())
    const own = documents.slice(place * documentsEach, (place + 1) * documentsEach)
    const operations = own.flatMap((assessed) => tapped(pen, assessed))
    const queue = Array.from({ length: Math.ceil(turns / tablets) }, (_, at) => operations.slice(at * each, (at + 1) * each))
    let opened: ReturnType<typeof openLoadTablet> | undefined
    return {
      queue,
      tablet: (url) => {
        opened ??= openLoadTablet(url, device, stream)
        return opened
      },
    }
  })
  return { documents, byTablet }
}

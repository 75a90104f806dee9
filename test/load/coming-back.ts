import { setTimeout as wait } from 'node:timers/promises'
import { syncOnce } from '../../src/client/sync/engine.ts'
import { openPace } from '../../src/client/sync/pace.ts'
import { httpSend } from '../../src/client/sync/send.ts'
import { verify } from '../../src/client/sync/verify.ts'
import { beginning } from '../../src/core/protocol/cursor.ts'
import type { Assessed } from '../support/assessed.ts'
import { assessments } from '../support/assessments.ts'
import { workBehind } from '../support/campaign-behind.ts'
import { emptyDisk, memoryReplica } from '../support/memory-replica.ts'
import { penOf, penSigner, randomId, tapped } from '../support/pen.ts'
import { postLines } from './tablet.ts'

const tablets = 300
const documentsOfADay = 8
const patience = 20

export type Drained = { readonly operations: number; readonly seconds: number; readonly left: number; readonly tries: number }

/**
 * Three hundred tablets that worked a day without a network, eight officers each, come back within a minute. They speak by
 * the product's own engine, over HTTP, at its own pace; whoever fails tries again after a rest, as the app does.
 */
export const comingBack = async (url: string, within: number): Promise<Drained> => {
  const documents = assessments(tablets * documentsOfADay, 2)
  for (const part of workBehind(documents)) await postLines(url, 'headquarters-2', part)
  const waiting = Array.from({ length: tablets }, (_, place) =>
    tabletWith(documents.slice(place * documentsOfADay, (place + 1) * documentsOfADay)),
  )
  const operations = waiting.reduce((sum, { disk }) => sum + disk.unsent.length, 0)
  const began = performance.now()
  const tries = await Promise.all(
    waiting.map(async (tablet, place) => {
      await wait((place * within * 1000) / tablets)
      return drain(url, tablet)
    }),
  )
  const left = waiting.reduce((sum, { disk }) => sum + disk.unsent.length + disk.refused.length, 0)
  const seconds = (performance.now() - began) / 1000
  return { operations, seconds, left, tries: tries.reduce((sum, one) => sum + one, 0) }
}

type Waiting = ReturnType<typeof memoryReplica>

const tabletWith = (documents: readonly Assessed[]): Waiting => {
  const [device, stream] = [randomId(), randomId()]
  const disk = emptyDisk(device)
  const pen = penOf(device, stream, penSigner())
  disk.unsent = documents.flatMap((assessed) => tapped(pen, assessed))
  disk.cursors[stream] = beginning
  return memoryReplica(disk, { session: randomId() })
}

/** How many exchanges it took until nothing was left, or until the patience ended. */
const drain = async (url: string, { replica, disk }: Waiting): Promise<number> => {
  const pace = openPace()
  for (let tries = 1; ; tries += 1) {
    const outcome = await syncOnce({
      replica,
      send: httpSend(`${url}/api/v1/sync`),
      verify,
      pace,
      app: 'load',
      nonce: () => randomId(),
      now: () => new Date().toISOString(),
      progress: () => undefined,
    })
    if ((outcome.ok && disk.unsent.length === 0) || tries === patience) return tries
    await wait(2000 * (0.5 + Math.random() / 2))
  }
}

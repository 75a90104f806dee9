import type { Envelope } from '../../src/core/protocol/envelope.ts'
import { append } from '../contract/journal.ts'
import { sealingFor } from './courier-keys.ts'
import type { Enrolled, Headquarters } from './courier-server.ts'
import { memoryPlace } from './memory-journal.ts'

/** What lies in the journal of a tablet on which nobody remembers the passphrase, or nothing is left of its keys. */
export const lockedJournal = async (
  tablet: Enrolled,
  { work, server, profile = 'profile-1' }: { work: readonly Envelope[]; server: string; profile?: string },
) => {
  const { sealing } = await sealingFor(profile)
  const place = memoryPlace({ ...sealing, device: tablet.device, server, signer: tablet.signer })
  const tab = await place.open()
  await append(tab, work)
  await tab.know({ device: tablet.device, administration: 'dgd', person: tablet.person, names: { a: 'DEMBÉLÉ Daouda' } })
  place.cutPower()
  return async () => (await place.files()).map(({ bytes }) => bytes)
}

/** The line to headquarters: the answer of its courier, as the route gives it. */
export const courierLine =
  (hq: Pick<Headquarters, 'courier'>): typeof fetch =>
  async (_, init) => {
    const by = { administration: 'dgd', account: 'courier', tablet: 'other', time: new Date().toISOString() }
    const packed = new Response(init?.body).body?.pipeThrough(new DecompressionStream('gzip'))
    const taken = await hq.courier.take(await new Response(packed).text(), by)
    const body = JSON.stringify(taken.ok ? taken.value : { code: taken.problem.problem })
    const type = taken.ok ? 'application/json' : 'application/problem+json'
    return new Response(body, { status: taken.ok ? 200 : 400, headers: { 'content-type': type } })
  }

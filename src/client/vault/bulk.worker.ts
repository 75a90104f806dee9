import type { BulkAnswer, BulkCall } from './bulk-calls.ts'
import { openWith } from './cipher.ts'

/* Opens long lists beside the page: a slow tablet's screen goes on answering meanwhile. */

let key: CryptoKey | undefined

addEventListener('message', async ({ data }: MessageEvent<BulkCall>) => {
  if ('key' in data) {
    key = data.key
    return
  }
  const { number, places, sealed } = data
  const own = key
  const none = new Uint8Array()
  const opened = await Promise.all(sealed.map((one, at) => (own ? openWith(own, places[at] ?? '', one).catch(() => none) : none)))
  const ends = new Uint32Array(opened.length)
  let end = 0
  for (const [at, { length }] of opened.entries()) {
    end += length
    ends[at] = end
  }
  const plain = new Uint8Array(end)
  for (const [at, one] of opened.entries()) plain.set(one, (ends[at] ?? 0) - one.length)
  const answer: BulkAnswer = { number, plain, ends }
  postMessage(answer, { transfer: [plain.buffer, ends.buffer] })
})

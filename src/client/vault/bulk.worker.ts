import { type BulkAnswer, type BulkCall, pieceAt, strung } from './bulk-calls.ts'
import { openWith } from './cipher.ts'

/* Opens long lists beside the page: a slow tablet's screen goes on answering meanwhile. */

let key: CryptoKey | undefined

addEventListener('message', async ({ data }: MessageEvent<BulkCall>) => {
  if ('key' in data) {
    key = data.key
    return
  }
  const own = key
  const none = new Uint8Array()
  const opened = await Promise.all(
    data.places.map((place, at) => (own ? openWith(own, place, pieceAt(data, at)).catch(() => none) : none)),
  )
  const answer: BulkAnswer = { number: data.number, ...strung(opened) }
  postMessage(answer, { transfer: [answer.bytes.buffer, answer.ends.buffer] })
})

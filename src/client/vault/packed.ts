/*
 * An item as bytes, to be sealed: one byte that tells the form, then JSON; where the item has `bytes`, the length of the JSON,
 * the JSON of the rest, and those bytes as they are.
 */

type Bytes = Uint8Array<ArrayBuffer>

const form = { json: 0, withBytes: 1 } as const
const head = 5

export const pack = (item: object): Bytes => {
  const { bytes, ...rest } = item as { readonly bytes?: unknown }
  const tail = ArrayBuffer.isView(bytes) ? (bytes as Bytes) : undefined
  const json = encoder.encode(JSON.stringify(tail ? rest : item))
  if (!tail) {
    const packed = new Uint8Array(1 + json.length)
    packed.set(json, 1)
    return packed
  }
  const packed = new Uint8Array(head + json.length + tail.length)
  packed[0] = form.withBytes
  new DataView(packed.buffer).setUint32(1, json.length)
  packed.set(json, head)
  packed.set(tail, head + json.length)
  return packed
}

export const unpack = (packed: Bytes): object => {
  if (packed[0] === form.json) return JSON.parse(decoder.decode(packed.subarray(1))) as object
  const length = new DataView(packed.buffer, packed.byteOffset).getUint32(1)
  const rest = JSON.parse(decoder.decode(packed.subarray(head, head + length))) as object
  return { ...rest, bytes: packed.slice(head + length) }
}

const encoder = new TextEncoder()
const decoder = new TextDecoder()

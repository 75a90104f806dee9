const none = Buffer.alloc(0)
const endOfHead = Buffer.from('\r\n\r\n')

export type Counted = { readonly messages: number; readonly head: number; readonly body: number }

/**
 * Follows one side of an HTTP/1.1 connection and counts the bytes of heads and of bodies. Chunk sizes belong to the body that
 * they frame.
 */
export const messageCounter = () => {
  const counted = { messages: 0, head: 0, body: 0 }
  let held: Buffer = none
  let left = 0
  let isChunked = false

  /** Takes what it can of what is held; false when more must come first. */
  const step = (): boolean => {
    if (left > 0) return pass(Math.min(left, held.length))
    return isChunked ? chunk() : head()
  }
  const pass = (bytes: number): boolean => {
    counted.body += bytes
    left -= bytes
    held = held.subarray(bytes)
    return held.length > 0
  }
  const head = (): boolean => {
    const end = held.indexOf(endOfHead)
    if (end < 0) return false
    const text = held.subarray(0, end).toString('latin1')
    counted.messages += 1
    counted.head += end + endOfHead.length
    held = held.subarray(end + endOfHead.length)
    isChunked = /^transfer-encoding:.*chunked/im.test(text)
    left = Number(/^content-length:\s*(\d+)/im.exec(text)?.[1] ?? 0)
    return held.length > 0
  }
  const chunk = (): boolean => {
    const end = held.indexOf('\r\n')
    if (end < 0) return false
    const size = Number.parseInt(held.subarray(0, end).toString('latin1'), 16)
    isChunked = size > 0
    left = end + 2 + size + 2
    return true
  }
  return {
    counted: counted as Counted,
    take: (bytes: Buffer): void => {
      held = held.length === 0 ? bytes : Buffer.concat([held, bytes])
      let goesOn = held.length > 0
      while (goesOn) goesOn = step()
    },
  }
}

import { joined } from './unzip.ts'

/** The lines of a stream as they come whole, in their bytes. What follows the last end of line broke off, and is nothing. */
export async function* linesOf(
  stream: ReadableStream<Uint8Array>,
  heard: (bytes: number) => void,
  ended: () => void,
): AsyncGenerator<Uint8Array> {
  const reader = stream.getReader()
  let held: Uint8Array[] = []
  try {
    for (;;) {
      const { value, done } = await reader.read()
      if (done) return
      heard(value.byteLength)
      let from = 0
      for (let end = value.indexOf(lineEnd); end >= 0; end = value.indexOf(lineEnd, from)) {
        const rest = value.subarray(from, end)
        yield held.length > 0 ? whole([...held, rest]) : rest
        held = []
        from = end + 1
      }
      if (from < value.length) held.push(value.subarray(from))
    }
  } finally {
    ended()
    await reader.cancel().catch(() => undefined)
  }
}

const lineEnd = 0x0a

const whole = (parts: readonly Uint8Array[]): Uint8Array =>
  joined(
    parts,
    parts.reduce((sum, { length }) => sum + length, 0),
  )

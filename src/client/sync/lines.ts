/** The lines of a stream as they come whole. What follows the last end of line broke off, and is nothing. */
export async function* linesOf(
  stream: ReadableStream<Uint8Array>,
  heard: (bytes: number) => void,
  ended: () => void,
): AsyncGenerator<string> {
  const reader = stream.getReader()
  const decoder = new TextDecoder()
  let held = ''
  try {
    for (;;) {
      const { value, done } = await reader.read()
      if (done) return
      heard(value.byteLength)
      const lines = (held + decoder.decode(value, { stream: true })).split('\n')
      held = lines.pop() ?? ''
      for (const line of lines) yield line
    }
  } finally {
    ended()
    await reader.cancel().catch(() => undefined)
  }
}

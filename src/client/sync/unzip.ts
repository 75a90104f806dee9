/** Unpacks gzip, up to so many bytes and not one more: what is damaged or larger is none. */
export const unzip = async (bytes: Uint8Array, most: number): Promise<Uint8Array | undefined> => {
  const parts: Uint8Array[] = []
  let length = 0
  try {
    const { readable, writable } = new DecompressionStream('gzip')
    const writer = writable.getWriter()
    // Whoever reads hears of what is wrong with it.
    for (const done of [writer.write(bytes as Uint8Array<ArrayBuffer>), writer.close()]) done.catch(() => undefined)
    const reader = readable.getReader()
    for (;;) {
      const { done, value } = await reader.read()
      if (done) break
      length += value.length
      if (length > most) {
        await reader.cancel()
        return undefined
      }
      parts.push(value)
    }
  } catch {
    return undefined
  }
  return joined(parts, length)
}

export const joined = (parts: readonly Uint8Array[], length: number): Uint8Array<ArrayBuffer> => {
  const whole = new Uint8Array(length)
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

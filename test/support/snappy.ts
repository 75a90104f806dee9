/** Unpacks a block of Snappy (format_description.txt of google/snappy): its length, then literals and copies of what came before. */
export const unsnappied = (packed: Buffer): Buffer => {
  let at = 0
  const byte = (): number => packed[at++] ?? 0
  const little = (count: number): number => {
    let value = 0
    for (let place = 0; place < count; place += 1) value += byte() * 256 ** place
    return value
  }
  let length = 0
  for (let factor = 1; ; factor *= 128) {
    const next = byte()
    length += (next & 127) * factor
    if (next < 128) break
  }
  const out = Buffer.alloc(length)
  let end = 0
  const copy = (back: number, count: number): void => {
    for (let left = count; left > 0; left -= 1, end += 1) out[end] = out[end - back] ?? 0
  }
  while (at < packed.length && end < length) {
    const tag = byte()
    const rest = tag >> 2
    if ((tag & 3) === 0) {
      const count = rest < 60 ? rest + 1 : little(rest - 59) + 1
      packed.copy(out, end, at, at + count)
      at += count
      end += count
    } else if ((tag & 3) === 1) copy(((tag >> 5) << 8) + byte(), (rest & 7) + 4)
    else copy(little((tag & 3) === 2 ? 2 : 4), rest + 1)
  }
  return out
}

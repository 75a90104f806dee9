import { type Reader, Torn, type Writer } from './bytes.ts'

/**
 * Several symbols of a small alphabet in one byte: what follows compresses them together, and comes closer to what they
 * are worth than with one symbol a byte. 3^5, 6^3 and 16^2 fill a byte well.
 */
export const packInto = (writer: Writer, symbols: ArrayLike<number>, base: number): void => {
  const each = perByte(base)
  for (let at = 0; at < symbols.length; at += each) {
    let packed = 0
    for (let place = 0; place < each; place += 1) packed = packed * base + (symbols[at + place] ?? 0)
    writer.byte(packed)
  }
}

export const unpackFrom = (reader: Reader, count: number, base: number): Uint8Array => {
  const each = perByte(base)
  const packed = reader.take(Math.ceil(count / each))
  const symbols = new Uint8Array(packed.length * each)
  const ceiling = base ** each
  for (let at = 0; at < packed.length; at += 1) {
    let rest = packed[at] ?? 0
    if (rest >= ceiling) throw new Torn('symbol')
    for (let place = each - 1; place >= 0; place -= 1) {
      symbols[at * each + place] = rest % base
      rest = Math.floor(rest / base)
    }
  }
  return symbols.subarray(0, count)
}

const perByte = (base: number): number => Math.floor(Math.log(256) / Math.log(base) + 1e-9)

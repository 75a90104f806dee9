/** CRC-32C (Castagnoli), reflected polynomial 0x82F63B78, RFC 3720 appendix B.4: finds any burst of up to 32 damaged bits. */
export const crc32c = (bytes: Uint8Array): string => {
  let rest = -1
  for (const byte of bytes) rest = (table[(rest ^ byte) & 0xff] ?? 0) ^ (rest >>> 8)
  return ((rest ^ -1) >>> 0).toString(16).padStart(8, '0')
}

const table = Int32Array.from({ length: 256 }, (_, byte) => {
  let rest = byte
  for (let bit = 0; bit < 8; bit += 1) rest = rest & 1 ? (rest >>> 1) ^ 0x82f63b78 : rest >>> 1
  return rest
})

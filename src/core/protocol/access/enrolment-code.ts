/** Crockford's base 32: no letter that looks like a digit, and no U. Eight of them are 40 bits. */
export const codeAlphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** In minutes. */
export const codeLife = 15

/** As it is shown: `ABCD-EFGH`. */
export const shownCode = (code: string): string => `${code.slice(0, 4)}-${code.slice(4)}`

/**
 * The eight characters in what somebody typed or a camera read; undefined where they are none. Small letters, spaces and
 * hyphens do not matter, nor does an O for a 0, or an I or L for a 1.
 */
export const enrolmentCode = (typed: string): string | undefined => {
  const code = typed.toUpperCase().replace(/[\s-]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1')
  return /^[0-9A-HJKMNP-TV-Z]{8}$/.test(code) ? code : undefined
}

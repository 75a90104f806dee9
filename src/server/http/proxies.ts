import { BlockList, isIP } from 'node:net'

/**
 * Whose word is taken for who really asks (`X-Forwarded-For`) and over what (`X-Forwarded-Proto`). This machine’s always: who
 * can open a connection from it needs no lie. Any other only where it was named; else everybody could be anybody.
 */
export const trustedProxies = (named: readonly string[]): ((address: string) => boolean) => {
  const list = new BlockList()
  for (const one of named) add(list, one)
  return (address) => {
    const plain = plainAddress(address)
    return isOwnAddress(plain) || (isIP(plain) !== 0 && list.check(plain, family(plain)))
  }
}

/** Whether all of these are addresses, or networks like `10.1.0.0/16`. */
export const isProxyList = (named: readonly string[]): boolean => named.every(isProxy)

export const isOwnAddress = (address: string): boolean => address === '::1' || /^127\./.test(address)

/** An IPv4 address in the clothes of IPv6, as a server that listens for both sees it, is the IPv4 address. */
export const plainAddress = (address: string): string => address.replace(/^::ffff:(?=\d+\.)/i, '')

const family = (address: string): 'ipv4' | 'ipv6' => (isIP(address) === 6 ? 'ipv6' : 'ipv4')

const isProxy = (text: string): boolean => {
  const [address = '', length, ...more] = text.split('/')
  const kind = isIP(address)
  if (kind === 0 || more.length > 0) return false
  return length === undefined || (/^\d{1,3}$/.test(length) && Number(length) <= (kind === 4 ? 32 : 128))
}

const add = (list: BlockList, text: string): void => {
  const [address = '', length] = text.split('/')
  if (length === undefined) list.addAddress(address, family(address))
  else list.addSubnet(address, Number(length), family(address))
}

/** What browsers with Trusted Types offer of them; the others enforce nothing. */
type Factory = {
  readonly createPolicy: (name: string, rules: { readonly createScriptURL: (address: string) => string }) => unknown
}

/** The files of a release that may run: built scripts, and the service worker. */
const own = /^\/(?:assets\/[\w.-]+\.js|sw\.js)$/

/**
 * Gives the page the one policy that its headers allow: scripts of this release may be started as workers, and no text ever
 * becomes markup or script. It is the default policy, since bundler and libraries start workers by plain addresses.
 */
export const trustOwnScripts = (
  at: Pick<Location, 'href' | 'origin'> = location,
  factory = (globalThis as { readonly trustedTypes?: Factory }).trustedTypes,
): void => {
  factory?.createPolicy('default', {
    createScriptURL: (address) => {
      const { origin, pathname, search } = new URL(address, at.href)
      if (origin === at.origin && own.test(pathname) && search === '') return address
      throw new TypeError('no script of this release')
    },
  })
}

import { lookup } from 'node:dns'
import { isIP, type LookupFunction } from 'node:net'
import { isPublicAddress } from './isPublicAddress.ts'

/**
 * Finds only public addresses of a name, for the option `lookup` of a connection. The connection uses exactly the addresses that were checked, so a name that
 * changes between two lookups cannot lead it into a private network. Node.js does not look up a host that is an address: check `isPublicHost` first.
 */
export const publicLookup: LookupFunction = (hostname, options, done) => {
  lookup(hostname, { ...options, all: true }, (error, found) => {
    if (error !== null) return done(error, '')
    const open = found.filter(({ address }) => isPublicAddress(address))
    const [first] = open
    if (first === undefined) return done(new Error(`${hostname} has no public address`), '')
    if (options.all === true) done(null, open)
    else done(null, first.address, first.family)
  })
}

/** Returns false for a URL whose host is an address outside the public internet. Returns true for a name, which `publicLookup` checks. Pure. */
export function isPublicHost({ hostname }: Pick<URL, 'hostname'>): boolean {
  const bare = hostname.replace(/^\[|\]$/g, '')
  return isIP(bare) === 0 || isPublicAddress(bare)
}

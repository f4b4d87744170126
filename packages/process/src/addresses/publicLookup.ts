import { type LookupAddress, lookup } from 'node:dns'
import { Resolver } from 'node:dns/promises'
import { isIP, type LookupFunction } from 'node:net'
import { isPublicAddress } from './isPublicAddress.ts'

/**
 * Finds only public addresses of a name, for the option `lookup` of a connection. The connection uses exactly the addresses that were checked, so a name that
 * changes between two lookups cannot lead it into a private network. Node.js does not look up a host that is an address: check `isPublicHost` first.
 */
export const publicLookup: LookupFunction = (hostname, options, done) => {
  lookup(hostname, { ...options, all: true }, (error, found) => {
    if (error !== null) done(error, '')
    else answerPublic(hostname, found, { isAll: options.all === true, done })
  })
}

const resolveWithinMs = 3_000
const resolveTries = 2

/** Asks name servers for the addresses of a name. */
export type NameServers = Pick<Resolver, 'resolve4' | 'resolve6'>

/**
 * Returns a lookup like `publicLookup`, for names that a stranger chose. It asks name servers by `resolver`. `publicLookup` uses the few threads of Node.js that
 * also write files, so a slow name server of a stranger could stop a program.
 */
export function publicResolver(resolver: NameServers = new Resolver({ timeout: resolveWithinMs, tries: resolveTries })): LookupFunction {
  return (hostname, options, done) => {
    void Promise.allSettled([resolver.resolve4(hostname), resolver.resolve6(hostname)]).then(([four, six]) => {
      const found = [
        ...(four.status === 'fulfilled' ? four.value.map((address) => ({ address, family: 4 })) : []),
        ...(six.status === 'fulfilled' ? six.value.map((address) => ({ address, family: 6 })) : []),
      ]
      answerPublic(hostname, found, { isAll: options.all === true, done })
    })
  }
}

type Answering = { readonly isAll: boolean; readonly done: Parameters<LookupFunction>[2] }

function answerPublic(hostname: string, found: readonly LookupAddress[], { isAll, done }: Answering): void {
  const open = found.filter(({ address }) => isPublicAddress(address))
  const [first] = open
  if (first === undefined) done(new Error(`${hostname} has no public address`), '')
  else if (isAll) done(null, open)
  else done(null, first.address, first.family)
}

/** Returns false for a URL whose host is an address outside the public internet. Returns true for a name, which `publicLookup` checks. Pure. */
export function isPublicHost({ hostname }: Pick<URL, 'hostname'>): boolean {
  const bare = hostname.replace(/^\[|\]$/g, '')
  return isIP(bare) === 0 || isPublicAddress(bare)
}

import type { Hex32, ServiceId } from '@infinitio/domain'
import { type FileTerms, partPath, readFileTerms } from '@infinitio/services'
import { type LedgerAccess, readFileTermsOf } from '../ledger/ledgerAccess.ts'
import { readOffers } from '../router/readOffers.ts'
import { openUpstream, serviceReach } from '../wire/openUpstream.ts'

/** A cache and its terms. */
export type CacheOffer = { readonly service: ServiceId; readonly terms: FileTerms }

const mostAsked = 20

/**
 * Finds caches that state to have a file, by its SHA-256: those of `named` in their order, or else the cheapest ones of the ledger. Asks at most 20 caches, and
 * pays nothing. Throws `serving.service_unknown` for a named service that sells no files.
 */
export async function findCaches(
  ledger: LedgerAccess,
  { sha256, named }: { readonly sha256: Hex32; readonly named: readonly ServiceId[] },
): Promise<readonly CacheOffer[]> {
  const all =
    named.length === 0
      ? await cheapest(ledger)
      : await Promise.all(named.map(async (id) => ({ service: id, terms: await readFileTermsOf(ledger, id) })))
  const offers = all.filter(({ terms }) => terms.kind === 'cache').slice(0, mostAsked)
  const has = await Promise.all(offers.map(({ terms }) => hasFile(ledger, terms, sha256)))
  return offers.filter((_, place) => has[place])
}

async function cheapest(ledger: LedgerAccess): Promise<CacheOffer[]> {
  const { look, offers } = readOffers(ledger, readFileTerms)
  await look()
  return offers().toSorted((one, other) => (one.terms.outputPrice < other.terms.outputPrice ? -1 : 1))
}

async function hasFile({ domain }: LedgerAccess, terms: FileTerms, sha256: Hex32): Promise<boolean> {
  const upstream = openUpstream(terms.url, { reach: serviceReach(domain.chainId) })
  try {
    const answer = await upstream.ask({ method: 'GET', path: `${partPath}/${sha256}`, signal: AbortSignal.timeout(5_000) })
    answer.resume()
    return answer.statusCode === 200
  } catch {
    // The cache does not answer, so the next one is asked.
    return false
  } finally {
    upstream.close()
  }
}

import { serviceLedgerAbi } from '@infinitio/chain'
import { type Address, address, type ServiceId, serviceId } from '@infinitio/domain'
import { developmentChainId } from '@infinitio/domain/proofs'
import type { ServiceTerms } from '@infinitio/services'
import { hexToBytes } from 'viem'
import { getBlockNumber, getLogs, readContract } from 'viem/actions'
import type { LedgerAccess } from '../ledger/ledgerAccess.ts'

/** A service with the terms (prices, model, URL) that its owner published on the chain, where no server can change them. */
export type Offer<Terms extends ServiceTerms = ServiceTerms> = {
  readonly service: ServiceId
  readonly payee: Address
  readonly isBonded: boolean
  /** The bond in base units of PToken, or 0 if it is leaving. */
  readonly bond: bigint
  readonly terms: Terms
}

/** The largest number of blocks in one request to an RPC node. */
const blocksAtOnce = 50_000n
/** The events after which terms or bond of a service are others. */
const changing: readonly string[] = ['TermsSet', 'BondAdded', 'BondLeaving', 'BondReturned', 'BondSlashed']
/** The smallest bond, in base units, with which a service counts as bonded: 1 PToken. */
const leastBond = 10n ** 18n

/** The services of a ledger. `look` reads the blocks that were added since the last call. */
export type OfferReader<Terms extends ServiceTerms = ServiceTerms> = {
  readonly offers: () => readonly Offer<Terms>[]
  readonly look: () => Promise<void>
}

/** Returns true if a router may send prompts to a URL: an https URL without a user name or password. On the development chain, http is allowed too. */
export function mayCall(url: string, chainId: number): boolean {
  const parsed = URL.parse(url)
  if (parsed === null || parsed.username !== '' || parsed.password !== '') return false
  return parsed.protocol === 'https:' || (chainId === developmentChainId && parsed.protocol === 'http:')
}

/**
 * Reads the services of a ledger from its events, each with its newest terms and its bond. Leaves out services whose terms `read` cannot parse, or with a URL that is not safe. If `look`
 * fails, the next call reads the failed blocks again.
 */
export function readOffers<Terms extends ServiceTerms>(
  { client, domain }: LedgerAccess,
  read: (bytes: Uint8Array) => Terms | null,
): OfferReader<Terms> {
  const events = serviceLedgerAbi.filter((entry) => entry.type === 'event').filter(({ name }) => changing.includes(name))
  const found = new Map<ServiceId, Offer<Terms>>()
  let next = 0n
  return {
    offers: () => [...found.values()],
    async look() {
      const head = await getBlockNumber(client, { cacheTime: 0 })
      for (; next <= head; ) {
        const to = head < next + blocksAtOnce ? head : next + blocksAtOnce
        const logs = await getLogs(client, { address: domain.ledger, events, fromBlock: next, toBlock: to })
        for (const log of logs) {
          // Each of these events has a service, and one has the terms.
          const args = log.args as { readonly service?: string; readonly terms?: `0x${string}` }
          if (args.service === undefined) continue
          const id = serviceId(args.service.toLowerCase())
          const terms = args.terms !== undefined ? read(hexToBytes(args.terms)) : (found.get(id)?.terms ?? null)
          if (terms === null || !mayCall(terms.url, domain.chainId)) found.delete(id)
          else found.set(id, { service: id, terms, ...(await readOwner(id)) })
        }
        next = to + 1n
      }
    },
  }

  async function readOwner(id: ServiceId): Promise<Pick<Offer, 'payee' | 'isBonded' | 'bond'>> {
    const service = await readContract(client, { address: domain.ledger, abi: serviceLedgerAbi, functionName: 'serviceOf', args: [id] })
    const bond = service.outAt === 0 ? service.bond : 0n
    return { payee: address(service.payee.toLowerCase()), isBonded: bond >= leastBond, bond }
  }
}

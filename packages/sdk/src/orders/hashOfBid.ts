import { type Bid, hashBid } from '@infinitio/domain'
import type { ChainWire } from '@infinitio/domain/wire'
import { signingDomainOf } from '../signing/signTypedData.ts'

/** Returns the hash of a bid on this market. The hash is the bid's id, and the signature of the bid covers the hash. */
export function hashOfBid(bid: Bid, { chain }: { chain: Pick<ChainWire, 'chainId' | 'addresses'> }): string {
  return hashBid(bid, signingDomainOf(chain))
}

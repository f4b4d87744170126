import type { TestKey } from '@infinitio/chain/test'
import { type Bid, bidTypedData, durationSeconds, hashBid, nodeId, type OrderHash, zeroHex32 } from '@infinitio/domain'
import { accept, signBid, signData, signingDomain, type TestNode } from './actors.ts'
import { testPrice } from './bookLease.ts'
import type { Market } from './startMarket.ts'

/** Bids for any node of class 0 and region 0 for an hour. */
export async function placeAnywhere(market: Market, renter: TestKey, wish: Partial<Bid> & { nonce: bigint; gpus: number }): Promise<OrderHash> {
  const pinned = { node: { id: nodeId(zeroHex32) } as TestNode, maxPricePerGpuSecond: testPrice, durationSeconds: durationSeconds(3_600n) }
  const { bid: base } = await signBid(market, renter, { ...pinned, gpus: wish.gpus, nonce: wish.nonce })
  const bid: Bid = { ...base, classMask: 1n, regionMask: 1n, minGpusPerNode: 1, allOrNothing: false, ...wish }
  const domain = signingDomain(market)
  const orderHash = hashBid(bid, domain)
  const signature = await signData(renter, bidTypedData(bid, domain))
  await accept(market, { kind: 'PlaceBid', bid, signature, orderHash }, orderHash)
  return orderHash
}

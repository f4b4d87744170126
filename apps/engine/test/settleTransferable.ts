import { settleCall } from '@infinitio/chain'
import type { TestKey } from '@infinitio/chain/test'
import { getLeaseRow } from '@infinitio/db'
import {
  anyoneExecutor,
  askTypedData,
  bidTypedData,
  hashBid,
  type LeaseId,
  leaseId as brandLeaseId,
  type LeaseTerms,
  leaseTermsOf,
  unixSeconds,
} from '@infinitio/domain'
import { askFor, registerNode, send, signBid, signData, signingDomain } from './actors.ts'
import { testPrice } from './bookLease.ts'
import type { Market } from './startMarket.ts'

/** Settles a transferable lease that starts in two hours. The account that settles it is not the engine. The nonce of its bid is `lane`. */
export async function settleTransferable(
  market: Market,
  renter: TestKey,
  { lane }: { lane: bigint },
): Promise<{ leaseId: LeaseId; terms: LeaseTerms }> {
  const node = await registerNode(market, { name: `transferable ${lane}`, gpus: 1 })
  const { timestamp: now } = await market.client.getBlock({ blockTag: 'latest' })
  const domain = signingDomain(market)
  const ask = {
    ...(await askFor(market, node, { pricePerGpuSecond: testPrice, nonce: 5_000_000_000n + lane })),
    transferable: true,
    executor: anyoneExecutor,
  }
  const wish = { node, maxPricePerGpuSecond: testPrice, gpus: 1, durationSeconds: ask.minDurationSeconds, nonce: lane }
  const bid = { ...(await signBid(market, renter, wish)).bid, executor: anyoneExecutor, startUntil: unixSeconds(now + 9_000n) }
  const item = {
    ask,
    askSignature: await signData(node.provider, askTypedData(ask, domain)),
    bid,
    bidSignature: await signData(renter, bidTypedData(bid, domain)),
    mandate: null,
    gpus: 1,
    start: unixSeconds(now + 7_200n),
    relayFee: bid.maxRelayFee,
  }
  await send(market, market.chain.keys.deployer, { ...settleCall({ market: market.chain.addresses.market, item }), what: 'settle' })
  const bidHash = hashBid(bid, domain)
  const id = await market.until('the lease has a row', async () => {
    const rows = await market.owner.query<{ leaseId: bigint }>('select lease_id as "leaseId" from leases where bid_hash = $1', [bidHash])
    return rows[0]?.leaseId
  })
  const row = await getLeaseRow(market.owner, { leaseId: id })
  if (row === null) throw new Error('the lease has no row')
  return { leaseId: brandLeaseId(id), terms: leaseTermsOf(row) }
}

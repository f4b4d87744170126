import { leaseTermsFromChain, marketAbi, type SettleItem, settleCall } from '@infinitio/chain'
import type { TestKey } from '@infinitio/chain/test'
import { type LeaseId, type LeaseTerms, leaseId, type NodeId, pTokenUnits, unixSeconds } from '@infinitio/domain'
import { parseEventLogs } from 'viem'
import type { GasParties } from './gasParties.ts'

/** The lease that a settle has just opened, with the gas of that transaction. */
export type OpenLease = { leaseId: LeaseId; terms: LeaseTerms; gas: number }

/** The options in which a pair of orders can differ. `bidKey` signs the bid and `renter` pays; by default, both are the same account. */
export type PairOptions = {
  nonce: bigint
  relayFee: bigint
  mandated: boolean
  renter?: TestKey
  bidKey?: TestKey
  node?: NodeId
  start?: bigint
  transferable?: boolean
}

const hour = 3_600n

/** Settles one pair of an ask and a bid, for one GPU and 8 hours. Returns the new lease. */
export async function openLease(parties: GasParties, options: PairOptions): Promise<OpenLease> {
  const item = await settlePair(parties, options)
  const gas = await parties.gasOf(parties.chain.keys.sender, settleCall({ market: parties.chain.addresses.market, item }))
  return { ...(await lastLease(parties)), gas }
}

/** Signs the pair of `openLease` without settling it. */
export async function settlePair(parties: GasParties, options: PairOptions): Promise<SettleItem> {
  const { provider } = parties.chain.keys
  const renter = options.renter ?? parties.chain.keys.renter
  const now = await parties.now()
  const node = options.node ?? parties.node
  const ask = { ...parties.ask(now), node, transferable: options.transferable ?? false }
  const bid = { ...parties.bid({ renter: renter.address, now, nonce: options.nonce, seconds: 8n * hour }), node }
  const mandate = parties.mandate(now)
  return {
    ask,
    askSignature: await parties.signAsk(options.mandated ? parties.nodeKey : provider, ask),
    bid,
    bidSignature: await parties.signBid(options.bidKey ?? renter, bid),
    mandate: options.mandated ? { mandate, signature: await parties.signMandate(provider, mandate) } : null,
    gpus: 1,
    start: unixSeconds(options.start ?? 0n),
    relayFee: pTokenUnits(options.relayFee),
  }
}

async function lastLease(parties: GasParties): Promise<{ leaseId: LeaseId; terms: LeaseTerms }> {
  const logs = await parties.client.getLogs({ address: parties.chain.addresses.market, fromBlock: 'latest' })
  const [settled] = parseEventLogs({ abi: marketAbi, eventName: 'Settled', logs })
  if (settled === undefined) throw new Error('a settle wrote no Settled event')
  return { leaseId: leaseId(settled.args.leaseId), terms: leaseTermsFromChain(settled.args.terms) }
}

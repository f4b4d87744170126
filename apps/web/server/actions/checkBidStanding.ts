import { findHold, findOpenAsk, findWorkload, readWallet } from '@infinitio/db'
import { type Bid, type Refusal, zeroHex32 } from '@infinitio/domain'
import { readAskJson } from '../market/readOrderJson.ts'
import type { Services } from '../services.ts'
import { checkNonce } from './checkNonce.ts'
import { mostSpentOn } from './mostSpentOn.ts'

/**
 * Judges a bid by what is known now: its ask and price, hold, workload, nonce and funds. The matcher and the contract judge again; this
 * says at once what they would say later. Codes: `order.ask_gone`, `order.price_moved`, `order.self_trade`, `order.fee_above_maximum`,
 * `order.relay_fee_above_maximum`, `hold.*`, `node.workload_unknown`, `order.nonce_used`, `order.nonce_cancelled`, `account.insufficient_balance`.
 */
export async function checkBidStanding(
  services: Services,
  bid: Bid,
  { orderHash, holdId }: { orderHash: string; holdId: string | null },
): Promise<Refusal | null> {
  const facts = await services.facts.read()
  if (bid.maxFeeBps < BigInt(facts.feeBps)) return { rejected: 'order.fee_above_maximum' }
  if (bid.maxRelayFee < services.relayFee) return { rejected: 'order.relay_fee_above_maximum' }
  const price = holdId === null ? await askPrice(services, bid) : await heldPrice(services, bid, holdId)
  if ('rejected' in price) return price
  if (bid.workloadHash !== zeroHex32 && (await findWorkload(services.db, { hash: bid.workloadHash })) === null)
    return { rejected: 'node.workload_unknown' }
  const nonce = await checkNonce(services, { account: bid.renter, kind: 'bid', nonce: bid.nonce, orderHash })
  if (nonce !== null) return nonce
  const wallet = await readWallet(services.db, { account: bid.renter })
  const available = wallet.balance - wallet.arriving - wallet.held - wallet.unsettled + price.heldAmount
  const needed = mostSpentOn(bid, services.relayFee)
  return available < needed ? { rejected: 'account.insufficient_balance', detail: `available ${available}, needed ${needed}` } : null
}

type Price = { readonly heldAmount: bigint }

async function askPrice(services: Services, bid: Bid): Promise<Price | Refusal> {
  const order = await findOpenAsk(services.db, { nodeId: bid.node, renter: bid.renter })
  if (order === null) return { rejected: 'order.ask_gone' }
  const ask = readAskJson(order.orderJson)
  if (ask.provider === bid.renter) return { rejected: 'order.self_trade' }
  return BigInt(ask.pricePerGpuSecond) > bid.maxPricePerGpuSecond ? { rejected: 'order.price_moved' } : { heldAmount: 0n }
}

async function heldPrice(services: Services, bid: Bid, holdId: string): Promise<Price | Refusal> {
  const hold = await findHold(services.db, { holdId })
  if (hold === null) return { rejected: 'hold.unknown' }
  if (hold.account !== bid.renter) return { rejected: 'hold.not_owner' }
  if (hold.state === 'used') return { rejected: 'hold.already_used' }
  if (hold.state === 'released') return { rejected: 'hold.released' }
  if (hold.state !== 'held' || Number(hold.expiresAtMs) <= Date.now()) return { rejected: 'hold.expired' }
  if (hold.nodeId !== bid.node || hold.gpus !== bid.gpus || hold.durationSeconds !== bid.durationSeconds) return { rejected: 'hold.does_not_match' }
  return hold.pricePerGpuSecond > bid.maxPricePerGpuSecond ? { rejected: 'order.price_moved' } : { heldAmount: hold.funded ? hold.amount : 0n }
}

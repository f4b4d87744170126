import { type Db, type LeaseRow, type RelayBudget, readRelayStanding } from '@infinitio/db'
import { type Address, isRefusal, type Refusal } from '@infinitio/domain'
import type { RelayRequestWire } from '@infinitio/domain/wire'
import { feeOf } from './feeOf.ts'
import { isOfWallet, isPaidBySettle, judgeRelay } from './judgeRelay.ts'
import { relayCalldata } from './relayCalldata.ts'
import type { RelayRules } from './relayRules.ts'
import { type WalletParts, walletTokens } from './walletTokens.ts'

type Asked = { readonly relay: RelayRequestWire; readonly account: Address; readonly lease: LeaseRow | null; readonly caller: string }

/**
 * Returns the budget that a relay counts against. What a lease needs (ready, end, cancel, no-show) never counts. Refuses as `judgeRelay`, with the contract
 * call by which the account can send the relay itself, and with `chain.node_busy`.
 */
export async function budgetOf(
  parts: WalletParts & { readonly db: Db; readonly relayRules: RelayRules },
  { relay, account, lease, caller }: Asked,
): Promise<RelayBudget | Refusal> {
  if (isPaidBySettle(relay.kind)) return 'none'
  const standing = await readRelayStanding(parts.db, { account, ...cancelledBy(relay) })
  const needsWallet = isOfWallet(relay.kind, standing) || (relay.kind === 'deposit' && feeOf(relay) > 0n)
  const wallet = needsWallet ? await walletTokens(parts, { account, caller }) : null
  if (isRefusal(wallet)) return wallet
  const judged = judgeRelay({ relay, standing, wallet }, parts.relayRules)
  if (!isRefusal(judged)) return judged
  const { addresses } = await parts.facts.read()
  const call = relayCalldata(relay, { market: addresses.market, lease })
  return call === null ? judged : { ...judged, call: { to: call.to, data: call.data } }
}

/** The nonce, or the floor of nonces, that a relay cancels. */
function cancelledBy(relay: RelayRequestWire): { nonce: bigint | null; floor: bigint | null } {
  if (relay.kind === 'cancelAsk' || relay.kind === 'cancelBid') return { nonce: BigInt(relay.nonce), floor: null }
  return { nonce: null, floor: relay.kind === 'raiseFloor' ? BigInt(relay.floor) : null }
}

import { type Db, type LeaseRow, readRelayStanding, type RelayBudget } from '@infinitio/db'
import { type Address, isRefusal, type Refusal } from '@infinitio/domain'
import type { RelayRequestWire } from '@infinitio/domain/wire'
import { pTokenAbi } from '@infinitio/chain'
import { decodeFunctionResult, encodeFunctionData } from 'viem'
import { publicCall } from '../rpc/publicCall.ts'
import type { MarketFactsReader } from '../chain/createMarketFacts.ts'
import type { PublicRpc } from '../rpc/createPublicRpc.ts'
import { feeOf } from './feeOf.ts'
import { isOfWallet, isPaidBySettle, judgeRelay } from './judgeRelay.ts'
import { relayCalldata } from './relayCalldata.ts'
import type { RelayRules } from './relayRules.ts'

const gas = 100_000n

type Asked = { readonly relay: RelayRequestWire; readonly account: Address; readonly lease: LeaseRow | null; readonly caller: string }

/**
 * Returns the budget that a relay counts against. Messages that a lease needs (ready, end, cancel, no-show) never count. Refuses as `judgeRelay`, adding the
 * contract call with which the account can send the relay itself, and with `chain.node_busy`.
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

/** Returns the nonce that a relay cancels, or the floor below which it cancels all nonces; both are null for other relays. */
function cancelledBy(relay: RelayRequestWire): { nonce: bigint | null; floor: bigint | null } {
  if (relay.kind === 'cancelAsk' || relay.kind === 'cancelBid') return { nonce: BigInt(relay.nonce), floor: null }
  return { nonce: null, floor: relay.kind === 'raiseFloor' ? BigInt(relay.floor) : null }
}

/** The services that are needed to read an account's wallet. */
type WalletParts = { readonly publicRpc: PublicRpc; readonly facts: MarketFactsReader }

/**
 * Returns the PToken in an account's wallet, in base units. Uses the node for public requests.
 * Refuses with `chain.node_busy`.
 */
async function walletTokens({ publicRpc, facts }: WalletParts, { account, caller }: { account: Address; caller: string }): Promise<bigint | Refusal> {
  const question = { abi: pTokenAbi, functionName: 'balanceOf' } as const
  const { addresses } = await facts.read()
  const data = encodeFunctionData({ ...question, args: [account] })
  const answer = await publicCall(publicRpc, { caller, to: addresses.pToken, data, gas })
  if (answer.kind === 'busy') return { rejected: 'chain.node_busy' }
  return answer.kind === 'returned' ? decodeFunctionResult({ ...question, data: answer.data }) : 0n
}

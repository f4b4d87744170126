import { type Db, type LeaseRow, readRelayStanding, type RelayBudget } from '@infinitio/db'
import { type Address, isRefusal, leaseId, leaseKey, leaseTermsOf, type MarketMessages, type Refusal } from '@infinitio/domain'
import type { RelayRequestWire } from '@infinitio/domain/wire'
import {
  authorizeForCall,
  autoExtendCall,
  cancelAskForCall,
  cancelBidForCall,
  type ContractCall,
  depositSignedForCall,
  extendForCall,
  raiseFloorForCall,
  revokeForCall,
  transferLeaseForCall,
  withdrawForCall,
} from '@infinitio/chain'
import type { Hex } from 'viem'
import { feeOf, isOfWallet, isPaidBySettle, judgeRelay } from './judgeRelay.ts'
import type { RelayRules } from './relayRules.ts'
import { walletTokens, type WalletParts } from './walletTokens.ts'

type Asked = { readonly relay: RelayRequestWire; readonly account: Address; readonly lease: LeaseRow | null; readonly caller: string }

/**
 * Returns the operator's budget against which a relay (a signed message that the market sends to the chain) counts: `account` (only the budget of its account),
 * `total` (also the budget of all accounts together), or `none`. Messages that a lease needs (ready, end by either party, cancel, no-show) count against none.
 * Refuses with the codes of `judgeRelay`; such a refusal contains the contract call with which anybody can send the message, unless the call needs a lease that
 * is missing. Also refuses with `chain.node_busy`.
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

/**
 * Returns the order nonce that a relay (a signed message for the chain) cancels, or the floor: the nonce below which the relay cancels all nonces of the
 * account. If the relay cancels nothing, returns null for both.
 */
function cancelledBy(relay: RelayRequestWire): { nonce: bigint | null; floor: bigint | null } {
  if (relay.kind === 'cancelAsk' || relay.kind === 'cancelBid') return { nonce: BigInt(relay.nonce), floor: null }
  return { nonce: null, floor: relay.kind === 'raiseFloor' ? BigInt(relay.floor) : null }
}

/**
 * If the operator does not send a signed message, anybody can send it with the contract call that this function returns. `lease` is the lease of the message.
 * Returns null for kinds that the operator sends in any case, and for a message about a missing lease.
 */
function relayCalldata(relay: RelayRequestWire, { market, lease }: { market: Address; lease: LeaseRow | null }): ContractCall | null {
  const signature = relay.signature as Hex
  const about = { market, signature }
  switch (relay.kind) {
    case 'withdraw':
      return withdrawForCall({ ...about, message: messageOf<'Withdraw'>(relay) })
    case 'cancelAsk':
      return cancelAskForCall({ ...about, message: messageOf<'CancelAsk'>(relay) })
    case 'cancelBid':
      return cancelBidForCall({ ...about, message: messageOf<'CancelBid'>(relay) })
    case 'raiseFloor':
      return raiseFloorForCall({ ...about, message: messageOf<'RaiseFloor'>(relay) })
    case 'authorize':
      return authorizeForCall({ ...about, message: messageOf<'Authorize'>(relay) })
    case 'revoke':
      return revokeForCall({ ...about, message: messageOf<'Revoke'>(relay) })
    case 'deposit': {
      const { deadline, v, r, s } = relay.permit
      const permit = { deadline: BigInt(deadline), v, r: r as Hex, s: s as Hex }
      return depositSignedForCall({
        ...about,
        message: messageOf<'Deposit'>(relay),
        permit: permit as Parameters<typeof depositSignedForCall>[0]['permit'],
      })
    }
    case 'extend':
      return lease === null ? null : extendForCall({ ...about, terms: leaseTermsOf(lease), message: messageOf<'Extend'>(relay) })
    case 'autoExtend': {
      if (lease === null) return null
      const terms = leaseTermsOf(lease)
      const order = { ...messageOf<'AutoExtend'>(relay), leaseKey: leaseKey(leaseId(lease.leaseId), terms) }
      return autoExtendCall({ ...about, terms, order })
    }
    case 'transferLease':
      return lease === null ? null : transferLeaseForCall({ ...about, terms: leaseTermsOf(lease), message: messageOf<'TransferLease'>(relay) })
    case 'ready':
    case 'end':
    case 'cancelLease':
    case 'endByProvider':
    case 'noShow':
      return null
  }
}

/** Returns the fields of the message that a relay contains, as they were signed: numbers as bigint, hex unchanged. */
function messageOf<Kind extends keyof MarketMessages>(relay: RelayRequestWire): MarketMessages[Kind] {
  const fields = Object.entries(relay).filter(([name]) => !['kind', 'signature', 'permit'].includes(name))
  return Object.fromEntries(fields.map(([name, value]) => [name, chainValue(value)])) as unknown as MarketMessages[Kind]
}

function chainValue(value: unknown): unknown {
  return typeof value === 'number' || (typeof value === 'string' && /^[0-9]+$/.test(value)) ? BigInt(value) : value
}

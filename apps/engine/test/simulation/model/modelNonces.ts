import { address, hashMarketMessage, pTokenUnits, unixSeconds } from '@infinitio/domain'
import type { Hex } from 'viem'
import type { MarketState } from './marketState.ts'
import { demandAccountSigned } from './modelHolder.ts'
import { payRelayFee } from './modelRelayFee.ts'
import { demand } from './refused.ts'
import { domainOf, type Turn } from './turn.ts'

/** A nonce of an account. It belongs to an ask, a bid or a one-time message. */
export type NonceOf = { owner: string; nonce: bigint }

type Signature = { relayFee: bigint; expiry: number; signature: Hex }

/** Returns true if an ask or message with this nonce is no longer valid: it was cancelled or used, or it is below the account's floor. */
export function isNonceUsed({ floors, cancelledAsks }: MarketState, { owner, nonce }: NonceOf): boolean {
  return nonce < (floors.get(owner) ?? 0n) || cancelledAsks.has(`${owner}/${nonce}`)
}

/** Marks the nonce of a one-time message as used. */
export function consumeNonce({ state, emit }: Turn, { owner, nonce }: NonceOf): void {
  demand(!isNonceUsed(state, { owner, nonce }), 'Market_NonceUsed', owner, nonce)
  state.cancelledAsks.add(`${owner}/${nonce}`)
  emit({ contract: 'market', name: 'NonceUsed', args: { account: owner, nonce } })
}

/** Cancels an ask or an auto-extend order on the chain. */
export function cancelAsk({ state, emit }: Turn, { owner, nonce }: NonceOf): void {
  state.cancelledAsks.add(`${owner}/${nonce}`)
  emit({ contract: 'market', name: 'AskCancelled', args: { account: owner, nonce } })
}

/** Does the same as `cancelAsk`, but with the owner's signature. Anyone may send it. */
export function cancelAskFor(turn: Turn, { owner, relayFee, nonce, expiry, signature }: NonceOf & Signature): void {
  const message = { account: address(owner), relayFee: pTokenUnits(relayFee), nonce, expiry: unixSeconds(expiry) }
  demandAccountSigned(turn, owner, { digest: hashMarketMessage('CancelAsk', message, domainOf(turn)), expiry, signature })
  demand(!isNonceUsed(turn.state, { owner, nonce }), 'Market_AskCancelled', owner, nonce)
  cancelAsk(turn, { owner, nonce })
  payRelayFee(turn, { account: owner, relayFee })
}

/** Cancels a bid on the chain. */
export function cancelBid({ state, emit }: Turn, { owner, nonce }: NonceOf): void {
  state.lanes.set(`${owner}/${nonce}`, 255)
  emit({ contract: 'market', name: 'BidCancelled', args: { account: owner, nonce } })
}

/** Does the same as `cancelBid`, but with the owner's signature. Anyone may send it. */
export function cancelBidFor(turn: Turn, { owner, relayFee, nonce, expiry, signature }: NonceOf & Signature): void {
  const message = { account: address(owner), relayFee: pTokenUnits(relayFee), nonce, expiry: unixSeconds(expiry) }
  demandAccountSigned(turn, owner, { digest: hashMarketMessage('CancelBid', message, domainOf(turn)), expiry, signature })
  const { lanes, floors } = turn.state
  const isOpen = lanes.get(`${owner}/${nonce}`) !== 255 && nonce >= (floors.get(owner) ?? 0n)
  demand(isOpen, 'Market_BidCancelled', owner, nonce)
  cancelBid(turn, { owner, nonce })
  payRelayFee(turn, { account: owner, relayFee })
}

/** Sets a new lowest nonce for an account, which cancels all its orders and messages with a smaller nonce. */
export function raiseFloor({ state, emit }: Turn, { owner, floor }: { owner: string; floor: bigint }): void {
  const current = state.floors.get(owner) ?? 0n
  demand(floor > current, 'Market_FloorNotRaised', current, floor)
  state.floors.set(owner, floor)
  emit({ contract: 'market', name: 'FloorRaised', args: { account: owner, floor } })
}

/** Does the same as `raiseFloor`, but with the owner's signature. Anyone may send it. */
export function raiseFloorFor(turn: Turn, { owner, relayFee, floor, expiry, signature }: { owner: string; floor: bigint } & Signature): void {
  const message = { account: address(owner), relayFee: pTokenUnits(relayFee), floor, expiry: unixSeconds(expiry) }
  demandAccountSigned(turn, owner, { digest: hashMarketMessage('RaiseFloor', message, domainOf(turn)), expiry, signature })
  raiseFloor(turn, { owner, floor })
  payRelayFee(turn, { account: owner, relayFee })
}

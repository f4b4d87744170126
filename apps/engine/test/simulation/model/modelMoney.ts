import type { ChainLeaseTerms } from '@infinitio/chain'
import { accountIn, type MarketState } from './marketState.ts'
import { demand } from './refused.ts'
import type { Turn } from './turn.ts'

/** Returns the fee on an amount, rounded up against the payer. */
export function feeOf(amount: bigint, feeBps: number): bigint {
  const exact = amount * BigInt(feeBps)
  return exact % 10_000n === 0n ? exact / 10_000n : exact / 10_000n + 1n
}

/** Returns the price of this many seconds of a lease, for all its GPUs. */
export function payFor(terms: ChainLeaseTerms, seconds: number): bigint {
  return terms.pricePerGpuSecond * BigInt(terms.gpus) * BigInt(seconds)
}

/** Returns the escrow of a lease: the price of its whole duration and the renter's fee on that price. */
export function escrowFor(terms: ChainLeaseTerms): bigint {
  const price = payFor(terms, terms.durationSeconds)
  return price + feeOf(price, terms.feeBps)
}

/** Returns the remaining escrow if this many seconds are billed. */
export function refundFor(terms: ChainLeaseTerms, billedSeconds: number): bigint {
  const pay = payFor(terms, billedSeconds)
  return escrowFor(terms) - pay - feeOf(pay, terms.feeBps)
}

/** Returns how much money an open lease still locks: all that was locked for it, without the amounts that were paid, charged as fees or refunded. */
export function lockedIn(lease: {
  terms: ChainLeaseTerms
  state: string
  readyDelay: number
  endOffset: number
  credit: number
  paidSeconds: number
}): bigint {
  const { terms, paidSeconds } = lease
  const paid = payFor(terms, paidSeconds)
  const left = escrowFor(terms) - paid - feeOf(paid, terms.feeBps)
  if (lease.state !== 'ended') return left
  const billed = Math.max(paidSeconds, lease.endOffset - lease.readyDelay - lease.credit)
  return left - refundFor(terms, Math.max(0, billed))
}

/** Subtracts from an account's balance and returns the new balance. Refuses more than the balance. */
export function debit(state: MarketState, owner: string, amount: bigint): bigint {
  const account = accountIn(state, owner)
  demand(amount <= account.balance, 'Market_InsufficientBalance', account.balance, amount)
  account.balance -= amount
  return account.balance
}

/** Adds to an account's balance and returns the new one. */
export function credit(state: MarketState, owner: string, amount: bigint): bigint {
  const account = accountIn(state, owner)
  account.balance += amount
  return account.balance
}

/** Moves PToken from one wallet to another. Throws if the wallet `from` has less than `amount`. */
export function moveTokens({ state }: Pick<Turn, 'state'>, { from, to, amount }: { from: string; to: string; amount: bigint }): void {
  const held = state.tokens.get(from) ?? 0n
  demand(amount <= held, 'ERC20InsufficientBalance', from, held, amount)
  state.tokens.set(from, held - amount)
  state.tokens.set(to, (state.tokens.get(to) ?? 0n) + amount)
}

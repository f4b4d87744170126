import type { AccountRow } from '@infinitio/db'
import type { EventSite } from './eventSite.ts'
import type { Fold } from './fold/fold.ts'

/** The kind of a line in an account's statement. */
export type StatementKind = 'deposit' | 'withdrawal' | 'escrow' | 'extension' | 'relay_fee' | 'lease_pay' | 'refund' | 'credit' | 'compensation'

/** A change of one account's balance, in PToken base units. `fees` is added to the fees that the account owes and that are collected later. */
export interface BalanceMove {
  account: string
  kind: StatementKind
  amount: bigint
  fees: bigint
  leaseId: bigint | null
}

/**
 * Changes an account's balance, adds a line to its statement and returns the new balance. A change of zero adds no line. Throws if a sum falls below zero,
 * because then a log was missed.
 */
export function moveBalance(fold: Fold, { account, kind, amount, fees, leaseId }: BalanceMove, site: EventSite): bigint {
  const { blockNumber, logIndex, txHash, timestamp } = site
  const old = accountRow(fold, account)
  const next = { ...old, balance: old.balance + amount, fees: old.fees + fees, updatedBlock: blockNumber }
  if (next.balance < 0n || next.fees < 0n) throw new Error(`account ${account} would fall below zero`)
  fold.accounts.put(next, site)
  if (amount !== 0n) fold.lines.push({ account, blockNumber, logIndex, kind, txHash, amount, balanceAfter: next.balance, leaseId, at: timestamp })
  return next.balance
}

/** Returns the account's current row. An account about which there was no event yet has zero amounts. */
export function accountRow({ accounts }: Fold, account: string): AccountRow {
  return accounts.get(account) ?? { account, balance: 0n, fees: 0n, floor: 0n, bonded: 0n, updatedBlock: 0n }
}

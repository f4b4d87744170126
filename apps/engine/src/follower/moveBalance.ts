import { changeChainAccount, insertStatementLine, type Queryable } from '@infinitio/db'
import type { EventSite } from './eventSite.ts'

/** What a line of an account's statement is about. */
export type StatementKind = 'deposit' | 'withdrawal' | 'escrow' | 'relay_fee' | 'lease_pay' | 'refund'

/** A change of one account's balance, in PToken base units; `fees` is added to its waiting fees. */
export interface BalanceMove {
  account: string
  kind: StatementKind
  amount: bigint
  fees: bigint
  leaseId: bigint | null
}

/** Changes an account's balance, writes the line of its statement and returns the new balance. Nothing is written for nothing. */
export async function moveBalance(tx: Queryable, { account, kind, amount, fees, leaseId }: BalanceMove, site: EventSite): Promise<bigint> {
  const { blockNumber, logIndex, txHash, timestamp } = site
  const balanceAfter = await changeChainAccount(tx, { account, balance: amount, fees, updatedBlock: blockNumber })
  if (amount !== 0n) await insertStatementLine(tx, { account, blockNumber, logIndex, kind, txHash, amount, balanceAfter, leaseId, at: timestamp })
  return balanceAfter
}

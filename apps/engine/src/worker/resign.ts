import { appendTransactionRaw, type TransactionRow } from '@infinitio/db'
import { type Hex, parseTransaction } from 'viem'
import { adviseFees } from './adviseFees.ts'
import { countOutcome } from './countOutcome.ts'
import { raisedFees } from './fees.ts'
import type { Sender } from './sender.ts'
import { signFor } from './signFor.ts'

/** The fields of a transaction that this engine signed. `data` is missing in an empty transaction. */
type Signed = { to: Hex; data?: Hex; nonce?: number; gas: bigint; chainId: number; maxFeePerGas: bigint; maxPriorityFeePerGas?: bigint }

const NOTHING_GAS = 21_000n

/**
 * Signs a nonce again with higher fees. Stores the new bytes after the earlier ones, because any of them may still be mined. With `doesNothing`, the new
 * transaction sends nothing from the sender to itself: it uses up the nonce, so that the old call can no longer be mined. Returns the new bytes, or null if
 * the fee limit or the signer prevents it.
 */
export async function resign(sender: Sender, row: TransactionRow, { doesNothing }: { doesNothing: boolean }): Promise<Hex | null> {
  const old = parseTransaction(row.raw.at(-1) as Hex) as Signed
  const { fees: advised } = await adviseFees(sender, { isFresh: true })
  const paid = { maxFeePerGas: old.maxFeePerGas, maxPriorityFeePerGas: old.maxPriorityFeePerGas ?? 0n }
  const fees = raisedFees({ paid, advised, cap: sender.limits.maxFeePerGas })
  const about = { transaction: row.id, nonce: row.nonce, paid, cap: sender.limits.maxFeePerGas }
  if (fees === null) {
    sender.logger.error(about, 'a transaction waits although it pays as much as this key may')
    return null
  }
  const to = doesNothing ? sender.address : (old.to.toLowerCase() as typeof sender.address)
  const call = { to, data: doesNothing ? ('0x' as const) : (old.data ?? '0x') }
  const gas = doesNothing ? NOTHING_GAS : old.gas
  const signed = await signFor(sender, { chainId: old.chainId, nonce: old.nonce ?? 0, call, gas, ...fees })
  if (signed === null) return null
  await appendTransactionRaw(sender.db, { id: row.id, raw: signed.raw, hash: signed.hash })
  countOutcome(row.purpose, doesNothing ? 'voided' : 'replaced')
  sender.logger.warn({ ...about, ...fees, hash: signed.hash, doesNothing }, 'a nonce was signed again')
  return signed.raw
}

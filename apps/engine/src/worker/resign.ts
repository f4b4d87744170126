import { signTransaction } from '@infinitio/chain/node'
import { appendTransactionRaw, type TransactionRow } from '@infinitio/db'
import { type Hex, parseTransaction } from 'viem'
import type { Sender } from './sender.ts'

/** Every field of a transaction that we signed ourselves; `data` is absent in one that does nothing. */
type Signed = { to: Hex; data?: Hex; nonce?: number; gas: bigint; chainId: number; maxFeePerGas: bigint; maxPriorityFeePerGas?: bigint }

/**
 * Signs a nonce again with a quarter more fees, stores it behind the earlier bytes, and leaves sending it to the next check. With
 * `doesNothing` the new bytes move nothing from the sender to itself, so that the nonce is used and the old call cannot land.
 */
export async function resign(sender: Sender, row: TransactionRow, { doesNothing }: { doesNothing: boolean }): Promise<void> {
  const old = parseTransaction(row.raw.at(-1) as Hex) as Signed
  const to = doesNothing ? sender.address : (old.to.toLowerCase() as typeof sender.address)
  const call = { to, data: doesNothing ? ('0x' as const) : (old.data ?? '0x') }
  const fees = { maxFeePerGas: quarterMore(old.maxFeePerGas), maxPriorityFeePerGas: quarterMore(old.maxPriorityFeePerGas ?? 0n) }
  const gas = doesNothing ? 21_000n : old.gas
  const { raw, hash } = await signTransaction({ privateKey: sender.privateKey, chainId: old.chainId, nonce: old.nonce ?? 0, call, gas, ...fees })
  await appendTransactionRaw(sender.db, { id: row.id, raw, hash })
  sender.lastBroadcastAtMs.delete(row.id)
  sender.logger.warn({ transaction: row.id, nonce: row.nonce, hash, doesNothing }, 'a nonce was signed again')
}

function quarterMore(fee: bigint): bigint {
  return (fee * 5n) / 4n + 1n
}

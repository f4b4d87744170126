import { type TxHash, txHash } from '@infinitio/domain'
import { type Hex, keccak256 } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import type { ContractCall } from '../calls/contractCall.ts'

/** Everything a signature over a transaction covers. Fees in wei per gas. */
export type TransactionPlan = {
  readonly privateKey: Hex
  readonly chainId: number
  readonly nonce: number
  readonly call: ContractCall
  readonly gas: bigint
  readonly maxFeePerGas: bigint
  readonly maxPriorityFeePerGas: bigint
}

/** A signed transaction: store it before it is broadcast, so that what was sent is always known. */
export type SignedTransaction = { readonly raw: Hex; readonly hash: TxHash }

/** Signs an EIP-1559 transaction; sends nothing. The same plan gives the same bytes. */
export async function signTransaction({ privateKey, call, ...plan }: TransactionPlan): Promise<SignedTransaction> {
  const raw = await privateKeyToAccount(privateKey).signTransaction({ type: 'eip1559', ...plan, to: call.to, data: call.data })
  return { raw, hash: txHash(keccak256(raw)) }
}

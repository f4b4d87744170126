import { txHash } from '@infinitio/domain'
import { type Hex, keccak256 } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import type { SignedTransaction, UnsignedTransaction } from '../signers/signer.ts'

/** A transaction and the key that signs it. */
export type TransactionPlan = UnsignedTransaction & { readonly privateKey: Hex }

/** Signs an EIP-1559 transaction; sends nothing. The same plan gives the same bytes. */
export async function signTransaction({ privateKey, call, ...plan }: TransactionPlan): Promise<SignedTransaction> {
  const raw = await privateKeyToAccount(privateKey).signTransaction({ type: 'eip1559', ...plan, to: call.to, data: call.data })
  return { raw, hash: txHash(keccak256(raw)) }
}

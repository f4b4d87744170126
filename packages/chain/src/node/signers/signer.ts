import type { Address, TxHash } from '@infinitio/domain'
import type { Hex } from 'viem'
import type { ContractCall } from '../../calls/contractCall.ts'

/** The fields of an EIP-1559 transaction before its signature. Fees are in wei per gas. */
export type UnsignedTransaction = {
  readonly chainId: number
  readonly nonce: number
  readonly call: ContractCall
  readonly gas: bigint
  readonly maxFeePerGas: bigint
  readonly maxPriorityFeePerGas: bigint
}

/** A signed transaction. Store it before you send it, so that every transaction that was sent is also stored. */
export type SignedTransaction = { readonly raw: Hex; readonly hash: TxHash }

/** A signer for one of our addresses: a key in this process, or a program or service that never reveals the key. */
export type Signer = {
  readonly address: Address
  /** Signs without sending. Throws SignerAwayError when the key cannot be used now. */
  readonly sign: (transaction: UnsignedTransaction) => Promise<SignedTransaction>
}

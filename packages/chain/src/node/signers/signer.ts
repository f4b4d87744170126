import type { Address, TxHash } from '@infinitio/domain'
import type { Hex } from 'viem'
import type { ContractCall } from '../../calls/contractCall.ts'

/** Everything a signature over an EIP-1559 transaction covers, but for the key. Fees in wei per gas. */
export type UnsignedTransaction = {
  readonly chainId: number
  readonly nonce: number
  readonly call: ContractCall
  readonly gas: bigint
  readonly maxFeePerGas: bigint
  readonly maxPriorityFeePerGas: bigint
}

/** A signed transaction: store it before it is broadcast, so that what was sent is always known. */
export type SignedTransaction = { readonly raw: Hex; readonly hash: TxHash }

/** Whoever signs for one of our addresses: a key in this process, or a program or service that never gives the key away. */
export type Signer = {
  readonly address: Address
  /** Sends nothing. Throws SignerAwayError when the key cannot be used now. */
  readonly sign: (transaction: UnsignedTransaction) => Promise<SignedTransaction>
}

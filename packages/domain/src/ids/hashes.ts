import { hex32, type Hex32 } from '../hashing/hex32.ts'

/** The full EIP-712 digest of an ask, bid or mandate (permission to sign asks), bound to one chain and contract. It is also the order's id in traces. */
export type OrderHash = Hex32 & { readonly __id: 'OrderHash' }

/** Returns 32 bytes of lower-case hex as the branded type `OrderHash`. Asserts the shape. */
export function orderHash(text: string): OrderHash {
  return hex32(text) as OrderHash
}

/** Hash of a chain transaction. */
export type TxHash = Hex32 & { readonly __id: 'TxHash' }

/** Returns 32 bytes of lower-case hex as the branded type `TxHash`. Asserts the shape. */
export function txHash(text: string): TxHash {
  return hex32(text) as TxHash
}

/** keccak256 of a workload's canonical JSON. Zero means no workload. */
export type WorkloadHash = Hex32 & { readonly __id: 'WorkloadHash' }

/** Returns 32 bytes of lower-case hex as the branded type `WorkloadHash`. Asserts the shape. */
export function workloadHash(text: string): WorkloadHash {
  return hex32(text) as WorkloadHash
}

import { type Hex32, hex32 } from '../hashing/hex32.ts'

/** keccak256 of a workload's canonical JSON. Zero means none. */
export type WorkloadHash = Hex32 & { readonly __id: 'WorkloadHash' }

/** Brands 32 bytes of lower-case hex as WorkloadHash. Asserts the shape. */
export function workloadHash(text: string): WorkloadHash {
  return hex32(text) as WorkloadHash
}

import type { Address } from '@infinitio/domain'
import type { Hex } from 'viem'

/** What a transaction asks of a contract. Carries no native coin. */
export type ContractCall = { readonly to: Address; readonly data: Hex }

/**
 * The gas a transaction is given: a quarter more than it was estimated to need, rounded up, since what others do between estimate and block changes
 * it a little. Whoever sends for a person or from a tool takes it from here; the worker, whose estimate grows by whole words, has its own rule.
 */
export function gasLimit(estimated: bigint): bigint {
  return (estimated * 5n + 3n) / 4n
}

/**
 * The gas a transaction is given: a quarter more than it was estimated to need, rounded up, since what others do between estimate and block changes
 * it a little. Whoever sends for a person or from a tool takes it from here; the worker, whose estimate grows by whole words, has its own rule.
 */
export function gasLimit(estimated: bigint): bigint {
  return (estimated * 5n + 3n) / 4n
}

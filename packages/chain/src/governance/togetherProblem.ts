/** What is wrong with values that are each within their bounds, in words; null where the contract takes them together. */
export function togetherProblem({ name, values }: { name: string; values: readonly bigint[] }): string | null {
  const [first = 0n, second = 0n, third = 0n] = values
  // Both are parts of the same fees.
  if (name === 'shares' && first + second > 10_000n) return 'the shares are more than 10000 together'
  if (name === 'panels' && third > second) return 'the fine is more than the bond'
  // An even panel could not decide where all have answered.
  if (name === 'carbon' && (values[4] ?? 1n) % 2n === 0n) return 'auditors are an odd number'
  return null
}

/**
 * States a fact that must be true. A false fact is a bug of ours, so it throws; it never refuses user input
 * (refusals are values, see `errors/refusal.ts`).
 */
export function assert(condition: boolean, fact: string): asserts condition {
  if (!condition) throw new Error(`assertion failed: ${fact}`)
}

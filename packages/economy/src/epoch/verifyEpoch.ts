import type { Hex32 } from '@infinitio/domain'
import { buildEpoch } from './buildEpoch.ts'
import type { EpochFacts } from './epochFacts.ts'
import type { EpochLeaf } from './leafHash.ts'

/** A published epoch. */
export type PublishedEpoch = { root: Hex32; total: bigint; leaves: readonly EpochLeaf[] }

/**
 * One difference between a published epoch and the epoch that follows from public data. `published` and `expected` are PToken base units. For a leaf (a
 * provider's total pay), null means that the leaf is missing.
 */
export type EpochDifference =
  | { what: 'root' }
  | { what: 'total'; published: bigint; expected: bigint }
  /**
   * The hour's committee (the validators selected to sign) did not sign with enough stake. `published` is the stake that signed, `expected` the stake that is
   * needed, in PToken base units.
   */
  | { what: 'quorum'; published: bigint; expected: bigint }
  | { what: 'leaf'; provider: string; published: bigint | null; expected: bigint | null }

/**
 * Calculates the epoch again and compares its leaves (providers' total pay) with the published ones. Returns every difference; an empty list means that the
 * epoch is correct. A provider that has two leaves is also a difference.
 */
export function verifyEpoch(facts: EpochFacts, published: PublishedEpoch): EpochDifference[] {
  const expected = buildEpoch(facts)
  const differences: EpochDifference[] = []
  if (published.root !== expected.root) differences.push({ what: 'root' })
  if (published.total !== expected.total) differences.push({ what: 'total', published: published.total, expected: expected.total })
  const left = new Map<string, bigint>(expected.leaves.map(({ provider, cumulative }) => [provider, cumulative]))
  for (const { provider, cumulative } of published.leaves) {
    const should = left.get(provider) ?? null
    left.delete(provider)
    if (should !== cumulative) differences.push({ what: 'leaf', provider, published: cumulative, expected: should })
  }
  for (const [provider, should] of left) differences.push({ what: 'leaf', provider, published: null, expected: should })
  return differences
}

import { earnedOf } from '../emission/earnedOf.ts'
import { payableOf } from '../emission/payableOf.ts'
import type { EconomyParameters } from '../parameters.ts'
import { type NodeShare, sharesOf } from './chunkTree.ts'
import type { LeafInputs, ShownLeaf } from './describeEpoch.ts'
import type { EpochTerms } from './epochTerms.ts'

/** The index that refers to the top of a provider's sum tree and not to a chunk of its nodes. */
export const topOfLeaf = 0xff_ff_ff_ff

/**
 * A wrong part of a provider's leaf. `chunk` is the group of nodes that shows the error; the error is in the group itself or in a sum on the group's path to
 * the root. The value `topOfLeaf` means that the payment itself is wrong. `expected` is the right value in PToken base units, or null if no value can be right.
 */
export type WrongPart = { chunk: number; published: bigint; expected: bigint | null }

/**
 * Finds the first wrong part of the inputs behind a provider's leaf (total pay). Checks the payment (the top) first, then each chunk of nodes with the sums
 * above it. Returns null if all are correct.
 */
export function wrongPart(terms: EpochTerms, { leaf, parameters }: { leaf: ShownLeaf; parameters: EconomyParameters }): WrongPart | null {
  const { cumulative, inputs } = leaf
  const expected = workedOut(() => cumulativeOf(terms, inputs))
  if (expected !== cumulative) return { chunk: topOfLeaf, published: cumulative, expected }
  const chunks = (inputs.sums.length + 1) / 2
  for (let chunk = 0; chunk < chunks; chunk += 1) {
    const due = workedOut(() => dueOf(terms, { shares: sharesOf(inputs.shares, chunk), parameters }))
    if (due === null) return { chunk, published: inputs.sums[chunks - 1 + chunk] ?? 0n, expected: null }
    const wrong = wrongSum(inputs.sums, { at: chunks - 1 + chunk, due })
    if (wrong !== null) return { chunk, ...wrong }
  }
  return null
}

/** Returns the lowest wrong sum on the path from a tree node (`at`, with its right sum `due`) up to the root. Returns null if all sums are correct. */
function wrongSum(sums: readonly bigint[], from: { at: number; due: bigint }): { published: bigint; expected: bigint } | null {
  let { at, due: expected } = from
  for (;;) {
    const published = sums[at] ?? 0n
    if (published !== expected) return { published, expected }
    if (at === 0) return null
    const sibling = at % 2 === 0 ? at - 1 : at + 1
    expected = published + (sums[sibling] ?? 0n)
    at = (at - 1) >> 1
  }
}

function workedOut(work: () => bigint): bigint | null {
  try {
    return work()
  } catch {
    return null
  }
}

/**
 * Returns the right total pay of a provider from the top of its inputs, in PToken base units. Throws if no result is valid for these inputs; then every Merkle
 * leaf with them is wrong. Calculates the same as `EmissionCheckLib.cumulativeOf`.
 */
export function cumulativeOf(terms: EpochTerms, { before, isBonded, hasVerifiedTask, sums }: LeafInputs): bigint {
  if (!isBonded || !hasVerifiedTask) return before
  return before + payableOf(sums[0] ?? 0n, { dueToAll: terms.due, available: terms.available })
}

/**
 * Returns the sum of what these nodes earn, in PToken base units, before the epoch's limit. Throws for inputs without a valid result. Calculates the same as
 * `EmissionCheckLib.dueOf`.
 */
function dueOf(terms: EpochTerms, { shares, parameters }: { shares: readonly NodeShare[]; parameters: EconomyParameters }): bigint {
  return shares.reduce((due, share) => {
    const { rebate, programmeShares } = earnedOf(share, { terms, parameters })
    return due + rebate + programmeShares
  }, 0n)
}

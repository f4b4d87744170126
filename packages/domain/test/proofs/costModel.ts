import type { ClassReference } from '../../src/proofs/classReference.ts'
import { type CardName, type GpuCard, gpuCards } from './gpuCards.ts'
import { blocksPerRow, columnCount, type ProofWork, rowBytes } from '../../src/proofs/proofWork.ts'

/** The shares of a card's figures that a prover reaches, and the units for its products. */
const honest = { bandwidth: 0.75, sha: 0.6, products: 'shaderTops' } as const
/** The fastest prover that we can imagine belongs to a cheat. Tensor cores do its products. */
export const best = { bandwidth: 0.95, sha: 0.9, products: 'int8Tops' } as const
type Efficiency = typeof honest | typeof best

/** A proof passes within this many times the reference. */
const tolerance = 1.25
/** Each row is read as a row and as a partner. */
const readsPerPass = 2

/** The times of the parts of a proof, in seconds. */
export type ProofCost = {
  /** Making all rows of A once. */
  readonly fill: number
  /** One pass, bound by memory. */
  readonly passByMemory: number
  /** One pass, bound by the arithmetic of a shader or of tensor cores. */
  readonly passByArithmetic: number
}

/** Calculates what a card needs for a proof's work. The fastest prover of a measured card has the rates that were measured. */
export function proofCost(card: GpuCard, work: ProofWork, by: Efficiency = honest): ProofCost {
  const rates = (by === best ? card.measured : undefined) ?? { shaRate: card.shaRate * by.sha, bandwidth: card.bandwidth * by.bandwidth }
  return {
    fill: (work.rows * blocksPerRow * work.hashes) / (rates.shaRate * 1e9),
    passByMemory: (readsPerPass * work.rows * rowBytes) / (rates.bandwidth * 1e9),
    passByArithmetic: (2 * work.rows * rowBytes * columnCount) / (card[by.products] * 1e12),
  }
}

/** Returns the time of an honest prover on this card, in seconds. */
export function honestSeconds(card: GpuCard, work: ProofWork): number {
  const { fill, passByMemory, passByArithmetic } = proofCost(card, work)
  return fill + work.passes * Math.max(passByMemory, passByArithmetic)
}

/**
 * Returns the time of a cheat whose card lacks a share of the rows. In each pass it makes rows again and reads rows from the memory of the host, both at the
 * same time as the products.
 */
export function cheatSeconds(card: GpuCard, work: ProofWork, missing: number): number {
  const { fill, passByMemory, passByArithmetic } = proofCost(card, work, best)
  const madePerSecond = 1 / fill
  const readPerSecond = (card.link * 1e9) / (work.rows * rowBytes)
  return fill * (1 - missing) + work.passes * Math.max(passByMemory, passByArithmetic, missing / (madePerSecond + readPerSecond))
}

/** Returns the time of two cards that pose as one, each with half of the rows. A quarter of A crosses the link in each pass, in both directions. */
export function twoCardsSeconds(card: GpuCard, work: ProofWork): number {
  const { fill, passByMemory } = proofCost(card, work, best)
  return fill / 2 + work.passes * Math.max(passByMemory / 2, (work.rows * rowBytes) / 4 / (card.link * 1e9))
}

/** Returns the largest share of the rows that a card may lack and still pass as a class. 0 if it is too slow with all rows. */
export function mostMissingOf(card: GpuCard, { work, referenceSeconds }: Pick<ClassReference, 'work' | 'referenceSeconds'>): number {
  let [passes, fails] = [0, 1]
  for (let step = 0; step < 40; step += 1) {
    const share = (passes + fails) / 2
    if (cheatSeconds(card, work, share) <= tolerance * referenceSeconds) passes = share
    else fails = share
  }
  return passes
}

/** A card that passes as a class although its memory is too small. */
export type Poser = { readonly card: CardName; readonly missing: number }

/** Lists the cards that pass as a class without the memory for its rows. A card that has the memory and the speed is not in the list. */
export function posersOf(reference: ClassReference): Poser[] {
  const bytes = reference.work.rows * rowBytes
  return (Object.keys(gpuCards) as CardName[]).flatMap((card) => {
    const missing = 1 - (gpuCards[card].gib * 2 ** 30) / bytes
    return missing > 0 && missing <= mostMissingOf(gpuCards[card], reference) ? [{ card, missing }] : []
  })
}

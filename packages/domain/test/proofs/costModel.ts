import type { ClassReference } from '../../src/proofs/classReference.ts'
import { type CardName, type GpuCard, gpuCards } from './gpuCards.ts'
import { blocksPerRow, columnCount, type ProofWork, rowBytes } from '../../src/proofs/proofWork.ts'

/** An honest prover: how much of the speeds in a card's data sheet it reaches, and the units of the card that calculate its products. */
const honest = { bandwidth: 0.75, sha: 0.6, products: 'shaderTops' } as const
/** The fastest prover that we can imagine. A cheat is assumed to have it. Tensor cores calculate its products. */
export const best = { bandwidth: 0.95, sha: 0.9, products: 'int8Tops' } as const
type Efficiency = typeof honest | typeof best

/** A proof passes if it takes at most this many times the reference time. */
const tolerance = 1.25
/** In each pass, each row is read this many times: once as a row, and once as the partner of another row. */
const readsPerPass = 2

/** The times of the parts of a proof, in seconds. */
export type ProofCost = {
  /** The time for making all rows of the matrix A once. */
  readonly fill: number
  /** The time of one pass, if the speed of the memory limits it. */
  readonly passByMemory: number
  /** The time of one pass, if the arithmetic of shaders or tensor cores limits it. */
  readonly passByArithmetic: number
}

/** Calculates the times of a proof's parts on a card. If the card was measured, its fastest prover has the measured rates. */
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
 * Returns how many seconds a cheat needs for a proof if the card has no memory for the fraction `missing` of the rows. In each pass (round of multiplication),
 * it calculates some missing rows again and reads others from the host's memory, both at the same time as the products.
 */
export function cheatSeconds(card: GpuCard, work: ProofWork, missing: number): number {
  const { fill, passByMemory, passByArithmetic } = proofCost(card, work, best)
  const madePerSecond = 1 / fill
  const readPerSecond = (card.link * 1e9) / (work.rows * rowBytes)
  return fill * (1 - missing) + work.passes * Math.max(passByMemory, passByArithmetic, missing / (madePerSecond + readPerSecond))
}

/**
 * Returns the time of two cards that pose as one, in seconds. Each has half of the rows. In each pass, a quarter of A crosses the link between them in each
 * direction.
 */
export function twoCardsSeconds(card: GpuCard, work: ProofWork): number {
  const { fill, passByMemory } = proofCost(card, work, best)
  return fill / 2 + work.passes * Math.max(passByMemory / 2, (work.rows * rowBytes) / 4 / (card.link * 1e9))
}

/**
 * Returns the largest fraction of the rows that a card may leave out and still pass as a card of this class. Returns 0 if the card is too slow even with all
 * rows.
 */
export function mostMissingOf(card: GpuCard, { work, referenceSeconds }: Pick<ClassReference, 'work' | 'referenceSeconds'>): number {
  let [passes, fails] = [0, 1]
  for (let step = 0; step < 40; step += 1) {
    const share = (passes + fails) / 2
    if (cheatSeconds(card, work, share) <= tolerance * referenceSeconds) passes = share
    else fails = share
  }
  return passes
}

/** A card that passes the proof of a class with more memory than the card has, and the fraction of the class's rows that do not fit into its memory. */
export type Poser = { readonly card: CardName; readonly missing: number }

/** Lists the cards that pass as cards of a class although the class's rows do not fit into their memory. A card with enough memory and speed is not listed. */
export function posersOf(reference: ClassReference): Poser[] {
  const bytes = reference.work.rows * rowBytes
  return (Object.keys(gpuCards) as CardName[]).flatMap((card) => {
    const missing = 1 - (gpuCards[card].gib * 2 ** 30) / bytes
    return missing > 0 && missing <= mostMissingOf(gpuCards[card], reference) ? [{ card, missing }] : []
  })
}

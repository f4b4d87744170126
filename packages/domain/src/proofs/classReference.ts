import { type ProofWork, rowBytes } from './proofWork.ts'

/** The work of a class in a slot, and the time for it. */
export type ClassReference = {
  readonly work: ProofWork
  /** The time of an honest prover, in seconds. A proof passes if it takes at most 1.25 times this time. */
  readonly referenceSeconds: number
  /** The largest share of the rows that any known card may lack and still pass. */
  readonly mostMissing: number
  /** The measurement of a real card of the class. Without it, the reference comes only from the model. */
  readonly measured?: MeasuredCard
}

/** A measurement of our prover and of the fastest program for the same work, `apps/agent/test/bench/fastestProver.cu`. Each figure is a median. */
export type MeasuredCard = {
  readonly card: string
  readonly date: string
  /** Our prover, from the first buffer to the last root. */
  readonly proverSeconds: number
  /** The fastest program: making all rows once, and one pass. */
  readonly fillSeconds: number
  readonly passSeconds: number
}

/** With fewer segments, the two halves of a card exchange too few rows in one root of a thousand. */
const leastSegments = 512
const mostSegmentBits = 15

/**
 * The references of the classes in the catalogue, by their names. The values come from a model (`test/proofs/costModel.ts`), with data sheets and the fastest
 * known prover. For the H100 and the H200 we measured real cards (ADR 225); each other class needs one. `rows` fill 90 % of the memory that the driver shows.
 */
export const classReferences = {
  'NVIDIA H100 SXM 80 GB': reference(
    { gib: 71.6, hashes: 12, passes: 64 },
    {
      referenceSeconds: 7.1,
      mostMissing: 0.14,
      measured: { card: 'NVIDIA H100 80GB HBM3, driver 580.159.04', date: '2026-11-27', proverSeconds: 7.5, fillSeconds: 1.97, passSeconds: 0.0521 },
    },
  ),
  'NVIDIA H200 141 GB': reference(
    { gib: 126.4, hashes: 12, passes: 64 },
    {
      referenceSeconds: 10.4,
      mostMissing: 0.11,
      measured: { card: 'NVIDIA H200, driver 580.159.04', date: '2026-11-27', proverSeconds: 11.89, fillSeconds: 3.49, passSeconds: 0.0652 },
    },
  ),
  'NVIDIA B200 180 GB': reference({ gib: 161.1, hashes: 12, passes: 64 }, { referenceSeconds: 9.7, mostMissing: 0.07 }),
  'NVIDIA A100 SXM 80 GB': reference({ gib: 72, hashes: 12, passes: 64 }, { referenceSeconds: 11.3, mostMissing: 0.11 }),
  'NVIDIA A100 40 GB': reference({ gib: 36, hashes: 16, passes: 64 }, { referenceSeconds: 7.4, mostMissing: 0.14 }),
  'NVIDIA L40S 48 GB': reference({ gib: 40.5, hashes: 32, passes: 64 }, { referenceSeconds: 11.7, mostMissing: 0.24 }),
  'NVIDIA L4 24 GB': reference({ gib: 20.2, hashes: 20, passes: 52 }, { referenceSeconds: 12.9, mostMissing: 0.49 }),
  'NVIDIA T4 16 GB': reference({ gib: 13.5, hashes: 20, passes: 64 }, { referenceSeconds: 11.3, mostMissing: 0.24 }),
  'NVIDIA A10G 24 GB': reference({ gib: 20.2, hashes: 24, passes: 64 }, { referenceSeconds: 9.2, mostMissing: 0.26 }),
  'NVIDIA V100 16 GB': reference({ gib: 14.4, hashes: 24, passes: 64 }, { referenceSeconds: 5.3, mostMissing: 0.12 }),
  'NVIDIA RTX 4090 24 GB': reference({ gib: 21.6, hashes: 28, passes: 64 }, { referenceSeconds: 5.5, mostMissing: 0.26 }),
  'NVIDIA RTX 5090 32 GB': reference({ gib: 28.6, hashes: 32, passes: 64 }, { referenceSeconds: 4.8, mostMissing: 0.2 }),
  'NVIDIA RTX A6000 48 GB': reference({ gib: 40.5, hashes: 16, passes: 62 }, { referenceSeconds: 13, mostMissing: 0.24 }),
  'NVIDIA RTX PRO 6000 96 GB': reference({ gib: 86, hashes: 28, passes: 64 }, { referenceSeconds: 13, mostMissing: 0.21 }),
} as const satisfies Record<string, ClassReference>

/** The name of a class that has a reference. */
export type ReferencedClass = keyof typeof classReferences

/** Returns the memory that a passed proof shows, in MiB, rounded down: what it filled without the share that may be missing. */
export function shownMib({ work, mostMissing }: Pick<ClassReference, 'work' | 'mostMissing'>): number {
  return Math.floor(((work.rows * rowBytes) / 2 ** 20) * (1 - mostMissing))
}

function reference({ gib, hashes, passes }: { gib: number; hashes: number; passes: number }, figures: Omit<ClassReference, 'work'>): ClassReference {
  const rows = Math.floor((gib * 2 ** 30) / rowBytes)
  const segmentBits = Math.min(mostSegmentBits, Math.floor(Math.log2(rows / leastSegments)))
  const whole = Math.floor(rows / 2 ** segmentBits) * 2 ** segmentBits
  return { work: { rows: whole, segmentBits, hashes, passes, samples: 80 }, ...figures }
}

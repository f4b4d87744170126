import { developmentChainId, processorReferenceSeconds } from './proofTimes.ts'
import { type ProofWork, rowBytes } from './proofWork.ts'

/** The size of the proof that a GPU of a class must make in a slot (a block at which all listed machines prove their GPUs), and the time that it may take. */
export type ClassReference = {
  readonly work: ProofWork
  /** The time of an honest prover, in seconds. A proof passes if it takes at most 1.25 times this time. */
  readonly referenceSeconds: number
  /** The largest fraction of a proof's rows that a known card could leave out and still pass. The cost model (`test/proofs/costModel.ts`) calculates it. */
  readonly mostMissing: number
  /** The measured times of a real card of the class. Absent if no card was measured; the reference then comes only from the cost model. */
  readonly measured?: MeasuredCard
}

/**
 * Measured times of our prover and of the fastest known program for the same proof, `apps/agent/test/bench/fastestProver.cu`. Each figure is a median in
 * seconds.
 */
export type MeasuredCard = {
  readonly card: string
  readonly date: string
  /** The time of our prover in seconds, from allocating the first buffer to the last Merkle root. */
  readonly proverSeconds: number
  /** The times of the fastest known program in seconds: `fillSeconds` for making all rows once, and `passSeconds` for one pass over them. */
  readonly fillSeconds: number
  readonly passSeconds: number
}

/**
 * The fewest segments in which the rows of a proof are shuffled. With far fewer, some Merkle roots would shuffle so badly that two cards with half of the rows
 * each could pose as one card.
 */
const leastSegments = 512
const mostSegmentBits = 15

/**
 * The references of the classes in the catalogue, by their names. A model (`test/proofs/costModel.ts`) calculates the times from data sheets and the fastest
 * known prover. For the H100 and the H200 we measured real cards (ADR 225); the other classes were not measured yet. The rows of a proof fill 90 % of the
 * memory that the driver shows.
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

/**
 * Returns the GPU memory that a passed proof demonstrates, in MiB, rounded down. It is the memory that the proof's rows fill, less the fraction of rows that a
 * cheating card can leave out without being caught.
 */
export function shownMib({ work, mostMissing }: Pick<ClassReference, 'work' | 'mostMissing'>): number {
  return Math.floor(((work.rows * rowBytes) / 2 ** 20) * (1 - mostMissing))
}

function reference({ gib, hashes, passes }: { gib: number; hashes: number; passes: number }, figures: Omit<ClassReference, 'work'>): ClassReference {
  const rows = Math.floor((gib * 2 ** 30) / rowBytes)
  const segmentBits = Math.min(mostSegmentBits, Math.floor(Math.log2(rows / leastSegments)))
  const whole = Math.floor(rows / 2 ** segmentBits) * 2 ** segmentBits
  return { work: { rows: whole, segmentBits, hashes, passes, samples: 80 }, ...figures }
}

/** The reference for a proof of some size: the time of an honest prover, and the memory that the proof demonstrates. */
export type WorkReference = {
  readonly referenceSeconds: number
  readonly shownMib: number
  /** The size of a proof that a processor made, which therefore does not prove a GPU. Null if a GPU made the proof. */
  readonly processor: ProcessorSize | null
  /** False if the node's proof has fewer rows than its class requires. The proof then shows less memory than the class has. */
  readonly isWhole: boolean
}

/**
 * Returns the reference for the size of a node's proof. Returns null if its class has no reference, or if the proof has another size than the class requires.
 * Only the number of rows may be smaller. The development chain also accepts the sizes of proofs on a processor.
 */
export function referenceOfWork(
  work: ProofWork,
  { className, chainId }: { readonly className: string; readonly chainId: number },
): WorkReference | null {
  const processor = processorSizes.find((size) => isSame(work, processorWork[size]) && work.rows === processorWork[size].rows)
  if (processor !== undefined && chainId === developmentChainId) {
    const filledMib = Math.floor((work.rows * rowBytes) / 2 ** 20)
    return { referenceSeconds: processorReferenceSeconds, shownMib: filledMib, processor, isWhole: true }
  }
  const reference = Object.entries(classReferences).find(([name]) => name === className)?.[1]
  if (reference === undefined || !isSame(work, reference.work) || work.rows > reference.work.rows) return null
  const { referenceSeconds, mostMissing } = reference
  return { referenceSeconds, shownMib: shownMib({ work, mostMissing }), processor: null, isWhole: work.rows === reference.work.rows }
}

function isSame(one: ProofWork, other: ProofWork): boolean {
  return one.hashes === other.hashes && one.passes === other.passes && one.samples === other.samples && one.segmentBits === other.segmentBits
}

/** The sizes of a proof on a processor. `simulated` is for simulated machines, `machine` for a real machine without a GPU. */
export const processorSizes = ['machine', 'simulated'] as const
export type ProcessorSize = (typeof processorSizes)[number]

/** The parameters of a proof of each size. Neither size proves the memory of a GPU: 1,024 rows are only 4 MiB. */
export const processorWork: Readonly<Record<ProcessorSize, ProofWork>> = {
  machine: { rows: 1_024, segmentBits: 4, hashes: 12, passes: 64, samples: 80 },
  simulated: { rows: 64, segmentBits: 4, hashes: 8, passes: 4, samples: 16 },
}

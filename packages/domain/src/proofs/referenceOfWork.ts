import { classReferences, shownMib } from './classReference.ts'
import { type ProcessorSize, processorSizes, processorWork } from './processorWork.ts'
import { developmentChainId, processorReferenceSeconds } from './proofTimes.ts'
import { type ProofWork, rowBytes } from './proofWork.ts'

/** The time for some work, and what it shows. */
export type WorkReference = {
  readonly referenceSeconds: number
  readonly shownMib: number
  /** The size of a proof on a processor, which shows no GPU; null for a GPU. */
  readonly processor: ProcessorSize | null
  /** False if the node answered with fewer rows than its class has. It then proves less memory than the class has. */
  readonly isWhole: boolean
}

/**
 * Returns the reference of a node's work in a slot, or null if its class has none and for work that does not belong to its class. Only rows may be fewer than those of the class. The
 * development chain also accepts the sizes of a processor.
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

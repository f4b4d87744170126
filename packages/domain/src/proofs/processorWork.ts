import type { ProofWork } from './proofWork.ts'

/** The sizes of a proof on a processor. `simulated` is for machines that do not exist; `machine` for a machine without a GPU. */
export const processorSizes = ['machine', 'simulated'] as const
export type ProcessorSize = (typeof processorSizes)[number]

/** The work of each size. Neither shows the memory of a GPU: 1,024 rows are 4 MiB. */
export const processorWork: Readonly<Record<ProcessorSize, ProofWork>> = {
  machine: { rows: 1_024, segmentBits: 4, hashes: 12, passes: 64, samples: 80 },
  simulated: { rows: 64, segmentBits: 4, hashes: 8, passes: 4, samples: 16 },
}

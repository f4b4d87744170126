import { developmentClass } from '@infinitio/domain'

/** The proof of a machine's hardware: `simulated` for a machine that does not exist, `processor` for one without a GPU, otherwise its GPUs. */
export type ProofMaker = 'simulated' | 'processor' | 'gpu'

/** Returns what proves a machine. Only the development chain has tiers of the first two, and pages show them beside the tier. */
export function proofMaker({ simulated, className }: { readonly simulated: boolean; readonly className: string }): ProofMaker {
  if (simulated) return 'simulated'
  return className === developmentClass ? 'processor' : 'gpu'
}

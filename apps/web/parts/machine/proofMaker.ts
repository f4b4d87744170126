import { developmentClass } from '@infinitio/domain'

/** How a machine proves its hardware: `simulated` for a simulated machine, `processor` for a machine without a GPU, otherwise by its GPUs. */
export type ProofMaker = 'simulated' | 'processor' | 'gpu'

/**
 * Returns the kind of hardware on which a machine makes its proofs. Simulated machines and machines without a GPU have tiers only on the development chain, so
 * pages show this kind beside the tier.
 */
export function proofMaker({ simulated, className }: { readonly simulated: boolean; readonly className: string }): ProofMaker {
  if (simulated) return 'simulated'
  return className === developmentClass ? 'processor' : 'gpu'
}

/** The unit that a machine rents out: a GPU, or a slot of a machine whose class has no GPU memory. Messages choose their noun by it. */
export type RentedUnit = 'gpu' | 'slot'

/** Returns the unit that a machine rents out, by the GPU memory of its class. A machine that is not known (null) counts in GPUs. */
export function rentedUnit(machine: { readonly vramGib: number } | null): RentedUnit {
  return machine === null || machine.vramGib > 0 ? 'gpu' : 'slot'
}

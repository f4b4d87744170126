/**
 * The unit that a machine rents out: a GPU, or a slot if the class of the machine has no GPU memory. Messages contain the word "GPU" or "slot" accordingly.
 */
export type RentedUnit = 'gpu' | 'slot'

/** Returns the unit that a machine rents out, from the GPU memory of its class. Returns `gpu` for an unknown machine (null). */
export function rentedUnit(machine: { readonly vramGib: number } | null): RentedUnit {
  return machine === null || machine.vramGib > 0 ? 'gpu' : 'slot'
}

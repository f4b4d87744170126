/** The part of a machine that a lease gets. `vramGib` is the memory of its GPUs together. */
export type MachineShare = { readonly gpus: number; readonly vramGib: number; readonly isWhole: boolean }

/**
 * Returns the part of a machine that a lease of `leased` GPUs (or CPU slots) gets. Only GPUs and slots are divided between leases: every lease can use all of
 * the machine's CPU, RAM, disk and network. `isWhole` is true if the lease has all GPUs or slots, so that no other lease can run beside it.
 */
export function machineShare({ gpus, vramGib }: { readonly gpus: number; readonly vramGib: number }, leased: number): MachineShare {
  return { gpus: leased, vramGib: leased * vramGib, isWhole: leased >= gpus }
}

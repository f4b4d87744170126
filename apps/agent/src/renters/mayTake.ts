import type { RentableMachine } from './marketView.ts'

/** Number of machines of a class that stay free: one for a real person, and one more because two people may rent at the same moment. */
export const machinesLeftFree = 2

/**
 * Returns true if simulated renters may take this many GPUs of a machine: the machine is in this fleet, has the GPUs free, and enough machines of its class
 * stay free.
 */
export function mayTake(machine: RentableMachine, gpus: number, machines: readonly RentableMachine[]): boolean {
  if (!machine.isOurs || gpus < 1 || gpus > machine.freeGpus) return false
  const others = machines.filter(({ classId, node, freeGpus }) => classId === machine.classId && node !== machine.node && freeGpus > 0).length
  return others + (machine.freeGpus > gpus ? 1 : 0) >= machinesLeftFree
}

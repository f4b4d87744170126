import type { RentableMachine } from './marketView.ts'

/** Machines of a class that stay free: one for a person, and one because another person may take that one at the same moment. */
export const machinesLeftFree = 2

/** Whether so many GPUs of a machine may be taken: it is of this fleet, it has them, and enough machines of its class stay free for people. */
export function mayTake(machine: RentableMachine, gpus: number, machines: readonly RentableMachine[]): boolean {
  if (!machine.isOurs || gpus < 1 || gpus > machine.freeGpus) return false
  const others = machines.filter(({ classId, node, freeGpus }) => classId === machine.classId && node !== machine.node && freeGpus > 0).length
  return others + (machine.freeGpus > gpus ? 1 : 0) >= machinesLeftFree
}

import type { ProofStatement } from '@infinitio/domain/proofs'
import type { LedgerLease, LedgerNode } from '../epoch/epochLedger.ts'

/** A slot about which a quorum signed statements. `at` is the time of its block, `attestedAt` of the block that stored their root, in Unix seconds. */
export type AttestedSlot = {
  readonly at: bigint
  readonly attestedAt: bigint
  readonly statements: readonly Pick<ProofStatement, 'node' | 'gpu' | 'shownMib' | 'passed'>[]
}

/** The statements of one slot about one machine. */
export type SlotOfNode = Pick<AttestedSlot, 'at'> & { readonly own: AttestedSlot['statements'] }

/** The GPUs of a machine in a slot. `rented`: they sat out. `excused`: they sat out because a lease began in the minute after the slot. */
type SlotGpus = { readonly passed: number; readonly rented: number; readonly excused: number }

/** The statement about one GPU of a machine. */
type StatedGpu = Pick<ProofStatement, 'gpu' | 'shownMib' | 'passed'>

/** A lease that begins so soon after a slot's block ends the prover, so its GPUs sit out. */
export const sitOutSeconds = 60n
/**
 * MiB. A proof that shows less memory is from a processor and not from a GPU. Validators sign such proofs only on a development chain. One such proof counts
 * for all GPUs of the machine.
 */
const leastGpuMib = 1_024

/** Counts the GPUs that a machine showed in a slot, and those that were rented at it or in the minute after it. */
export function slotGpusOf({ gpus }: Pick<LedgerNode, 'gpus'>, { at, own }: SlotOfNode, leases: readonly LedgerLease[]): SlotGpus {
  const running = leases.filter((lease) => isRunning(lease, at))
  const countOf = (list: readonly LedgerLease[]) => list.reduce((sum, lease) => sum + lease.gpus, 0)
  const rented = Math.min(gpus, countOf(running.filter(({ start }) => start <= at)))
  return {
    passed: passedGpus(own, gpus),
    rented,
    excused: Math.min(gpus - rented, countOf(running.filter(({ start }) => start > at))),
  }
}

/** Returns true if a machine with so many free GPUs passed a slot, by the statements about it. */
export function passesSlot(own: readonly StatedGpu[], free: number): boolean {
  return passedGpus(own, free) >= free
}

/** Returns how many of so many GPUs passed. The proof of a processor is one for all. */
function passedGpus(own: readonly StatedGpu[], gpus: number): number {
  const passed = own.filter((it) => it.passed)
  const ofProcessor = passed.some(({ shownMib }) => shownMib < leastGpuMib)
  return ofProcessor ? gpus : new Set(passed.map(({ gpu }) => gpu)).size
}

function isRunning({ start, durationSeconds, closed }: LedgerLease, at: bigint): boolean {
  const end = start + durationSeconds
  return start <= at + sitOutSeconds && (closed !== null && closed.at < end ? closed.at : end) > at
}

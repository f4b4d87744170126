import type { ProofStatement } from '@infinitio/domain/proofs'
import type { LedgerLease, LedgerNode } from '../epoch/epochLedger.ts'

/**
 * A slot (a block at which machines prove their GPUs) with the statements about it that a quorum of validators signed. Times are in Unix seconds: `at` is the
 * time of the slot's block, `attestedAt` the time of the block that stored the statements' Merkle root.
 */
export type AttestedSlot = {
  readonly at: bigint
  readonly attestedAt: bigint
  readonly statements: readonly Pick<ProofStatement, 'node' | 'gpu' | 'shownMib' | 'passed' | 'speedBps' | 'site'>[]
}

/** The validators' statements about one machine in one slot of GPU proofs. */
export type SlotOfNode = Pick<AttestedSlot, 'at'> & { readonly own: AttestedSlot['statements'] }

/**
 * The numbers of a machine's GPUs in a slot of GPU proofs: `passed` have passed the proof; `rented` took no part because they were rented; `excused` took no
 * part because a lease began in the minute after the slot.
 */
type SlotGpus = { readonly passed: number; readonly rented: number; readonly excused: number }

/** The fields of a validators' statement that show whether one GPU of a machine passed its proof. */
type StatedGpu = Pick<ProofStatement, 'gpu' | 'shownMib' | 'passed'>

/** The number of seconds after a slot's block in which a new lease stops the proof. The GPUs of that lease then need not take part in the slot. */
export const sitOutSeconds = 60n
/**
 * In MiB. A proof that shows less memory than this was made by a processor and not by a GPU. Validators sign such proofs only on a development chain. There,
 * one such proof counts for all GPUs of the machine.
 */
const leastGpuMib = 1_024

/**
 * Counts the GPUs of a machine in three groups: those that passed the proof of a slot (a block at which machines prove their GPUs), those that were rented at
 * the slot, and those with a lease that began in the minute after the slot.
 */
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

/**
 * Returns true if at least `free` GPUs of a machine passed the GPU proof of a slot. `own` are the validators' statements about this machine, and `free` is the
 * number of its GPUs that had to make the proof.
 */
export function passesSlot(own: readonly StatedGpu[], free: number): boolean {
  return passedGpus(own, free) >= free
}

/** Returns how many GPUs of a machine passed the proof. On a development chain, a processor may make the proof, and then all GPUs count. */
function passedGpus(own: readonly StatedGpu[], gpus: number): number {
  const passed = own.filter((it) => it.passed)
  const ofProcessor = passed.some(({ shownMib }) => shownMib < leastGpuMib)
  return ofProcessor ? gpus : new Set(passed.map(({ gpu }) => gpu)).size
}

function isRunning({ start, durationSeconds, closed }: LedgerLease, at: bigint): boolean {
  const end = start + durationSeconds
  return start <= at + sitOutSeconds && (closed !== null && closed.at < end ? closed.at : end) > at
}

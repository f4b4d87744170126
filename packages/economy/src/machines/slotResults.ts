import type { ProofStatement } from '@infinitio/domain/proofs'
import type { LedgerLease, LedgerNode } from '../epoch/epochLedger.ts'
import type { ProofSlot } from './tier.ts'

/** A slot about which a quorum signed statements. `at` is the time of its block in Unix seconds. */
export type AttestedSlot = { readonly at: bigint; readonly statements: readonly Pick<ProofStatement, 'node' | 'gpu' | 'shownMib' | 'passed'>[] }

/** A lease that begins so soon after a slot's block ends the prover, so its GPUs sit out. */
const sitOutSeconds = 60n
/** A GPU shows gigabytes. Less is the proof of a processor, which validators sign on a development chain only. It is one for the whole machine. */
const leastGpuMib = 1_024

/**
 * Returns the slots that count for a machine, with their results. GPUs that were rented at the slot or in the minute after it sit out, and a machine whose GPUs all
 * sat out has no result. A machine passes if it showed as many GPUs as were free: one card is never shown twice, because all prove at once. Slots before the
 * registration count for none.
 */
export function slotResultsOf(
  { gpus, registeredAt }: Pick<LedgerNode, 'gpus' | 'registeredAt'>,
  {
    slots,
    leases,
  }: {
    readonly slots: readonly (Pick<AttestedSlot, 'at'> & { readonly own: AttestedSlot['statements'] })[]
    readonly leases: readonly LedgerLease[]
  },
): ProofSlot[] {
  return slots.flatMap(({ at, own }) => {
    const rented = leases.filter((lease) => isRunning(lease, at)).reduce((sum, lease) => sum + lease.gpus, 0)
    const free = gpus - rented
    if (at < registeredAt || free <= 0) return []
    const passed = own.filter((it) => it.passed)
    const ofProcessor = passed.some(({ shownMib }) => shownMib < leastGpuMib)
    const isPassed = ofProcessor || new Set(passed.map(({ gpu }) => gpu)).size >= free
    return [{ at: Number(at), isPassed }]
  })
}

function isRunning({ start, durationSeconds, closed }: LedgerLease, at: bigint): boolean {
  const end = start + durationSeconds
  return start <= at + sitOutSeconds && (closed !== null && closed.at < end ? closed.at : end) > at
}

import type { LedgerLease, LedgerNode } from '../epoch/epochLedger.ts'
import { type SlotOfNode, slotGpusOf } from './slotGpus.ts'
import type { ProofSlot } from './tier.ts'

/** Within so many seconds, leases that begin in the minute after a slot excuse a machine once. Otherwise it could rent itself after each slot that it cannot pass. */
const excuseSeconds = 86_400n
/** A slot about which a quorum signed statements. `at` is the time of its block in Unix seconds. */
export type AttestedSlot = { readonly at: bigint; readonly statements: readonly Pick<ProofStatement, 'node' | 'gpu' | 'shownMib' | 'passed'>[] }

/** A lease that begins so soon after a slot's block ends the prover, so its GPUs sit out. */
export const sitOutSeconds = 60n
/** A GPU shows gigabytes. Less is the proof of a processor, which validators sign on a development chain only. It is one for the whole machine. */
const leastGpuMib = 1_024

/**
 * Returns the slots that count for a machine, with their results. GPUs that were rented at the slot sit out, and a machine whose GPUs all sat out has no result.
 * GPUs whose lease began in the minute after the slot sit out too, but only once in 24 hours. A machine passes if it showed as many GPUs as were free: one card is
 * never shown twice, because all prove at once. Slots before the registration count for none.
 */
export function slotResultsOf(
  node: Pick<LedgerNode, 'gpus' | 'registeredAt'>,
  { slots, leases }: { readonly slots: readonly SlotOfNode[]; readonly leases: readonly LedgerLease[] },
): ProofSlot[] {
  let excusedAt: bigint | null = null
  const results: ProofSlot[] = []
  for (const slot of slots.toSorted((one, other) => Number(one.at - other.at))) {
    if (slot.at < node.registeredAt) continue
    const { passed, rented, excused } = slotGpusOf(node, slot, leases)
    const free = node.gpus - rented
    if (free <= 0) continue
    let asked = free
    if (passed < free && excused > 0 && (excusedAt === null || slot.at - excusedAt >= excuseSeconds)) {
      excusedAt = slot.at
      asked = free - excused
    }
    if (asked > 0) results.push({ at: Number(slot.at), isPassed: passed >= asked })
  }
  return results
  return slots.flatMap(({ at, own }) => {
    const rented = leases.filter((lease) => isRunning(lease, at)).reduce((sum, lease) => sum + lease.gpus, 0)
    const free = gpus - rented
    if (at < registeredAt || free <= 0) return []
    return [{ at: Number(at), isPassed: passesSlot(own, free) }]
  })
}

/** Returns true if a machine with so many free GPUs passed a slot, by the statements about it. The proof of a processor is one for the whole machine. */
export function passesSlot(own: readonly Pick<ProofStatement, 'gpu' | 'shownMib' | 'passed'>[], free: number): boolean {
  const passed = own.filter((it) => it.passed)
  const ofProcessor = passed.some(({ shownMib }) => shownMib < leastGpuMib)
  return ofProcessor || new Set(passed.map(({ gpu }) => gpu)).size >= free
}

function isRunning({ start, durationSeconds, closed }: LedgerLease, at: bigint): boolean {
  const end = start + durationSeconds
  return start <= at + sitOutSeconds && (closed !== null && closed.at < end ? closed.at : end) > at
}

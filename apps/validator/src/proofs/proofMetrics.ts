import type { GpuVerdict } from '@infinitio/domain/proofs'
import { metrics } from '@infinitio/process'

/**
 * The result of a proof slot (a block at which machines prove their GPUs) for one validator.
 * - `judged`: it has statements to sign
 * - `unsigned`: it has statements, but this validator did not measure the slot, so it may not sign them
 * - `none`: it ended without statements
 * - `attested`: a quorum signed its Merkle root
 * - `missed`: no quorum signed in time
 */
type SlotResult = 'judged' | 'unsigned' | 'none' | 'attested' | 'missed'

const slots = metrics.counter<'result'>({ name: 'infinitio_validator_slots_total', help: 'Slots of GPU proofs by their result', labels: ['result'] })
const proofs = metrics.counter<'verdict'>({ name: 'infinitio_validator_proofs_total', help: 'Judged GPU proofs by verdict', labels: ['verdict'] })
const seconds = metrics.counter({ name: 'infinitio_validator_judge_seconds_total', help: 'Seconds of one core spent on opened rows', labels: [] })

/** Counts one more proof slot (a block at which machines prove their GPUs) with this result. */
export function countSlot(result: SlotResult): void {
  slots.inc({ result })
}

/** Counts judged proofs. */
export function countProofs(verdicts: readonly GpuVerdict[]): void {
  for (const verdict of verdicts) proofs.inc({ verdict })
}

/** Adds the time that checking the revealed rows of one GPU took, in milliseconds. */
export function countJudging(ms: number): void {
  seconds.inc(ms / 1_000)
}

import type { TaskBatch } from '@infinitio/domain'
import { auditPlan, isDrawnForAudit, secondAudit } from '../audit/auditPlan.ts'
import { sampledChunks } from '../audit/sampledChunks.ts'
import type { PoolBatchView, PoolTaskView } from '../pool/poolView.ts'
import { places, poolTimes } from '../pool/poolTimes.ts'
import { textWord } from '../tree/textWord.ts'
import { type HashOf, hexOf, type PoolHead, seedOf } from './drawnAt.ts'

const chance = hexOf(textWord('chance'))

/** Returns whether an audit of a committed task (place 0), or a second one of an answered task (place 1), is due in the next block and can be taken; null while the block that decides is not known. */
export function isAuditDue(
  { batch, task, place }: { batch: PoolBatchView; task: PoolTaskView; place: number },
  { head, hashOf }: { head: PoolHead; hashOf: HashOf },
): boolean | null {
  if (head.block + 1 > task.changedBlock + poolTimes.auditBlocks) return false
  if ((task.runs.get(place)?.late ?? 0) !== 0) return true
  const plan = auditPlan({ chunks: batch.batch.chunks, streak: task.streak })
  if (place === places.audit && plan.shape === 'split') return true
  const draw = seedOf({ taskId: task.taskId, since: task.changedBlock, round: chance }, head, hashOf)
  return draw === null ? null : isDrawnForAudit(draw, place === places.audit ? plan.chance : secondAudit)
}

/** Returns which chunks an answer about a task is about, in their sequence: the sample, or all chunks of a task without one. */
export function chunksToAnswer({ batch, task }: { batch: PoolBatchView; task: PoolTaskView }): number[] {
  const { chunks } = batch.batch
  const { sampled } = auditPlan({ chunks, streak: task.streak })
  return task.sampleSeed === null ? Array.from({ length: chunks }, (_, chunk) => chunk) : sampledChunks(task.sampleSeed, { chunks, sampled })
}

/** Returns which chunks the answer of a run is about, in their sequence: those of `chunksToAnswer`, and after a dispute about a chunk this one as the last. */
export function chunksOfRun({ batch, task, place }: { batch: PoolBatchView; task: PoolTaskView; place: number }): number[] {
  const disputed = place > places.second ? (task.dispute?.chunk ?? null) : null
  return [...chunksToAnswer({ batch, task }), ...(disputed === null ? [] : [disputed])]
}

/** Returns the stake of a task in 1e-9 PToken, rounded up. Calculates the same as `TaskPool.stakeFor`. */
export function stakeOf({ batch }: { readonly batch: Pick<TaskBatch, 'chunks' | 'reward'> }, streak: number): bigint {
  return (auditPlan({ chunks: batch.chunks, streak }).stakeTimes * batch.reward + unit - 1n) / unit
}

/** PToken base units in one unit of a stake. */
const unit = 1_000_000_000n

/** Returns within how many seconds a worker must commit. */
export function workSeconds({ batch }: PoolBatchView): number {
  return Math.floor((Number(batch.runSeconds) * 3) / 2) + batch.fetchSeconds
}

/** Returns within how many seconds a run must answer after it took its place. */
export function answerSeconds({ batch, task, place }: { batch: PoolBatchView; task: PoolTaskView; place: number }): number {
  const sampled = task.sampleSeed === null ? batch.batch.chunks : auditPlan({ chunks: batch.batch.chunks, streak: task.streak }).sampled
  const disputed = place > places.second && task.dispute !== null && task.dispute.chunk !== null ? 1 : 0
  const chunks = sampled * (place >= places.firstOfAppeal ? 2 : 1) + disputed
  return Math.ceil((Number(batch.batch.runSeconds) * chunks) / batch.batch.chunks) + batch.batch.fetchSeconds + poolTimes.answerSeconds
}

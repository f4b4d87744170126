import type { Hex32, TaskBatch } from '@infinitio/domain'
import { auditPlan, isDrawnForAudit, secondAudit } from '../audit/auditPlan.ts'
import { sampledChunks } from '../audit/sampledChunks.ts'
import type { PoolBatchView, PoolTaskView } from '../pool/poolView.ts'
import { places, poolTimes } from '../pool/poolTimes.ts'
import { answerOf } from '../tree/commitments.ts'
import { textWord } from '../tree/textWord.ts'
import { type HashOf, hexOf, type PoolHead, seedOf } from './drawnAt.ts'

const chance = hexOf(textWord('chance'))

/**
 * Returns whether an account can take an audit of a task in the next block. `place` 0 is the first audit, after the worker committed to its result. `place` 1
 * is the second audit, after the first auditor answered. Returns null while the hash of the block that decides about an audit is not known.
 */
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

/** Returns the chunks that a check of a task must cover, in their order: the chunks that were sampled for the audit, or all chunks if none were sampled. */
export function chunksToAnswer({ batch, task }: { batch: PoolBatchView; task: PoolTaskView }): number[] {
  const { chunks } = batch.batch
  const { sampled } = auditPlan({ chunks, streak: task.streak })
  return task.sampleSeed === null ? Array.from({ length: chunks }, (_, chunk) => chunk) : sampledChunks(task.sampleSeed, { chunks, sampled })
}

type OfRun = { readonly batch: PoolBatchView; readonly task: PoolTaskView; readonly place: number }

/**
 * Returns the chunks that an account calculates to check a task: first the chunks of `chunksToAnswer`. If the dispute is about one chunk, that chunk comes
 * last; audits do not calculate it.
 */
export function chunksOfRun(run: OfRun): number[] {
  const disputed = disputedChunk(run)
  return [...chunksToAnswer(run), ...(disputed === null ? [] : [disputed])]
}

/**
 * Returns the answer (a hash) of an account that checks a task, from the hashes of the chunks' outputs. If a dispute names one chunk, a run in the dispute
 * answers with a hash over two values: its answer for the sampled chunks, and the output of the named chunk. An audit always answers for the sampled chunks
 * only.
 */
export function answerOfRun(run: OfRun, outputOf: (chunk: number) => Hex32): Hex32 {
  const [answer, disputed] = [answerOf(chunksToAnswer(run).map(outputOf)), disputedChunk(run)]
  return disputed === null ? answer : answerOf([answer, outputOf(disputed)])
}

function disputedChunk({ task, place }: Pick<OfRun, 'task' | 'place'>): number | null {
  return place > places.second ? (task.dispute?.chunk ?? null) : null
}

/** Returns the stake that a worker or checker must lock for a task, in 1e-9 PToken, rounded up. Calculates the same as `TaskPool.stakeFor`. */
export function stakeOf({ batch }: { readonly batch: Pick<TaskBatch, 'chunks' | 'reward'> }, streak: number): bigint {
  return (auditPlan({ chunks: batch.chunks, streak }).stakeTimes * batch.reward + unit - 1n) / unit
}

/** PToken base units in one unit of a stake (1e-9 PToken). */
const unit = 1_000_000_000n

/** Returns the seconds in which a worker must commit to its result after it accepted a task. */
export function workSeconds({ batch }: PoolBatchView): number {
  return Math.floor((Number(batch.runSeconds) * 3) / 2) + batch.fetchSeconds
}

/** Returns the seconds in which an account must answer after it accepted to check a task (by running it again). */
export function answerSeconds({ batch, task, place }: { batch: PoolBatchView; task: PoolTaskView; place: number }): number {
  const sampled = task.sampleSeed === null ? batch.batch.chunks : auditPlan({ chunks: batch.batch.chunks, streak: task.streak }).sampled
  const chunks = sampled * (place >= places.firstOfAppeal ? 2 : 1) + (disputedChunk({ task, place }) === null ? 0 : 1)
  return Math.ceil((Number(batch.batch.runSeconds) * chunks) / batch.batch.chunks) + batch.batch.fetchSeconds + poolTimes.answerSeconds
}

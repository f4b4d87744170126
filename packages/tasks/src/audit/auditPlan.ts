import { assert } from '@infinitio/domain'
import { drawSpace } from '../draw/drawOf.ts'
import type { TaskShape } from '../draw/poolAccount.ts'

/** The most chunks of a task. */
export const mostChunks = 256
/** From this number of chunks on, an audit calculates only a sample of them again. A task with fewer chunks is calculated again as a whole. */
const leastChunksSplit = 64
const leastSampled = 4
const chunksPerSample = 21
/**
 * From this streak on, audits of unsplit tasks become rarer. A worker's streak is the number of tasks in a row that audits found right. Tasks that the worker
 * submitted itself do not count.
 */
const provenStreak = 10
const leastChance = { numerator: 1, denominator: 4 } as const

/** How a task is audited. The worker's stake is `stakeTimes` times the reward of the task. `chance` is the probability of an audit, as a fraction. */
export type AuditPlan = {
  readonly shape: TaskShape
  /** The number of the task's chunks that an audit calculates again. */
  readonly sampled: number
  readonly stakeTimes: bigint
  readonly chance: { readonly numerator: number; readonly denominator: number }
}

/**
 * Returns how a task is audited. This depends on its number of chunks and on the worker's streak (see `provenStreak`).
 * - A split task (64 chunks or more) is always audited. The audit calculates ⌈chunks ⁄ 21⌉ of its chunks again, at least 4. The stake is 3 rewards.
 * - An audit of an unsplit task calculates all its chunks again. Below a streak of 10, the task is always audited, with a stake of 1 reward. From 10 on, the
 *   probability is max(¼, 10 ⁄ streak), and the stake is 7 rewards.
 * Asserts 1 to 256 chunks and a streak of at least 0.
 */
export function auditPlan({ chunks, streak }: { chunks: number; streak: number }): AuditPlan {
  assert(Number.isSafeInteger(chunks) && chunks >= 1 && chunks <= mostChunks, 'a task has 1 to 256 chunks')
  assert(Number.isSafeInteger(streak) && streak >= 0, 'a streak is a count')
  const always = { numerator: 1, denominator: 1 }
  if (chunks >= leastChunksSplit)
    return { shape: 'split', sampled: Math.max(leastSampled, Math.ceil(chunks / chunksPerSample)), stakeTimes: 3n, chance: always }
  if (streak < provenStreak) return { shape: 'whole', sampled: chunks, stakeTimes: 1n, chance: always }
  const isRare = streak * leastChance.numerator >= provenStreak * leastChance.denominator
  return { shape: 'whole', sampled: chunks, stakeTimes: 7n, chance: isRare ? leastChance : { numerator: provenStreak, denominator: streak } }
}

/**
 * Returns true if a task is selected for an audit: if draw ⁄ `drawSpace` is less than the probability. `draw` is a random number: a hash of the task's id and
 * of the block after the task's last change.
 */
export function isDrawnForAudit(draw: bigint, { numerator, denominator }: AuditPlan['chance']): boolean {
  return draw * BigInt(denominator) < BigInt(numerator) * drawSpace
}

/**
 * The probability that a second auditor checks the same task: one in eight, decided by the hash of a later block. So an auditor who copies the worker's answer
 * takes a risk: if the answer is wrong, the second auditor may show this, and then the first auditor loses its stake too.
 */
export const secondAudit: AuditPlan['chance'] = { numerator: 1, denominator: 8 }

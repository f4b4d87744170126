import { assert } from '@infinitio/domain'
import { drawSpace } from '../draw/drawOf.ts'
import type { TaskShape } from '../draw/poolAccount.ts'

/** The most chunks of a task. */
export const mostChunks = 256
/** From this number of chunks on, an audit calculates a sample of them again. With fewer chunks it calculates all. */
const leastChunksSplit = 64
const leastSampled = 4
const chunksPerSample = 21
/** So many audited and right tasks in a row for others make audits of unsplit work rarer. */
const provenStreak = 10
const leastChance = { numerator: 1, denominator: 4 } as const

/** How a task is audited. The stake is in rewards of the task; the chance is a fraction from 0 to 1. */
export type AuditPlan = {
  readonly shape: TaskShape
  /** The number of chunks that an audit calculates again. */
  readonly sampled: number
  readonly stakeTimes: bigint
  readonly chance: { readonly numerator: number; readonly denominator: number }
}

/**
 * Returns how a task is audited, by its chunks and by the worker's streak. A split task is always audited, ⌈chunks ⁄ 21⌉ of its chunks and at least 4, with a stake
 * of 3 rewards. An unsplit one is audited whole: always and with 1 reward at stake while the streak is below 10, then with a chance of max(¼, 10 ⁄ streak) and
 * 7 rewards. Asserts 1 to 256 chunks and a streak from 0 on.
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

/** Returns true if a task is audited: draw ⁄ `drawSpace` < chance. The draw is a hash of the task's id and of the block after the task's last change. */
export function isDrawnForAudit(draw: bigint, { numerator, denominator }: AuditPlan['chance']): boolean {
  return draw * BigInt(denominator) < BigInt(numerator) * drawSpace
}

/** One audit in eight, by the hash of a later block, gets a second auditor. It makes copying a worker's answer dear. */
export const secondAudit: AuditPlan['chance'] = { numerator: 1, denominator: 8 }

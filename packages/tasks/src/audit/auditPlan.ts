import { assert } from '@infinitio/domain'
import { drawSpace } from '../draw/drawOf.ts'
import type { TaskShape } from '../draw/poolAccount.ts'

/** The most chunks of a task. */
export const mostChunks = 256
/** The number of chunks from which on an audit calculates only a sample of them again. With fewer chunks, an audit calculates all. */
const leastChunksSplit = 64
const leastSampled = 4
const chunksPerSample = 21
/** From this streak on, audits of unsplit work become rarer. A streak counts the audited and right tasks that a worker did in a row for other submitters. */
const provenStreak = 10
const leastChance = { numerator: 1, denominator: 4 } as const

/** How a task is audited. The stake is `stakeTimes` times the reward of the task. `chance` is the chance of an audit, as a fraction from 0 to 1. */
export type AuditPlan = {
  readonly shape: TaskShape
  /** The number of the task's chunks that an audit calculates again. */
  readonly sampled: number
  readonly stakeTimes: bigint
  readonly chance: { readonly numerator: number; readonly denominator: number }
}

/**
 * Returns how a task is audited, by its number of chunks and the worker's streak. A split task (64 chunks or more) is always audited: ⌈chunks ⁄ 21⌉ of its
 * chunks but at least 4, with a stake of 3 rewards. An audit of an unsplit task calculates all its chunks. Below a streak of 10 it is always audited, with a
 * stake of 1 reward. From 10 on, the chance is max(¼, 10 ⁄ streak), and the stake is 7 rewards. Asserts 1 to 256 chunks and a streak of at least 0.
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
 * Returns true if a task is audited: draw ⁄ `drawSpace` < chance. `draw` is a random number, a hash of the task's id and of the block after the task's last
 * change.
 */
export function isDrawnForAudit(draw: bigint, { numerator, denominator }: AuditPlan['chance']): boolean {
  return draw * BigInt(denominator) < BigInt(numerator) * drawSpace
}

/**
 * The chance that an audit gets a second auditor: one in eight, decided by the hash of a later block. So an auditor that only copies the worker's answer risks
 * its stake: the second auditor may show that both are wrong.
 */
export const secondAudit: AuditPlan['chance'] = { numerator: 1, denominator: 8 }

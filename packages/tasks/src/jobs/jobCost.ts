import type { TaskBatch } from '@infinitio/domain'
import { sideFee } from '../money/settleTask.ts'
import type { JobCost } from './jobState.ts'

/**
 * Returns the maximum cost of a batch (tasks that are ordered together), in total and by part, in base units of PToken. The pool burns `baseFee` for the whole
 * batch when it is submitted.
 */
export function jobCostOf(
  { count, reward, tip, verifyShare }: Pick<TaskBatch, 'count' | 'reward' | 'tip' | 'verifyShare'>,
  baseFee: bigint,
): JobCost {
  const tasks = BigInt(count)
  const parts = { reward: tasks * (reward + tip), checks: tasks * verifyShare, fees: tasks * sideFee({ reward, tip }), baseFee }
  return { ...parts, total: parts.reward + parts.checks + parts.fees + baseFee }
}

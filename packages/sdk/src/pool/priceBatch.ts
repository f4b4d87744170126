import {
  type Address,
  address,
  durationSeconds,
  type Hex32,
  type JobPriority,
  payOfPriority,
  pTokenUnits,
  type TaskBatch,
  unixSeconds,
  zeroAddress,
} from '@infinitio/domain'
import type { CatalogueWire } from '@infinitio/domain/wire'
import { auditPlan, type TaskEstimate, type TaskPlan } from '@infinitio/tasks'

/**
 * A batch of tasks for the task pool, before its prices are calculated. `runGas` is the cost of the gas for one audit run, in base units of PToken.
 * `deadlineSeconds` counts from `now`.
 */
export type BatchDraft = TaskPlan & {
  readonly salt: Hex32
  readonly submitter: string
  readonly adapter: Hex32
  readonly inputRoot: Hex32
  readonly estimate: TaskEstimate
  /** The GPU classes whose machines may take the tasks; at least one class. */
  readonly classes: CatalogueWire['classes']
  /** The lowest tier of such a machine. */
  readonly minTier: number
  /** The least memory of its GPU, in GiB. */
  readonly minVramGib: number
  readonly runGas: bigint
  readonly now: number
  readonly deadlineSeconds: number
  readonly priority: JobPriority
}

/** A worker may take this many times the estimated time of a run, because its disk or network may be slower than estimated. */
const runTimes = 2
const leastRunSeconds = 30
const leastFetchSeconds = 60
const mostFetchSeconds = 3_600
const bytesPerSecond = 4_000_000

/**
 * Returns the terms of a batch. The reward of a task is the price of the longest allowed run time, at the lowest reference price of the classes that may run
 * its tasks. The audit share of a task is reserved for audits: it covers two runs of the audited part of the task, with their gas. The submitter gets the
 * unused part back. `payOfPriority` changes the reward and the tip for the wanted priority.
 */
export function priceBatch(draft: BatchDraft): TaskBatch {
  const { estimate, classes, chunks, runGas } = draft
  const reference = classes.reduce((best, one) => (BigInt(one.referencePricePerGpuSecond) < BigInt(best.referencePricePerGpuSecond) ? one : best))
  const runSeconds = Math.max(leastRunSeconds, Math.ceil(runTimes * estimate.seconds))
  const { reward, tip } = payOfPriority(BigInt(reference.referencePricePerGpuSecond) * BigInt(runSeconds), draft.priority)
  const { sampled } = auditPlan({ chunks, streak: 0 })
  const runPart = (reward * BigInt(sampled) + BigInt(chunks) - 1n) / BigInt(chunks)
  const fetchSeconds = Math.min(mostFetchSeconds, leastFetchSeconds + Math.ceil(estimate.bytesIn / bytesPerSecond))
  const account: Address = address(draft.submitter.toLowerCase())
  return {
    ...{ salt: draft.salt, submitter: account, adapter: draft.adapter, inputRoot: draft.inputRoot },
    classMask: classes.reduce((mask, { classId }) => mask | (1n << BigInt(classId)), 0n),
    ...{ refClass: reference.classId, chunks, count: draft.tasks, minVramGib: draft.minVramGib, minTier: draft.minTier },
    ...{ reward: pTokenUnits(reward), verifyShare: pTokenUnits(2n * (runPart + runGas)), tip: pTokenUnits(tip) },
    ...{ runSeconds: durationSeconds(BigInt(runSeconds)), fetchSeconds, deadline: unixSeconds(BigInt(draft.now + draft.deadlineSeconds)) },
    ...{ storeKey: zeroAddress },
  }
}

export { AdapterError, type AdapterReason, adapterCodes, type FaultPlace } from './adapter/adapterError.ts'
export { type ChunkRange, chunkRange } from './adapter/chunkRange.ts'
export { inputRootOf, jobText, mostInputBytes, readJobText } from './adapter/jobText.ts'
export { nearestKey } from './adapter/nearestKey.ts'
export { isSinglePlan, mostTaskOutputBytes, planSingles } from './adapter/singlePlan.ts'
export { readSealedInput, type SealedInput, sealedInputText } from './adapter/sealedInput.ts'
export { type BatchInput, openBatchInput, partText, sealedInputOf, type TaskPart } from './adapter/taskPart.ts'
export type { JobFile, JobInput, RunLimits, RunPlace, TaskAdapter, TaskEstimate, TaskMerge, TaskPlan, TaskRun } from './adapter/taskAdapter.ts'
export { auditPlan, type AuditPlan, isDrawnForAudit, mostChunks, secondAudit } from './audit/auditPlan.ts'
export { sampledChunks } from './audit/sampledChunks.ts'
export { drawOf, drawSpace, taskSeed } from './draw/drawOf.ts'
export { blocksPerStep, type Drawn, type DrawWeight, dueStep, isLowerDraw } from './draw/dueStep.ts'
export { type PoolAccount, ripened, type TaskShape, weightToAccept, weightToAudit, youngSeconds } from './draw/poolAccount.ts'
export { escrowOf, feeBpsASide, leavingFine, type Payouts, settleTask, sideFee, type TaskMoney, type TaskOutcome } from './money/settleTask.ts'
export { honestPool, type PoolReport, type PoolSettings } from './simulator/settings.ts'
export { simulatePool } from './simulator/simulatePool.ts'
export { cheatOfHonest, type PoolRow, poolRows } from './simulator/poolRows.ts'
export { chunkPath, chunkRoot, isChunkProven } from './tree/chunkTree.ts'
export { answerOfRun, answerSeconds, chunksOfRun, chunksToAnswer, isAuditDue, stakeOf, workSeconds } from './duties/auditTurn.ts'
export { freshChunks } from './duties/freshChunks.ts'
export { blocksNeeded } from './duties/blocksNeeded.ts'
export { nodesAtWork } from './duties/nodesAtWork.ts'
export { createDrawBook, type DrawBook } from './duties/drawBook.ts'
export type { HashOf, PoolHead } from './duties/drawnAt.ts'
export { dutiesOf, type PoolNow } from './duties/dutiesOf.ts'
export { checkResult, type ResultCheck } from './duties/checkResult.ts'
export type { Duty, OpenEnd, Taker, TaskNode } from './duties/duty.ts'
export { disputableUntil, openEnds } from './duties/openEnds.ts'
export { type AccountReason, type BatchReason, whyNotDrawn, type WhyNotDrawn } from './duties/whyNotDrawn.ts'
export { type HeldStake, type ProviderTasks, providerTasks, tasksBetween, type TasksOfSpan } from './duties/providerTasks.ts'
export { foldPool } from './pool/foldPool.ts'
export { createPoolReader, type PoolReader, type PoolSource, type SeenPool } from './reading/poolReader.ts'
export { keptHashes, places, poolTimes } from './pool/poolTimes.ts'
export { emptyPool, type PoolBatchView, type PoolRunView, type PoolTaskState, type PoolTaskView, type PoolView, taskIdOf } from './pool/poolView.ts'
export { answerCommitment, answerOf, batchIdOf, workCommitment } from './tree/commitments.ts'
export { batchesOfStep, type Bought, type BoughtBatch, usedTasks } from './jobs/bought.ts'
export { fitsJob, isLeaseEvent } from './jobs/fitsJob.ts'
export type { JobResultFile } from './jobs/jobResultFile.ts'
export { jobCostOf } from './jobs/jobCost.ts'
export { leasePriceNow } from './jobs/leasePriceNow.ts'
export {
  type CheckDraw,
  type CheckedSegment,
  checkedCount,
  type CheckReport,
  chanceToFind,
  drawnSegments,
  isWhole,
  leastSegments,
} from './training/checkedTraining.ts'
export { type PoolMachine, takersOf, takerStates } from './duties/takersOf.ts'
export {
  advanceJob,
  isJobOver,
  type JobCommand,
  type JobCost,
  type JobEvent,
  JobGraphError,
  type JobPlan,
  type JobSpec,
  type JobState,
  type JobTaskState,
  leaseTaskOf,
  newJob,
  type PoolJobEvent,
  restoreJob,
  withDependants,
} from './jobs/jobState.ts'
export {
  heldOf,
  type HeldLease,
  type JobCheckpoint,
  type LeaseCommand,
  type LeaseCost,
  type LeaseEvent,
  type LeaseOrder,
  type LeaseOutcome,
  type LeasePlan,
} from './jobs/leaseState.ts'

/** Calls of the task pool: builds and signs them, and sends them through the market, so that the signer pays no gas. */
export {
  acceptTaskCall,
  addTaskStakeCall,
  answerRunCall,
  appealTaskCall,
  baseUnitsOfStake,
  cancelBatchCall,
  closeBatchCall,
  collectTaskStakeCall,
  commitTaskCall,
  type ContractCall,
  contradictCall,
  depositToPoolCall,
  disputeChunkCall,
  disputeTaskCall,
  dropRunCall,
  expireTaskCall,
  type OfBatch,
  type OfRun,
  type OfTask,
  type PoolHoldings,
  readTaskPool,
  releaseTaskCall,
  revealTaskCall,
  ripenTaskStakeCall,
  setSubmitKeyCall,
  settleTaskCall,
  showRunCall,
  submitBatchCall,
  sweepPoolCall,
  takeRunCall,
  taskPoolAbi,
  unstakeTaskStakeCall,
  withdrawFromPoolCall,
} from '@infinitio/chain'
export { getPoolCall, placePoolCalls } from '../generated/calls.ts'
export { type PoolCallToSign, type PoolDepositToSign, signPoolCall, signPoolDeposit } from './signPoolCall.ts'
export { openTaskResult, putTaskResult, type TaskResultPlace } from './taskResults.ts'
export { sendPoolCalls, waitForPoolCall } from './sendPoolCalls.ts'
export { batchIdOf } from '@infinitio/tasks'
export { collectOutputs, WrongResultError } from './collectOutputs.ts'
export { firstLimitCode, type ShownTask, type StepProgress, stepProgress } from './stepProgress.ts'
export { jobEventFromWire, jobEventToWire, jobPlanFromWire, jobPlanToWire, jobSpecFromWire, jobStateOf } from './jobEvents.ts'
export { checkToWire, leasePlanFromWire, leasePlanToWire } from './leaseEvents.ts'
export { leaseCostOf } from './leaseCostOf.ts'
export { wrongLeaseOf } from './wrongLeaseOf.ts'
export { createJob, getJob, listJobs, listJobWork, noteJobEvent, putTaskKey, readJobTerms } from '../generated/calls.ts'
export { poolDepositFor } from './poolDepositFor.ts'
export { type PayIn, signPayIn } from './signPayIn.ts'
export { type ApprovalPlan, type ApprovedJob, approveJob, readApproval } from './approveJob.ts'
export { type StepBatch, stepBatches, type StepParts, stepParts } from './stepBatches.ts'
export { stepsAgain } from './stepsAgain.ts'
export { wrongPlanOf } from './wrongPlanOf.ts'
export { openTaskPool, type TaskPool } from './openTaskPool.ts'
export { type BlockSubscription, followBlocks } from '../chain/followBlocks.ts'
export { openOwnSender, type OwnSender } from './openOwnSender.ts'
export { type BatchDraft, priceBatch } from './priceBatch.ts'
export { PrivateJobError } from '../private-jobs/deriveKey.ts'
export { newJobKey, newStepKey, openStepKey, sealStepKey, type StepKey, stepKeyOf } from '../private-jobs/stepKeys.ts'
export { openInputFile, openInputText, sealInput } from '../private-jobs/sealedInputs.ts'
export { openChunk, sealChunk } from '../private-jobs/sealedChunks.ts'
export { isOwnFile, openOwnFile, sealOwnFile } from '../private-jobs/ownFiles.ts'
export { readBoxKey } from '../private-jobs/readBoxKey.ts'
export { type JobKey, jobKeyFileText, readJobKeyFile } from '../private-jobs/keyFiles.ts'
export { openOutputs, outputHash, sealOutputs, SealedOutputsError } from './sealedOutputs.ts'

import { type Address, type Hex32, structToChain, type TaskBatch, taskBatchStruct } from '@infinitio/domain'
import { encodeFunctionData, type Hex } from 'viem'
import { taskPoolAbi as abi } from '../generated/taskPoolAbi.ts'
import type { ContractCall } from './contractCall.ts'

/** A batch of tasks, and the address of the task pool that has it. */
export type OfBatch = { readonly pool: Address; readonly batch: TaskBatch }
/** One task of a batch, by its index. The comments below cite the state changes of a task by their numbers in docs/contracts.md. */
export type OfTask = OfBatch & { readonly index: number }
/** A run that calculates a task again as a check. `place` is its number: 0 and 1 are audits, 2 follows a dispute, 3 to 7 follow an appeal. */
export type OfRun = OfTask & { readonly place: number }
/** A worker's revealed result: the Merkle root of its outputs, and a hash over the outputs of the sampled chunks (parts of the task). */
export type RevealedResult = { readonly root: Hex32; readonly workerAnswer: Hex32 }

/** Submits a batch of tasks (state change 1 in docs/contracts.md). The submitter's balance pays the locked reward and the base fee. */
export function submitBatchCall({ pool, batch }: OfBatch): ContractCall {
  return { to: pool, data: encodeFunctionData({ abi, functionName: 'submit', args: [tupleOf(batch)] }) }
}

/** Cancels the tasks of a batch that nobody has accepted (state change 2 in docs/contracts.md). */
export function cancelBatchCall({ pool, batch }: OfBatch): ContractCall {
  return { to: pool, data: encodeFunctionData({ abi, functionName: 'cancel', args: [tupleOf(batch)] }) }
}

/** Refunds the tasks of a batch that nobody accepted by its deadline (state change 13 in docs/contracts.md). Anyone may send the call. */
export function closeBatchCall({ pool, batch }: OfBatch): ContractCall {
  return { to: pool, data: encodeFunctionData({ abi, functionName: 'close', args: [tupleOf(batch)] }) }
}

/** Accepts a task for a provider (state change 3 in docs/contracts.md). The key of one of the provider's nodes must send the call. */
export function acceptTaskCall({ pool, batch, index, provider }: OfTask & { readonly provider: Address }): ContractCall {
  return { to: pool, data: encodeFunctionData({ abi, functionName: 'accept', args: [tupleOf(batch), BigInt(index), provider] }) }
}

/** Gives up an accepted task (state change 4 in docs/contracts.md). `code` is the reason of a failure, or 0. */
export function releaseTaskCall({ pool, batch, index, code }: OfTask & { readonly code: number }): ContractCall {
  return { to: pool, data: encodeFunctionData({ abi, functionName: 'release', args: [tupleOf(batch), BigInt(index), code] }) }
}

/** Removes a task from a worker that did not commit to a result in time (state change 5 in docs/contracts.md). Anyone may send the call. */
export function expireTaskCall({ pool, batch, index }: OfTask): ContractCall {
  return { to: pool, data: encodeFunctionData({ abi, functionName: 'expire', args: [tupleOf(batch), BigInt(index)] }) }
}

/** Commits a worker to its hidden result (state change 6 in docs/contracts.md). `receipt` is the store's signature that it holds the result. */
export function commitTaskCall({
  pool,
  batch,
  index,
  commitment,
  receipt,
}: OfTask & { readonly commitment: Hex32; readonly receipt: Hex }): ContractCall {
  return { to: pool, data: encodeFunctionData({ abi, functionName: 'commit', args: [tupleOf(batch), BigInt(index), commitment, receipt] }) }
}

/**
 * Accepts, for a provider, the work of running a task once more to check it (state changes 7, 8 and 11 in docs/contracts.md). The key of one of the provider's
 * nodes must send the call.
 */
export function takeRunCall({ pool, batch, index, place, provider }: OfRun & { readonly provider: Address }): ContractCall {
  return { to: pool, data: encodeFunctionData({ abi, functionName: 'takeRun', args: [tupleOf(batch), BigInt(index), BigInt(place), provider] }) }
}

/** Commits to the hidden answer of a checking run (state change 8 in docs/contracts.md). */
export function answerRunCall({ pool, batch, index, place, commitment }: OfRun & { readonly commitment: Hex32 }): ContractCall {
  return { to: pool, data: encodeFunctionData({ abi, functionName: 'answerRun', args: [tupleOf(batch), BigInt(index), BigInt(place), commitment] }) }
}

/** Removes a checking run from a provider that did not answer in time. Anyone may send the call. */
export function dropRunCall({ pool, batch, index, place }: OfRun): ContractCall {
  return { to: pool, data: encodeFunctionData({ abi, functionName: 'dropRun', args: [tupleOf(batch), BigInt(index), BigInt(place)] }) }
}

/** Reveals the result that a worker committed to (state change 9 in docs/contracts.md). */
export function revealTaskCall({
  pool,
  batch,
  index,
  root,
  salt,
  answer,
}: OfTask & Readonly<Record<'root' | 'salt' | 'answer', Hex32>>): ContractCall {
  return { to: pool, data: encodeFunctionData({ abi, functionName: 'reveal', args: [tupleOf(batch), BigInt(index), root, salt, answer] }) }
}

/**
 * Reveals the answer of a checking run (state changes 10 and 11 in docs/contracts.md). `fresh` is the answer for the chunks (parts of the task) that are
 * sampled after an appeal, and 0 in all other runs.
 */
export function showRunCall({
  pool,
  batch,
  index,
  place,
  root,
  workerAnswer,
  answer,
  fresh,
  salt,
}: OfRun & RevealedResult & Readonly<Record<'answer' | 'fresh' | 'salt', Hex32>>): ContractCall {
  const args = [tupleOf(batch), BigInt(index), BigInt(place), root, workerAnswer, answer, fresh, salt] as const
  return { to: pool, data: encodeFunctionData({ abi, functionName: 'showRun', args }) }
}

/** Proves that a revealed answer does not match the revealed Merkle root (state change 10 in docs/contracts.md). Anyone may send the call. */
export function contradictCall({
  pool,
  batch,
  index,
  root,
  outputs,
  position,
  outputHash,
  path,
}: OfTask & {
  readonly root: Hex32
  readonly outputs: readonly Hex32[]
  readonly position: number
  readonly outputHash: Hex32
  readonly path: readonly Hex32[]
}): ContractCall {
  const args = [tupleOf(batch), BigInt(index), root, [...outputs], BigInt(position), outputHash, [...path]] as const
  return { to: pool, data: encodeFunctionData({ abi, functionName: 'contradict', args }) }
}

/** Disputes a revealed result, with a stake from the sender's balance (state change 11 in docs/contracts.md). */
export function disputeTaskCall({ pool, batch, index, root, workerAnswer }: OfTask & RevealedResult): ContractCall {
  return { to: pool, data: encodeFunctionData({ abi, functionName: 'dispute', args: [tupleOf(batch), BigInt(index), root, workerAnswer] }) }
}

/**
 * Disputes a revealed result and names a chunk (part of the task) as wrong, with a stake from the sender's balance (state change 11 in docs/contracts.md).
 * `outputHash` is the hash of the chunk's output in the worker's result; `path` is its Merkle path to the root.
 */
export function disputeChunkCall({
  pool,
  batch,
  index,
  root,
  workerAnswer,
  chunk,
  outputHash,
  path,
}: OfTask & RevealedResult & { readonly chunk: number; readonly outputHash: Hex32; readonly path: readonly Hex32[] }): ContractCall {
  const args = [tupleOf(batch), BigInt(index), root, workerAnswer, BigInt(chunk), outputHash, [...path]] as const
  return { to: pool, data: encodeFunctionData({ abi, functionName: 'disputeChunk', args }) }
}

/**
 * Appeals after a first verdict, which requires five more runs (state change 11 in docs/contracts.md). The loser of that verdict pays a stake from its balance.
 */
export function appealTaskCall({ pool, batch, index }: OfTask): ContractCall {
  return { to: pool, data: encodeFunctionData({ abi, functionName: 'appeal', args: [tupleOf(batch), BigInt(index)] }) }
}

/** Ends a task and pays its parties (state changes 9, 10 and 12 in docs/contracts.md). Anyone may send the call. */
export function settleTaskCall({ pool, batch, index }: OfTask): ContractCall {
  return { to: pool, data: encodeFunctionData({ abi, functionName: 'settle', args: [tupleOf(batch), BigInt(index)] }) }
}

function tupleOf(batch: TaskBatch) {
  return structToChain(taskBatchStruct, batch)
}

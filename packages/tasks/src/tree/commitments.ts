import { type Address, type Hex32, keccak256Hex, packWords, type PoolSigningDomain, type TaskBatch, taskBatchStruct } from '@infinitio/domain'
import { textWord } from './textWord.ts'

const batchTag = textWord('Infinitio task batch')
const workTag = textWord('Infinitio task commitment')
const answerTag = textWord('Infinitio task answer')

/** Returns the id of a batch. Calculates the same as `TaskPool.batchIdOf`. */
export function batchIdOf({ chainId, pool }: PoolSigningDomain, batch: TaskBatch): Hex32 {
  const fields = batch as unknown as Readonly<Record<string, string | number | bigint>>
  return keccak256Hex(packWords([batchTag, BigInt(chainId), BigInt(pool), ...taskBatchStruct.fields.map(({ name }) => BigInt(fields[name] ?? 0))]))
}

/** Returns the hash with which a worker commits to its result. Calculates the same as `TaskPool.commitmentOf`. */
export function workCommitment(
  { chainId, pool }: PoolSigningDomain,
  { taskId, tries, provider, root, salt }: { taskId: Hex32; tries: number; provider: Address; root: Hex32; salt: Hex32 },
): Hex32 {
  return keccak256Hex(packWords([workTag, BigInt(chainId), ...[pool, taskId].map(BigInt), BigInt(tries), ...[provider, root, salt].map(BigInt)]))
}

/**
 * Returns the hash with which an account that checks a task commits to its answer before it reveals it. `fresh` is the answer about the second sample of
 * chunks, which only runs after an appeal have; otherwise it is zero. Calculates the same as `TaskPool.answerCommitmentOf`.
 */
export function answerCommitment(
  { chainId, pool }: PoolSigningDomain,
  { taskId, place, account, answer, fresh, salt }: { taskId: Hex32; place: number; account: Address; answer: Hex32; fresh: Hex32; salt: Hex32 },
): Hex32 {
  return keccak256Hex(
    packWords([answerTag, BigInt(chainId), ...[pool, taskId].map(BigInt), BigInt(place), ...[account, answer, fresh, salt].map(BigInt)]),
  )
}

/**
 * Returns the answer of a worker or a checker about some chunks (parts of a task). It is one hash over the hashes of the chunks' outputs, in the order of the
 * chunks.
 */
export function answerOf(outputs: readonly Hex32[]): Hex32 {
  return keccak256Hex(packWords(outputs.map(BigInt)))
}

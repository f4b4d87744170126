import { baseUnitsOfStake, readPoolAccount, readTaskPool, taskPoolAbi } from '@infinitio/chain'
import { type Address, address, type Hex32, type PoolSigningDomain, type UnixSeconds, unixSeconds } from '@infinitio/domain'
import { type ContractFunctionArgs, encodeFunctionData } from 'viem'
import { readContract } from 'viem/actions'
import { ChainUnavailableError } from '../chain/ChainUnavailableError.ts'
import type { ChainClock } from '../chain/createChainClock.ts'
import { keepOfHead } from '../chain/keepOfHead.ts'
import type { MarketFactsReader } from '../chain/createMarketFacts.ts'

/**
 * Reads the state of the task pool contract; until there is a new block, results are reused. All methods throw ChainUnavailableError. Except for `domain`, call
 * the methods only if the market has a task pool.
 */
export type PoolReader = {
  /** Returns the chain id and the address of the task pool, which every signature for the pool contains. Null if the Directory names no pool. */
  domain(): Promise<PoolSigningDomain | null>
  /** Returns how many base units of PToken an account has in the task pool in total: its balance and all of its stake. */
  holdings(account: Address): Promise<bigint>
  /** Returns until when a key may act for a submitter, in Unix seconds; 0 if the submitter never allowed the key. */
  keyExpiry(pair: { readonly submitter: Address; readonly key: Address }): Promise<UnixSeconds>
  /** Returns the state of a task. `tries` is 0 if no worker has ever accepted it. `fresh` reads the newest block instead of the cached one. */
  task(taskId: Hex32, options?: { readonly fresh?: boolean }): Promise<PoolTask>
  /** Returns true if a batch (tasks that an account pays for together) was submitted. */
  hasBatch(batch: ChainBatch): Promise<boolean>
}

/**
 * The state of a task. `worker` is the provider to which it is assigned. `isAssigned` is true from the time when the worker accepts the task until it commits
 * to a result. `tries` counts how often a worker accepted the task.
 */
export type PoolTask = { readonly worker: Address; readonly isAssigned: boolean; readonly tries: number }

/** The fields of a batch (tasks that an account submits together), in the form that the contract's functions need. */
export type ChainBatch = ContractFunctionArgs<typeof taskPoolAbi, 'view', 'batchIdOf'>[0]

/** The number that the contract gives to `TaskState.Assigned`. */
const assignedState = 2

/** Creates the reader of the task pool. */
export function createPoolReader({ facts, clock }: { readonly facts: MarketFactsReader; readonly clock: ChainClock }): PoolReader {
  const { client } = facts
  const keep = keepOfHead()
  const kept = <T>(key: string, load: () => Promise<T>) => keep(`${clock.read().blockNumber}`, key, () => away(load()))

  async function domain(): Promise<PoolSigningDomain | null> {
    const { chainId, addresses } = await facts.read()
    const pool = await kept('pool', () => readTaskPool(client, addresses.directory))
    return pool === null ? null : { chainId, pool }
  }

  async function at() {
    const found = await domain()
    if (found === null) throw new ChainUnavailableError('the Directory names no task pool')
    return { address: found.pool, abi: taskPoolAbi } as const
  }

  async function readTask(taskId: Hex32): Promise<PoolTask> {
    const { worker, state, tries } = await readContract(client, { ...(await at()), functionName: 'taskOf', args: [taskId] })
    return { worker: address(worker.toLowerCase()), isAssigned: state === assignedState, tries }
  }

  return {
    domain,
    holdings: (account) =>
      kept(`holdings/${account}`, async () => {
        const { balance, bonded, young, leaving } = await readPoolAccount(client, { pool: (await at()).address, account })
        return balance + (bonded + young + leaving) * baseUnitsOfStake
      }),
    keyExpiry: ({ submitter, key }) =>
      kept(`key/${submitter}/${key}`, async () => {
        const { expiry } = await readContract(client, { ...(await at()), functionName: 'keyOf', args: [submitter, key] })
        return unixSeconds(BigInt(expiry))
      }),
    task: (taskId, { fresh = false } = {}) => (fresh ? away(readTask(taskId)) : kept(`task/${taskId}`, () => readTask(taskId))),
    hasBatch: (batch) =>
      kept(`batch/${encodeFunctionData({ abi: taskPoolAbi, functionName: 'batchIdOf', args: [batch] })}`, async () => {
        const pool = await at()
        const batchId = await readContract(client, { ...pool, functionName: 'batchIdOf', args: [batch] })
        return (await readContract(client, { ...pool, functionName: 'batchOf', args: [batchId] })).count !== 0
      }),
  }
}

async function away<T>(reading: Promise<T>): Promise<T> {
  return await reading.catch((cause: unknown) => {
    throw cause instanceof ChainUnavailableError ? cause : new ChainUnavailableError('the task pool cannot be read', { cause })
  })
}

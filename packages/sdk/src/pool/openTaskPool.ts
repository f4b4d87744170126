import { baseUnitsOfStake, type ContractCall, type PoolHoldings, poolSource, readPoolAccount, readTaskPool, taskPoolAbi } from '@infinitio/chain'
import { type Address, address, type Hex32, type PoolSigningDomain, type TaskBatch, structToChain, taskBatchStruct } from '@infinitio/domain'
import type { ChainWire } from '@infinitio/domain/wire'
import { createPoolReader, type PoolReader } from '@infinitio/tasks'
import { createClient, http } from 'viem'
import { call as callChain, getBlock, readContract } from 'viem/actions'

const answerWithinMs = 10_000
const secondsOfDay = 86_400n

/** Reads the task pool contract from the chain, without the market's servers. */
export type TaskPool = {
  readonly domain: PoolSigningDomain
  readonly reader: PoolReader
  /** Simulates a call. Returns null if the contract would accept it now, or the reason why it would not. Rejects if the chain does not answer. */
  readonly trial: (from: Address, call: ContractCall) => Promise<string | null>
  /**
   * Returns the base fee and the locked amount that a batch would have if it were submitted now, in base units of PToken. Rejects with viem's errors, for
   * example if the contract would reject the batch.
   */
  readonly quote: (batch: TaskBatch) => Promise<{ readonly baseFee: bigint; readonly escrow: bigint }>
  readonly balanceOf: (account: Address) => Promise<bigint>
  /** Returns the balance and the stakes of an account in the task pool, as stored on the chain. */
  readonly accountOf: (account: Address) => Promise<PoolHoldings>
  /**
   * Returns a provider's streak: how many audited tasks of other accounts it did correctly in a row, with one adapter (the program that runs the tasks) on
   * machines of one class. The count stops at 40, because a longer streak does not reduce the number of audits further.
   */
  readonly streakOf: (of: { readonly provider: Address; readonly adapter: Hex32; readonly classId: number }) => Promise<number>
  /**
   * Returns the amount that a key may still spend today for a submitter, in base units of PToken, with the daily limit and the end of the permission in Unix
   * seconds. The end is 0 if the submitter never allowed the key.
   */
  readonly allowanceOf: (pair: { readonly submitter: Address; readonly key: Address }) => Promise<PoolAllowance>
  /** Returns the cost of the gas for one audit run of a task, in base units of PToken. The audit share that each task reserves must cover it. */
  readonly runGas: () => Promise<bigint>
  /** Returns the time of the newest block, in Unix seconds. */
  readonly now: () => Promise<number>
  /** Returns the number of the newest block. */
  readonly head: () => Promise<number>
  /** Returns the hash of a block, or null if the chain has no such block yet. */
  readonly hashOf: (block: number) => Promise<Hex32 | null>
}

/**
 * The permission of a key to spend for a submitter: the daily limit and the part of it that is left today, in base units of PToken, and the expiry. `now` is
 * the time of the newest block. Times are in Unix seconds.
 */
export type PoolAllowance = { readonly left: bigint; readonly dayCap: bigint; readonly expiry: number; readonly now: number }

/** Opens the task pool contract at the address in the Directory. Returns null if the market has none. Rejects with viem's errors. */
export async function openTaskPool({
  rpcUrl,
  chain,
}: {
  readonly rpcUrl: string
  readonly chain: Pick<ChainWire, 'chainId' | 'addresses'>
}): Promise<TaskPool | null> {
  const url = rpcUrl.split(',')[0]?.trim()
  const client = createClient({ transport: http(url, { timeout: answerWithinMs, retryCount: 0 }), cacheTime: 0 })
  const market = { directory: address(chain.addresses.directory), pToken: address(chain.addresses.ptoken) }
  const pool = await readTaskPool(client, market.directory)
  if (pool === null) return null
  const at = { address: pool, abi: taskPoolAbi } as const
  const source = poolSource(client, { pool, ...market })
  return {
    domain: { chainId: chain.chainId, pool },
    reader: createPoolReader(source),
    async trial(from, { to, data }) {
      try {
        await callChain(client, { account: from, to, data })
        return null
      } catch (error) {
        if (error instanceof Error && error.name === 'CallExecutionError' && isRefusal(error)) return error.message
        throw error
      }
    },
    async quote(batch) {
      const [baseFee, escrow] = await readContract(client, { ...at, functionName: 'quote', args: [structToChain(taskBatchStruct, batch)] })
      return { baseFee, escrow }
    },
    balanceOf: (account) => readContract(client, { ...at, functionName: 'balanceOf', args: [account] }),
    streakOf: async ({ provider, adapter, classId }) =>
      Number(await readContract(client, { ...at, functionName: 'streakOf', args: [provider, adapter, classId] })),
    accountOf: (account) => readPoolAccount(client, { pool, account }),
    async allowanceOf({ submitter, key }) {
      const [limits, { timestamp }] = await Promise.all([
        readContract(client, { ...at, functionName: 'keyOf', args: [submitter, key] }),
        getBlock(client),
      ])
      const spent = BigInt(limits.day) === timestamp / secondsOfDay ? limits.spentToday : 0n
      return {
        left: (limits.dayCap - spent) * baseUnitsOfStake,
        dayCap: limits.dayCap * baseUnitsOfStake,
        expiry: limits.expiry,
        now: Number(timestamp),
      }
    },
    runGas: async () => BigInt((await readContract(client, { ...at, functionName: 'totals' })).runGas) * baseUnitsOfStake,
    now: async () => Number((await getBlock(client)).timestamp),
    head: async () => (await source.head()).block,
    hashOf: (block) => source.hashOf(block),
  }
}

/** Returns true if the error shows that the contract rejected the call. Other errors mean that the chain did not answer. */
function isRefusal(error: Error): boolean {
  const text = `${error.message} ${String((error as { details?: unknown }).details ?? '')}`
  return /revert/i.test(text)
}

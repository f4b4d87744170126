import { baseUnitsOfStake, type ContractCall, type PoolHoldings, poolSource, readPoolAccount, readTaskPool, taskPoolAbi } from '@infinitio/chain'
import { type Address, address, type Hex32, type PoolSigningDomain, type TaskBatch, structToChain, taskBatchStruct } from '@infinitio/domain'
import type { ChainWire } from '@infinitio/domain/wire'
import { createPoolReader, type PoolReader } from '@infinitio/tasks'
import { createClient, http } from 'viem'
import { call as callChain, getBlock, readContract } from 'viem/actions'

const answerWithinMs = 10_000
const secondsOfDay = 86_400n

/** Reads the task pool of a market from the chain, without the market. */
export type TaskPool = {
  readonly domain: PoolSigningDomain
  readonly reader: PoolReader
  /** Simulates a call. Returns null if the chain would accept it now, or the reason for a refusal. Rejects if the chain does not answer. */
  readonly trial: (from: Address, call: ContractCall) => Promise<string | null>
  /**
   * Returns the base fee and the locked amount of a batch that is submitted now, in base units of PToken. Rejects with viem's errors, also if the pool would
   * refuse the batch.
   */
  readonly quote: (batch: TaskBatch) => Promise<{ readonly baseFee: bigint; readonly escrow: bigint }>
  readonly balanceOf: (account: Address) => Promise<bigint>
  /** Returns the balance and the stakes of an account, as stored on the chain. */
  readonly accountOf: (account: Address) => Promise<PoolHoldings>
  /**
   * Returns how many tasks for other accounts a provider completed correctly in a row, with an adapter on machines of a class. Stops at 40, because more do not
   * change how often it is audited.
   */
  readonly streakOf: (of: { readonly provider: Address; readonly adapter: Hex32; readonly classId: number }) => Promise<number>
  /**
   * Returns the amount that a key may still spend today for a submitter, in base units, and its expiry in Unix seconds; the expiry is 0 if it was never
   * allowed.
   */
  readonly allowanceOf: (pair: { readonly submitter: Address; readonly key: Address }) => Promise<PoolAllowance>
  /** Returns the cost of the gas of one run, in base units of PToken. The audit share of each task must cover it. */
  readonly runGas: () => Promise<bigint>
  /** Returns the time of the newest block, in Unix seconds. */
  readonly now: () => Promise<number>
}

/** A key's daily limit and the rest of it today, in base units of PToken, and its expiry. `now` is the time of the newest block. */
export type PoolAllowance = { readonly left: bigint; readonly dayCap: bigint; readonly expiry: number; readonly now: number }

/** Opens the task pool at the address in the Directory. Returns null if the market has none. Rejects with viem's errors. */
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
  return {
    domain: { chainId: chain.chainId, pool },
    reader: createPoolReader(poolSource(client, { pool, ...market })),
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
  }
}

/** Returns true if the chain refused the call, and false if the chain gave no answer. */
function isRefusal(error: Error): boolean {
  const text = `${error.message} ${String((error as { details?: unknown }).details ?? '')}`
  return /revert/i.test(text)
}

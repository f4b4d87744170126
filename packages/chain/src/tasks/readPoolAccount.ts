import type { Address } from '@infinitio/domain'
import type { Client } from 'viem'
import { readContract } from 'viem/actions'
import { taskPoolAbi } from '../generated/taskPoolAbi.ts'

/** The number of PToken base units in one unit of a stake (1e-9 PToken). */
export const baseUnitsOfStake = 1_000_000_000n

/**
 * An account's money at the task pool. `balance` is in base units of PToken, stakes are in 1e-9 PToken, times are Unix seconds. `locked` is the part of
 * `bonded` that tasks use. `young` is stake that was added at `youngAt` and does not count yet. Until `outUntil`, the account gets no tasks. `leaving` is stake
 * that is being withdrawn: it can be collected once both `leavesAt` and `outUntil` have passed. A time is 0 if it does not apply.
 */
export type PoolHoldings = {
  readonly balance: bigint
  readonly bonded: bigint
  readonly locked: bigint
  readonly young: bigint
  readonly youngAt: number
  readonly outUntil: number
  readonly leaving: bigint
  readonly leavesAt: number
  /**
   * The times of the provider's last three strikes (tasks that it did not complete in time), newest first. A third strike within a day excludes the provider
   * from tasks for a day.
   */
  readonly strikes: readonly number[]
}

/** Reads what an account has at the task pool. Throws viem's errors. */
export async function readPoolAccount(
  client: Client,
  { pool, account }: { readonly pool: Address; readonly account: Address },
): Promise<PoolHoldings> {
  const read = { address: pool, abi: taskPoolAbi, args: [account] } as const
  const [balance, stake, { leaving, leavesAt, ...record }] = await Promise.all([
    readContract(client, { ...read, functionName: 'balanceOf' }),
    readContract(client, { ...read, functionName: 'accountOf' }),
    readContract(client, { ...read, functionName: 'recordOf' }),
  ])
  const { bonded, locked, young, youngAt, outUntil } = stake
  const strikes = [record.lastStrike, record.secondStrike, record.thirdStrike].filter((at) => at > 0)
  return { balance, bonded, locked, young, youngAt, outUntil, leaving, leavesAt, strikes }
}

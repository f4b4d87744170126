import { baseUnitsOfStake, readPoolAccount, taskPoolAbi } from '@infinitio/chain'
import { type Address, address, unixSeconds } from '@infinitio/domain'
import { readContract } from 'viem/actions'
import { askRpc } from '../../chain/askRpc.ts'
import type { ExitAccess } from '../../chain/exitAccess.ts'
import { mapAtMost } from '../../transport/mapAtMost.ts'
import type { ExitBatch, ExitPool } from './exitPool.ts'
import type { LoggedBatch, LoggedSubmitKey } from './poolHistory.ts'

const atOnce = 8
/** Seconds after which a new stake counts. The same value as `YOUNG_SECONDS` of the contract. */
const ripeSeconds = 3_600

/** An account's positions in one task pool, which the logs showed, and the time of the state in Unix seconds. */
export type PoolPositions = {
  readonly account: Address
  readonly pool: Address
  readonly now: bigint
  readonly batches: readonly LoggedBatch[]
  readonly submitKeys: readonly LoggedSubmitKey[]
}

/** Reads what an account has in one task pool. Lists only batches that can be cancelled, and only keys that are still valid. Throws `chain.rpc_silent`. */
export async function readPool(access: ExitAccess, { account, pool, now, ...positions }: PoolPositions): Promise<ExitPool> {
  const { client } = access
  const at = { address: pool, abi: taskPoolAbi } as const
  const ask = <Answer>(read: () => Promise<Answer>) => askRpc(access, read)
  async function batch({ batchId, batch: terms, escrow }: LoggedBatch): Promise<ExitBatch[]> {
    const { open, stopped } = await ask(() => readContract(client, { ...at, functionName: 'batchOf', args: [batchId] }))
    return stopped || open === 0 ? [] : [{ batchId, batch: terms, refund: BigInt(open) * escrow }]
  }
  async function submitKey({ key }: LoggedSubmitKey): Promise<Address[]> {
    const { expiry } = await ask(() => readContract(client, { ...at, functionName: 'keyOf', args: [account, key] }))
    return BigInt(expiry) >= now ? [key] : []
  }
  const held = await ask(() => readPoolAccount(client, { pool, account }))
  const pToken = await ask(() => readContract(client, { ...at, functionName: 'PTOKEN' }))
  return {
    pool,
    pToken: address(pToken.toLowerCase()),
    balance: held.balance,
    bonded: held.bonded * baseUnitsOfStake,
    locked: held.locked * baseUnitsOfStake,
    young: held.young * baseUnitsOfStake,
    ripeAt: unixSeconds(BigInt(held.youngAt + ripeSeconds)),
    leaving: held.leaving * baseUnitsOfStake,
    collectAt: unixSeconds(BigInt(Math.max(held.leavesAt, held.outUntil))),
    batches: (await mapAtMost(positions.batches, { atOnce, work: batch })).flat(),
    keys: (await mapAtMost(positions.submitKeys, { atOnce, work: submitKey })).flat(),
  }
}

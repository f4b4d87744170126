import { taskPoolAbi } from '@infinitio/chain'
import { type Db, listProvidersOfKey } from '@infinitio/db'
import { type Address, address } from '@infinitio/domain'
import type { PoolCallWire } from '@infinitio/domain/wire'
import { decodeFunctionData, type Hex } from 'viem'
import type { ChainClock } from '../chain/createChainClock.ts'
import type { ChainBatch, PoolReader } from './createPoolReader.ts'

type Parts = { readonly db: Db; readonly pool: PoolReader; readonly clock: ChainClock; readonly leastBalance: bigint }

/**
 * Each call of the task pool counts towards the daily budget of some account. Returns that account, or null if the operator should not send the call. It is the
 * first of these that exists ("enough" is at least `leastBalance` in the pool, balance and stake together). A deposit counts only towards the first:
 * - the account that signed the call, if it has enough, or deposits as much in the same request (`deposited`)
 * - a provider that has enough, with a machine whose key signed the call
 * - the submitter of the call's batch, if it signed the call itself and the batch is on the chain
 * - the submitter that allowed the key that signed the call, if the submitter has enough or the batch is on the chain
 */
export async function findPayer(parts: Parts, call: PoolCallWire, { deposited }: { deposited: bigint }): Promise<Address | null> {
  const account = address(call.account)
  const isCovered = async (one: Address) => (await parts.pool.holdings(one)) >= parts.leastBalance
  if (deposited >= parts.leastBalance || (await isCovered(account))) return account
  if (call.kind === 'deposit') return null
  for (const provider of await listProvidersOfKey(parts.db, { nodeKey: account })) if (await isCovered(address(provider))) return address(provider)
  const batch = batchOf(call.data as Hex)
  if (batch === null) return null
  const submitter = address(batch.submitter.toLowerCase())
  if (submitter === account) return (await parts.pool.hasBatch(batch)) ? account : null
  const expiry = await parts.pool.keyExpiry({ submitter, key: account })
  return expiry >= BigInt(parts.clock.read().now) && ((await isCovered(submitter)) || (await parts.pool.hasBatch(batch))) ? submitter : null
}

/** Returns the batch (tasks that were submitted together) that a call of the task pool has as its first argument, or null. */
function batchOf(data: Hex): ChainBatch | null {
  try {
    const [first] = decodeFunctionData({ abi: taskPoolAbi, data }).args ?? []
    return typeof first === 'object' && 'submitter' in first ? first : null
  } catch {
    // The data cannot be decoded as a call of the task pool. Ignore that here, because the chain will reject the call.
    return null
  }
}

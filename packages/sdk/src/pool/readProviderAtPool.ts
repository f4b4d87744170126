import type { PoolHoldings } from '@infinitio/chain'
import type { Address, Hex32 } from '@infinitio/domain'
import { type ProviderTasks, providerTasks, type TaskNode, whyNotDrawn } from '@infinitio/tasks'
import type { TaskPool } from './openTaskPool.ts'

/** A provider at the pool: its stakes, its record, its streaks, and why it takes no task now. `now` is the time of the newest block. */
export type ProviderAtPool = {
  readonly now: number
  readonly holdings: PoolHoldings
  readonly record: ProviderTasks
  readonly streaks: readonly { readonly adapter: Hex32; readonly classId: number; readonly streak: number }[]
  readonly why: ReturnType<typeof whyNotDrawn>
}

/** Reads a provider at the pool from the chain. `nodes` are its listed machines. Rejects with viem's errors. */
export async function readProviderAtPool(
  pool: TaskPool,
  { provider, nodes }: { readonly provider: Address; readonly nodes: readonly TaskNode[] },
): Promise<ProviderAtPool> {
  const seen = await pool.reader.read()
  const record = providerTasks(seen.view, provider)
  const [holdings, ...streaks] = await Promise.all([
    pool.accountOf(provider),
    ...record.kinds.map(async (kind) => ({ ...kind, streak: await pool.streakOf({ provider, ...kind }) })),
  ])
  return { now: seen.head.at, holdings, record, streaks, why: whyNotDrawn({ provider, nodes }, seen) }
}

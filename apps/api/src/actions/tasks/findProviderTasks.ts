import { listPoolMachines } from '@infinitio/db'
import { address } from '@infinitio/domain'
import { mostHeldAtOnce, type ProviderTasksWire } from '@infinitio/domain/wire'
import { type BatchReason, providerTasks, whyNotDrawn, type WhyNotDrawn } from '@infinitio/tasks'
import type { Services } from '../../services/services.ts'

const nothing = { earned: '0', worked: 0, checked: 0, lost: 0, kinds: [], held: 0, holds: [] } as const
const noPool: ProviderTasksWire['why'] = { account: { kind: 'no stake' }, openBatches: 0, batches: [] }

/** Returns what a provider earned, worked on, checked and lost in the task pool, from the chain's events. Throws ChainUnavailableError. */
export async function findProviderTasks(
  { tasks, db }: Pick<Services, 'tasks' | 'db'>,
  { account, from = 0 }: { readonly account: string; readonly from?: number | undefined },
): Promise<ProviderTasksWire> {
  const provider = address(account)
  const seen = await tasks.read()
  if (seen === null) return { blockNumber: 0, now: 0, ...nothing, kinds: [], holds: [], why: noPool }
  const { earned, worked, checked, lost, kinds, holds } = providerTasks(seen.view, provider)
  const nodes = await listPoolMachines(db, { providers: [provider] })
  return {
    ...{ blockNumber: seen.head.block, now: seen.head.at, earned: `${earned}`, worked, checked, lost },
    ...{ kinds: kinds.map(({ adapter, classId }) => ({ adapter, classId })), held: holds.length },
    holds: holds.slice(from, from + mostHeldAtOnce).map(({ units, ...held }) => ({ ...held, units: `${units}` })),
    why: describeWhy(whyNotDrawn({ provider, nodes, most: mostHeldAtOnce }, seen)),
  }
}

function describeWhy({ account, openBatches, batches }: WhyNotDrawn): ProviderTasksWire['why'] {
  return { account, openBatches, batches: batches.map(({ batchId, reason }) => ({ batchId, reason: describeReason(reason) })) }
}

function describeReason(reason: BatchReason): ProviderTasksWire['why']['batches'][number]['reason'] {
  return reason.kind === 'stake held' ? { kind: reason.kind, free: `${reason.free}`, needed: `${reason.needed}` } : reason
}

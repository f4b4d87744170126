import { randomUUID } from 'node:crypto'
import { cancelWindow, insertWindows, listWindowsOfNodes, listWindowsOfProvider, type WindowRow, type WindowsFault } from '@infinitio/db'
import {
  type Address,
  type ErrorCode,
  maintenanceFault,
  mostPlansADay,
  mostWindowsAhead,
  mostWindowsOfProvider,
  type Refusal,
} from '@infinitio/domain'
import type { MaintenancePlanWire, PlannedWindowWire, PlanMaintenanceWire } from '@infinitio/domain/wire'
import type { Services } from '../../services/services.ts'

const codes: Readonly<Record<WindowsFault['why'], ErrorCode>> = {
  foreign: 'node.unknown',
  overlap: 'node.maintenance_overlap',
  limit: 'node.maintenance_limit',
}

/** Lists an account's planned maintenance that is not over, earliest first. */
export async function readMaintenance({ db, clock }: Services, { account }: { account: Address }): Promise<MaintenancePlanWire> {
  const { now } = clock.read()
  const rows = await listWindowsOfProvider(db, { provider: account, now: BigInt(now) })
  return { windows: rows.map(plannedWindow), chainNow: now }
}

/** Describes a planned window to its provider. Pure. */
export function plannedWindow({ windowId, nodeId, nodeName, from, until }: WindowRow): PlannedWindowWire {
  return { windowId, node: nodeId, nodeName: nodeName ?? '', from: Number(from), until: Number(until) }
}

/**
 * Plans the same maintenance for machines of an account, for all or for none, and returns the new windows. Changes no lease: a job notifies the holders of leases that overlap it,
 * and the agents sign their listings again. Rejects with `node.unknown`, `node.maintenance_invalid`, `node.maintenance_overlap` and
 * `node.maintenance_limit`.
 */
export async function planMaintenance(
  services: Services,
  { account, plan: { nodes, seconds, ...plan } }: { account: Address; plan: PlanMaintenanceWire },
): Promise<MaintenancePlanWire | Refusal> {
  const { now } = services.clock.read()
  const from = plan.from ?? now
  const fault = maintenanceFault({ from, seconds }, { now })
  if (fault !== null) return { rejected: 'node.maintenance_invalid', detail: fault }
  const windows = [...new Set(nodes)].map((nodeId) => ({ windowId: randomUUID(), nodeId }))
  const times = { from: BigInt(from), until: BigInt(from + seconds), now: BigInt(now) }
  const limits = { mostAhead: mostWindowsAhead, mostADay: mostPlansADay, mostOfProvider: mostWindowsOfProvider }
  const refused = await services.db.transaction((tx) => insertWindows(tx, { provider: account, windows, ...times, ...limits }))
  if (refused !== null) return { rejected: codes[refused.why], detail: refused.nodeId }
  const planned = new Set(windows.map(({ windowId }) => windowId))
  const rows = await listWindowsOfNodes(services.db, { nodeIds: windows.map(({ nodeId }) => nodeId), now: times.now })
  return { windows: rows.filter(({ windowId }) => planned.has(windowId)).map(plannedWindow), chainNow: now }
}

/** Cancels a planned maintenance, also while it runs. Rejects with `node.maintenance_unknown`. */
export async function cancelMaintenance(
  { db, clock }: Services,
  { account, windowId }: { account: Address; windowId: string },
): Promise<null | Refusal> {
  const isCancelled = await cancelWindow(db, { windowId, provider: account, now: BigInt(clock.read().now) })
  return isCancelled ? null : { rejected: 'node.maintenance_unknown', detail: windowId }
}

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
import type { MaintenancePlanWire, PlannedMaintenanceWire, PlannedWindowWire, PlanMaintenanceWire } from '@infinitio/domain/wire'
import type { Services } from '../../services/services.ts'

const codes = {
  foreign: 'node.unknown',
  overlap: 'node.maintenance_overlap',
  limit: 'node.maintenance_limit',
} as const satisfies Record<WindowsFault['why'], ErrorCode>

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
 * Plans the same maintenance for several machines of an account. Returns the new maintenance windows, and the machines that got none with their reasons. Does
 * not change any lease. A job later notifies the holders of leases that overlap a window, and the agents of the machines sign their asks again. Refuses with
 * `node.maintenance_invalid`.
 */
export async function planMaintenance(
  services: Services,
  { account, plan: { nodes, seconds, ...plan } }: { account: Address; plan: PlanMaintenanceWire },
): Promise<PlannedMaintenanceWire | Refusal> {
  const { now } = services.clock.read()
  const from = plan.from ?? now
  const fault = maintenanceFault({ from, seconds }, { now })
  if (fault !== null) return { rejected: 'node.maintenance_invalid', detail: fault }
  const windows = [...new Set(nodes)].map((nodeId) => ({ windowId: randomUUID() as string, nodeId }))
  const times = { from: BigInt(from), until: BigInt(from + seconds), now: BigInt(now) }
  const limits = { mostAhead: mostWindowsAhead, mostADay: mostPlansADay, mostOfProvider: mostWindowsOfProvider }
  const failed = await services.db.transaction((tx) => insertWindows(tx, { provider: account, windows, ...times, ...limits }))
  const created = new Set(windows.map(({ windowId }) => windowId))
  const rows = await listWindowsOfNodes(services.db, { nodeIds: windows.map(({ nodeId }) => nodeId), now: times.now })
  return {
    planned: rows.filter(({ windowId }) => created.has(windowId)).map(plannedWindow),
    failed: failed.map(({ nodeId, nodeName, why }) => ({ node: nodeId, nodeName: nodeName ?? '', code: codes[why] })),
    chainNow: now,
  }
}

/** Cancels a planned maintenance, also while it runs. Refuses with `node.maintenance_unknown`. */
export async function cancelMaintenance(
  { db, clock }: Services,
  { account, windowId }: { account: Address; windowId: string },
): Promise<null | Refusal> {
  const isCancelled = await cancelWindow(db, { windowId, provider: account, now: BigInt(clock.read().now) })
  return isCancelled ? null : { rejected: 'node.maintenance_unknown', detail: windowId }
}

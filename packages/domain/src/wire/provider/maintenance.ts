import { z } from 'zod'
import { mostWindowsOfProvider } from '../../nodes/maintenance.ts'
import { hex32, uuid } from '../scalars.ts'

const times = {
  from: z.int().describe('Start, Unix seconds of the block clock.'),
  until: z.int().describe('End, Unix seconds of the block clock. This second is no longer part of it.'),
}

/** A planned maintenance of a machine. */
export const maintenanceWindowWire = z.strictObject(times).meta({ id: 'MaintenanceWindow' })

/** A maintenance window in the form that agents get. A cancelled window is listed until its end. */
export const knownWindowWire = z
  .strictObject({ node: hex32, ...times, cancelled: z.boolean().describe('True: its provider cancelled it.') })
  .meta({ id: 'KnownWindow' })

/** A maintenance window in the form that its provider gets. */
export const plannedWindowWire = z
  .strictObject({ windowId: uuid.describe('Id of the window.'), node: hex32, nodeName: z.string(), ...times })
  .meta({ id: 'PlannedWindow' })
export type PlannedWindowWire = z.infer<typeof plannedWindowWire>

/** The body of `POST /provider/maintenance`: one time span, and the machines that it is for. */
export const planMaintenanceWire = z
  .strictObject({
    nodes: z.array(hex32).min(1).max(100).describe('Ids of the machines.'),
    from: z.int().min(0).max(253_402_300_799).nullable().describe('Start, Unix seconds of the block clock, within 180 days; null: now.'),
    seconds: z.int().min(0).max(2_147_483_647).describe('Length in seconds: 60 to 2,592,000. The end must be after now.'),
  })
  .meta({ id: 'PlanMaintenance' })
export type PlanMaintenanceWire = z.infer<typeof planMaintenanceWire>

/** `GET /provider/maintenance`: planned windows that are not over, earliest first. */
export const maintenancePlanWire = z
  .strictObject({ windows: z.array(plannedWindowWire).max(mostWindowsOfProvider).describe('The windows, earliest first.'), chainNow: z.int() })
  .meta({ id: 'MaintenancePlan' })
export type MaintenancePlanWire = z.infer<typeof maintenancePlanWire>

/** The answer of `POST /provider/maintenance`: each machine is in one of the two lists. */
export const plannedMaintenanceWire = z
  .strictObject({
    planned: z
      .array(plannedWindowWire)
      .describe(
        'The new windows, which renters see. The agents sign the listings again, so that no new lease overlaps one. Empty if no machine got a window.',
      ),
    failed: z
      .array(
        z.strictObject({
          node: hex32,
          nodeName: z.string(),
          code: z.enum(['node.unknown', 'node.maintenance_overlap', 'node.maintenance_limit']).describe('The reason.'),
        }),
      )
      .describe('The machines without a new window.'),
    chainNow: z.int(),
  })
  .meta({ id: 'PlannedMaintenance' })
export type PlannedMaintenanceWire = z.infer<typeof plannedMaintenanceWire>

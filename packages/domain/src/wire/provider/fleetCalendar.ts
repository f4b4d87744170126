import { z } from 'zod'
import { hex32 } from '../scalars.ts'

const gpuHours = z.array(z.int())

/**
 * `GET /provider/calendar`: what becomes of the hours of each node, 28 days from `from` (midnight, UTC) on, today without what is past: GPU-hours of each day that are leased, held (for a hold, or a match on its way to the chain), outside
 * what its open ask offers, and free. The four together are all there are. A page of at most 100 nodes by id; `next` is null on the last.
 */
export const fleetCalendarWire = z
  .strictObject({
    from: z.int(),
    days: z.int(),
    nodes: z.array(
      z.strictObject({ node: hex32, name: z.string(), gpus: z.int(), leased: gpuHours, held: gpuHours, outside: gpuHours, free: gpuHours }),
    ),
    next: hex32.nullable(),
  })
  .meta({ id: 'FleetCalendar' })
export type FleetCalendarWire = z.infer<typeof fleetCalendarWire>

/** The node after which to go on. */
export const fleetCalendarQueryWire = z.strictObject({ after: hex32.optional() })

import type { ReservedHours } from '../events/bookEvent.ts'
import type { NodeRecord } from './nodeRecord.ts'

/** GPUs taken in an hour, by leases and by the book. */
export function takenAt({ leased, reserved }: NodeRecord, hour: number): number {
  return leased.get(hour) + reserved.get(hour)
}

/** GPUs free in every hour of a range; below 0 when the chain gave more than the book knew of. */
export function freeGpus(node: NodeRecord, fromHour: number, toHour: number): number {
  const { leased, reserved } = node
  const last = Math.min(toHour, Math.max(leased.to, reserved.to))
  let most = 0
  for (let hour = fromHour; hour < last; hour += 1) {
    const taken = leased.get(hour) + reserved.get(hour)
    if (taken > most) most = taken
  }
  return node.gpus - most
}

/** The last hour of a range in which a node has fewer GPUs free than wanted; null when there is none. */
export function lastHourBelow(node: NodeRecord, { fromHour, toHour }: ReservedHours, wanted: number): number | null {
  const { leased, reserved, gpus } = node
  for (let hour = Math.min(toHour, Math.max(leased.to, reserved.to)) - 1; hour >= fromHour; hour -= 1)
    if (gpus - leased.get(hour) - reserved.get(hour) < wanted) return hour
  return gpus < wanted ? toHour - 1 : null
}

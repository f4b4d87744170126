import type { ReservedHours } from '../events/bookEvent.ts'
import type { HourCounts } from './structures/hourCounts.ts'
import type { NodeRecord } from './records.ts'

/** Returns the number of GPUs that leases and reservations take in an hour. */
export function takenAt({ leased, reserved }: NodeRecord, hour: number): number {
  return leased.get(hour) + reserved.get(hour)
}

/** Returns the number of a node's GPUs that respond, taken ones included. */
export function respondingGpus({ gpus, lostGpus }: NodeRecord): number {
  return gpus - lostGpus
}

/**
 * Returns the number of GPUs that respond and are free in every hour of a range. It is negative if leases on the chain took GPUs that the book had reserved, or
 * if leased or reserved GPUs do not respond.
 */
export function freeGpus(node: NodeRecord, fromHour: number, toHour: number): number {
  const { leased, reserved } = node
  const gpus = respondingGpus(node)
  const mostLeased = leased.mostIn(fromHour, toHour)
  const mostReserved = reserved.mostIn(fromHour, toHour)
  if (mostLeased === 0 || mostReserved === 0) return gpus - mostLeased - mostReserved
  // Leases and reservations may reach their maximum in different hours, so look at the sum in each hour.
  const last = Math.min(toHour, Math.max(leased.to, reserved.to))
  let most = 0
  for (let hour = Math.max(fromHour, Math.min(leased.from, reserved.from)); hour < last; hour += 1)
    most = Math.max(most, leased.get(hour) + reserved.get(hour))
  return gpus - most
}

/** Returns the number of GPUs that are free in every hour of a range, if the GPUs in `others` are also taken (for example the earlier slices of a plan). */
export function freeBeside(node: NodeRecord, others: HourCounts, { fromHour, toHour }: ReservedHours): number {
  const { leased, reserved } = node
  const gpus = respondingGpus(node)
  const mostOthers = others.mostIn(fromHour, toHour)
  if (mostOthers === 0) return freeGpus(node, fromHour, toHour)
  if (leased.mostIn(fromHour, toHour) === 0 && reserved.mostIn(fromHour, toHour) === 0) return gpus - mostOthers
  let most = 0
  for (let hour = fromHour; hour < toHour; hour += 1) most = Math.max(most, takenAt(node, hour) + others.get(hour))
  return gpus - most
}

/**
 * Returns the last hour of a range in which a node has fewer free GPUs than `wanted`, if the GPUs in `others` are also taken. Returns null if there is no such
 * hour.
 */
export function lastHourBelowBeside(
  node: NodeRecord,
  others: HourCounts,
  { fromHour, toHour, wanted }: ReservedHours & { readonly wanted: number },
): number | null {
  const most = respondingGpus(node) - wanted
  if (most < 0) return toHour - 1
  for (let hour = toHour - 1; hour >= fromHour; hour -= 1) if (takenAt(node, hour) + others.get(hour) > most) return hour
  return null
}

/** Returns the last hour of a range in which a node has fewer free GPUs than wanted, or null if there is no such hour. */
export function lastHourBelow(node: NodeRecord, { fromHour, toHour }: ReservedHours, wanted: number): number | null {
  const { leased, reserved } = node
  const most = respondingGpus(node) - wanted
  if (most < 0) return toHour - 1
  if (reserved.to <= fromHour) return leased.lastAbove(fromHour, toHour, most)
  if (leased.to <= fromHour) return reserved.lastAbove(fromHour, toHour, most)
  for (let hour = Math.min(toHour, Math.max(leased.to, reserved.to)) - 1; hour >= fromHour; hour -= 1)
    if (leased.get(hour) + reserved.get(hour) > most) return hour
  return null
}

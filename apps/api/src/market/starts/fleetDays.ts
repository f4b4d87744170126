import { busyHours } from './busyHours.ts'
import type { TakenHours } from '../machines/marketNode.ts'

/** GPU-hours of each day: the four together are all the hours that are to come. */
export type FleetDays = { readonly leased: number[]; readonly held: number[]; readonly outside: number[]; readonly free: number[] }

/** What is known of a node: hours leased and held, and the seconds its ask offers; null where it has none. */
export type FleetFacts = {
  readonly gpus: number
  readonly leased: readonly TakenHours[]
  readonly held: readonly TakenHours[]
  readonly offered: { readonly from: number; readonly until: number } | null
}

const hoursADay = 24

/** Sorts each hour of some days into leased, held, outside what is offered, and free; hours before `nowHour` are in none. An hour is offered when all of it is; of more than there is nothing counts. */
export function fleetDays(
  { gpus, leased, held, offered }: FleetFacts,
  { fromDay, days, nowHour }: { fromDay: number; days: number; nowHour: number },
): FleetDays {
  const span = { fromHour: fromDay * hoursADay, hours: days * hoursADay }
  const [leasedAt, heldAt] = [busyHours(leased, span), busyHours(held, span)]
  const sums: FleetDays = { leased: zeros(days), held: zeros(days), outside: zeros(days), free: zeros(days) }
  for (let at = 0; at < span.hours; at += 1) {
    const hour = span.fromHour + at
    // The current hour counts when the ask offers the rest of it.
    if (hour < nowHour) continue
    const isOffered = offered !== null && (hour === nowHour || offered.from <= hour * 3_600) && offered.until >= (hour + 1) * 3_600
    const isLeased = Math.min(gpus, leasedAt[at] ?? 0)
    const isHeld = Math.min(gpus - isLeased, heldAt[at] ?? 0)
    const day = Math.floor(at / hoursADay)
    add(sums.leased, day, isLeased)
    add(sums.held, day, isHeld)
    add(isOffered ? sums.free : sums.outside, day, gpus - isLeased - isHeld)
  }
  return sums
}

function zeros(count: number): number[] {
  return Array.from({ length: count }, () => 0)
}

function add(sums: number[], at: number, value: number): void {
  sums[at] = (sums[at] ?? 0) + value
}

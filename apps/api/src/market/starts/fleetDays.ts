import { type MaintenanceWindow, windowsOverlap } from '@infinitio/domain'
import { busyHours } from './busyHours.ts'
import type { TakenHours } from '../machines/marketNode.ts'

/**
 * The GPU-hours of each future day, in four parts: leased, held back by the order book, not offered (`outside`: by the ask, or because of planned maintenance), and free. The sum of the four is
 * all GPU-hours of the day.
 */
export type FleetDays = { readonly leased: number[]; readonly held: number[]; readonly outside: number[]; readonly free: number[] }

/**
 * The calendar of a node: the hours that are leased, the hours that the order book holds back, and the span in Unix seconds that its ask offers. `offered` is
 * null if there is no ask. `maintenance` lists the planned maintenance of the node.
 */
export type FleetFacts = {
  readonly gpus: number
  readonly leased: readonly TakenHours[]
  readonly held: readonly TakenHours[]
  readonly offered: { readonly from: number; readonly until: number } | null
  readonly maintenance: readonly MaintenanceWindow[]
}

const hoursADay = 24

/**
 * Counts the GPU-hours of some days; each one is leased, held, not offered, or free. Leaves out hours before `nowHour`. An hour counts as offered only if the
 * ask offers all of it and no maintenance overlaps it; for `nowHour`, an offer of the rest of the hour is enough. If more GPUs are booked than the node has, the excess is not counted.
 */
export function fleetDays(
  { gpus, leased, held, offered, maintenance }: FleetFacts,
  { fromDay, days, nowHour }: { fromDay: number; days: number; nowHour: number },
): FleetDays {
  const span = { fromHour: fromDay * hoursADay, hours: days * hoursADay }
  const [leasedAt, heldAt] = [busyHours(leased, span), busyHours(held, span)]
  const sums: FleetDays = { leased: zeros(days), held: zeros(days), outside: zeros(days), free: zeros(days) }
  for (let at = 0; at < span.hours; at += 1) {
    const hour = span.fromHour + at
    // The current hour has begun already. It counts as offered if the ask offers the rest of it.
    if (hour < nowHour) continue
    const isMaintained = maintenance.some((window) => windowsOverlap(window, { from: hour * 3_600, until: (hour + 1) * 3_600 }))
    const isOffered = !isMaintained && offered !== null && (hour === nowHour || offered.from <= hour * 3_600) && offered.until >= (hour + 1) * 3_600
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

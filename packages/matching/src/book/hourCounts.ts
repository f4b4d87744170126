import { assert } from '@infinitio/domain'
import type { ReservedHours } from '../events/bookEvent.ts'

/** GPUs taken in each calendar hour of a node; hours with none have no entry. Counts stay far below 2^53. */
export type HourCounts = Map<number, number>

/** Takes GPUs in every hour of a range. Hours before `horizon` are history and not counted. */
export function takeHours(counts: HourCounts, { fromHour, toHour }: ReservedHours, { gpus, horizon }: { gpus: number; horizon: number }): void {
  for (let hour = Math.max(fromHour, horizon); hour < toHour; hour += 1) counts.set(hour, (counts.get(hour) ?? 0) + gpus)
}

/** Gives GPUs back in every hour of a range. Asserts that they were taken. */
export function giveHours(counts: HourCounts, { fromHour, toHour }: ReservedHours, { gpus, horizon }: { gpus: number; horizon: number }): void {
  for (let hour = Math.max(fromHour, horizon); hour < toHour; hour += 1) {
    const left = (counts.get(hour) ?? 0) - gpus
    assert(left >= 0, 'only hours that were taken are given back')
    if (left === 0) counts.delete(hour)
    else counts.set(hour, left)
  }
}

/** Forgets the hours before `horizon`. */
export function forgetHours(counts: HourCounts, horizon: number): void {
  for (const hour of counts.keys()) if (hour < horizon) counts.delete(hour)
}

import type { TakenHours } from '../machines/marketNode.ts'

/** Returns how many GPUs are booked in each of `hours` hours from `fromHour` on. */
export function busyHours(taken: readonly TakenHours[], { fromHour, hours }: { fromHour: number; hours: number }): Uint16Array {
  const busy = new Uint16Array(hours)
  for (const { fromHour: from, toHour, gpus } of taken) {
    const end = Math.min(toHour - fromHour, hours)
    for (let at = Math.max(from - fromHour, 0); at < end; at += 1) busy[at] = (busy[at] ?? 0) + gpus
  }
  return busy
}

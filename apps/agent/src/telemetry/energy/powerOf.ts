/** What one thread draws while it is busy, where the processor has no counter: 10 W for a core with two threads, a usual server's TDP by its cores. */
export const wattsOfBusyThread = 5

/** What a CPU did between two looks. `joules` is the processors' own counter; null: an estimate. */
export type CpuUse = { elapsedMs: number; busyMs: number; joules: number | null }

/**
 * Mean watts of the CPU that fall to `ownMs` of CPU time: the counter's by the part of the busy time (so what an idle processor draws falls to whoever
 * uses it), or the estimate by the threads that were busy.
 */
export function cpuWattsOf(ownMs: number, { elapsedMs, busyMs, joules }: CpuUse): number {
  if (elapsedMs <= 0 || ownMs <= 0) return 0
  if (joules === null) return (wattsOfBusyThread * ownMs) / elapsedMs
  return (joules / (elapsedMs / 1_000)) * (ownMs / Math.max(busyMs, ownMs))
}

/** Energy of a power over a time. */
export function wattHours(watts: number, elapsedMs: number): number {
  return (watts * elapsedMs) / 3_600_000
}

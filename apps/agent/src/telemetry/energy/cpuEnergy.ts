import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'

/**
 * The assumed power of one busy thread of a processor without an energy counter, in watts. A core with two threads counts for 10 W, from the TDP per core of a
 * usual server.
 */
const wattsOfBusyThread = 5

/**
 * The energy and time that the CPUs used between two measurements. `elapsedMs` is the time between them, and `busyMs` is the busy time of all cores together.
 * `joules` comes from the processors' own counters; null means that the power must be estimated.
 */
export type CpuUse = { elapsedMs: number; busyMs: number; joules: number | null }

/** A processor's energy counter. After `rangeMicrojoules` it starts again from zero. */
type Counter = { file: string; rangeMicrojoules: number; last: number | null }

/** Reads the energy that the processors used from the kernel's RAPL counters (Intel and AMD). The kernel lets only root read them. */
export class CpuEnergy {
  readonly #counters: readonly Counter[]

  private constructor(counters: readonly Counter[]) {
    this.#counters = counters
  }

  /** Finds the energy counters of whole processors. If there are none, every reading is null. Never rejects. */
  static async open(folder = '/sys/class/powercap'): Promise<CpuEnergy> {
    const names = (await readdir(folder).catch(() => [])).filter((name) => /^intel-rapl:\d+$/.test(name))
    const counters = await Promise.all(
      names.map(async (name) => {
        const range = Number(await readFile(path.join(folder, name, 'max_energy_range_uj'), 'utf8').catch(() => 'none'))
        return range > 0 ? [{ file: path.join(folder, name, 'energy_uj'), rangeMicrojoules: range, last: null }] : []
      }),
    )
    return new CpuEnergy(counters.flat())
  }

  /** Returns the energy that all processors used since the last call, in joules. Returns null at the first call, and if a counter cannot be read. */
  async joulesSince(): Promise<number | null> {
    if (this.#counters.length === 0) return null
    const parts = await Promise.all(this.#counters.map(microjoulesSince))
    return parts.reduce<number | null>((sum, part) => (sum === null || part === null ? null : sum + part / 1e6), 0)
  }
}

async function microjoulesSince(counter: Counter): Promise<number | null> {
  const text = await readFile(counter.file, 'utf8').catch(() => '')
  const { last } = counter
  const now = /^\d{1,20}\n?$/.test(text) ? Number(text) : null
  counter.last = now
  if (now === null || last === null) return null
  return now >= last ? now - last : now + counter.rangeMicrojoules - last
}

/**
 * Returns the mean CPU power, in watts, of a program that used `ownMs` of CPU time. With an energy counter, assigns the program a part of the measured power,
 * equal to its part of the busy CPU time. So the power of an idle processor is also divided among its users. Without a counter, estimates the power from the
 * number of threads that the program kept busy.
 */
export function cpuWattsOf(ownMs: number, { elapsedMs, busyMs, joules }: CpuUse): number {
  if (elapsedMs <= 0 || ownMs <= 0) return 0
  if (joules === null) return (wattsOfBusyThread * ownMs) / elapsedMs
  return (joules / (elapsedMs / 1_000)) * (ownMs / Math.max(busyMs, ownMs))
}

/** Converts a power over a time to watt-hours. */
export function wattHours(watts: number, elapsedMs: number): number {
  return (watts * elapsedMs) / 3_600_000
}

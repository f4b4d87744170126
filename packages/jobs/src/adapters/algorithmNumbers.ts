import type { JobFileTask } from '@infinitio/sdk/job-file'

/** The default of `fuel`, the most WASM instructions that a chunk (range of numbers) may run: `ofItem` for each of its numbers, but at least `least`. */
const usualFuel = { ofItem: 100, least: 10_000_000 } as const
const mostChunks = 256
const usualPages = 256

/** Returns the settings of a task for `algorithm@1` from the fields of a job file. Missing fields get default values. */
export function algorithmNumbers({ items, fuel = fuelFor(Number(items)), memory_pages: memoryPages = usualPages }: JobFileTask['fields']): {
  readonly items: number
  readonly fuel: number
  readonly memoryPages: number
} {
  return { items: Number(items), fuel: Number(fuel), memoryPages: Number(memoryPages) }
}

function fuelFor(items: number): number {
  return Math.max(usualFuel.least, usualFuel.ofItem * Math.ceil(items / mostChunks))
}

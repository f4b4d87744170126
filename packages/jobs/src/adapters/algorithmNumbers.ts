import type { JobFileTask } from '../file/index.ts'

/** The default limit of WASM instructions: this many for each number of a chunk, but at least `least` for a chunk. */
const usualFuel = { ofItem: 100, least: 10_000_000 } as const
const mostChunks = 256
const usualPages = 256

/** Returns the numbers of a step of `algorithm@1`, with default values for missing keys. */
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

import { algorithmAdapter, algorithmInputText, prepareAlgorithm } from '@infinitio/adapter-algorithm'
import { AdapterError } from '@infinitio/tasks'
import type { JobAdapter } from './jobAdapter.ts'

/** Instructions for each number of a chunk, and the least for a chunk. */
const usualFuel = { ofItem: 100, least: 10_000_000 } as const
const mostChunks = 256
const usualPages = 256
const noSeed = `0x${'0'.repeat(64)}`
const isWord = (value: string | number): value is `0x${string}` => /^0x[0-9a-f]{64}$/.test(String(value))

/** A WASM module over a range of numbers. */
export const algorithmJobs: JobAdapter = {
  adapter: algorithmAdapter,
  prepare: ({ fields: { items, fuel = fuelFor(Number(items)), memory_pages: memoryPages = usualPages, seed = noSeed }, files }, run) => {
    const [module, file] = [files.get('module'), files.get('input')]
    if (module === undefined) throw new AdapterError('inputInvalid', 'files needs a module', { field: 'files' })
    if (!isWord(seed)) throw new AdapterError('inputInvalid', 'seed is 0x and 64 lower-case hex digits', { field: 'seed' })
    const numbers = { items: Number(items), fuel: Number(fuel), memoryPages: Number(memoryPages) }
    return prepareAlgorithm({ draft: { module, ...(file === undefined ? {} : { file }), ...numbers, seed }, ...run })
  },
  textOf: (input) => algorithmInputText(input as Parameters<typeof algorithmInputText>[0]),
  show: (result) => ({ extension: 'txt', text: new TextDecoder().decode(result) }),
}

function fuelFor(items: number): number {
  return Math.max(usualFuel.least, usualFuel.ofItem * Math.ceil(items / mostChunks))
}

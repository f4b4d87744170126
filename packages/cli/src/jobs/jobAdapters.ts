import { algorithmAdapter, algorithmInputText, prepareAlgorithm } from '@infinitio/adapter-algorithm'
import { dataAdapter, dataInputText, prepareData, rowObjects, rowsCsv } from '@infinitio/adapter-data'
import { optimiseAdapter, optimiseInputText, prepareOptimise, searchCsv, searchRows } from '@infinitio/adapter-optimise'
import { AdapterError, type JobInput, type TaskAdapter } from '@infinitio/tasks'
import { searchDraft } from './searchDraft.ts'

/** An adapter as a job file uses it. */
export type JobAdapter = {
  readonly adapter: TaskAdapter<JobInput, never>
  /** Checks what a machine would refuse, and divides the work. Throws AdapterError. */
  readonly prepare: (task: {
    readonly fields: Readonly<Record<string, string | number>>
    readonly files: ReadonlyMap<string, string>
  }) => Promise<JobInput>
  /** Returns the canonical text of an input. */
  readonly textOf: (input: JobInput) => string
  /** Returns a result as a file for a person, and its first rows for a terminal. */
  readonly show: (result: Uint8Array) => { readonly extension: string; readonly text: string; readonly rows: readonly Record<string, unknown>[] }
}

/** Bounds of what runs on this computer: the check of a query, and the last step of a job. */
export const ownLimits = { seconds: 120, memoryBytes: 1_610_612_736, outputBytes: 268_435_456 } as const

const data: JobAdapter = {
  adapter: dataAdapter,
  prepare: ({ fields: { map, combine, split, tasks }, files }) => {
    const only = split ?? [...files.keys()][0]
    for (const [name, value] of Object.entries({ map, combine, split: only }))
      if (typeof value !== 'string') throw new AdapterError('inputInvalid', `${name} is missing`, { field: name })
    const draft = { map: String(map), combine: String(combine), split: String(only), files, ...(typeof tasks === 'number' ? { tasks } : {}) }
    return prepareData({ draft, limits: ownLimits, signal: new AbortController().signal })
  },
  textOf: (input) => dataInputText(input as Parameters<typeof dataInputText>[0]),
  show: (result) => ({ extension: 'csv', text: rowsCsv(result), rows: rowObjects(result) }),
}

/** Instructions for each number of a chunk, and the least for a chunk. */
const usualFuel = { ofItem: 100, least: 10_000_000 } as const
const mostChunks = 256
const usualPages = 256
const noSeed = `0x${'0'.repeat(64)}`
const isWord = (value: string | number): value is `0x${string}` => /^0x[0-9a-f]{64}$/.test(String(value))

const algorithm: JobAdapter = {
  adapter: algorithmAdapter,
  prepare: ({ fields: { items, fuel = fuelFor(Number(items)), memory_pages: memoryPages = usualPages, seed = noSeed }, files }) => {
    const [module, file] = [files.get('module'), files.get('input')]
    if (module === undefined) throw new AdapterError('inputInvalid', 'files needs a module', { field: 'files' })
    if (!isWord(seed)) throw new AdapterError('inputInvalid', 'seed is 0x and 64 lower-case hex digits', { field: 'seed' })
    const draft = {
      module,
      ...(file === undefined ? {} : { file }),
      items: Number(items),
      fuel: Number(fuel),
      memoryPages: Number(memoryPages),
      seed,
    }
    return prepareAlgorithm({ draft, limits: ownLimits, signal: new AbortController().signal })
  },
  textOf: (input) => algorithmInputText(input as Parameters<typeof algorithmInputText>[0]),
  show: (result) => ({ extension: 'txt', text: new TextDecoder().decode(result), rows: [] }),
}

function fuelFor(items: number): number {
  return Math.max(usualFuel.least, usualFuel.ofItem * Math.ceil(items / mostChunks))
}

const optimise: JobAdapter = {
  adapter: optimiseAdapter,
  prepare: (task) => prepareOptimise({ draft: searchDraft(task), limits: ownLimits, signal: new AbortController().signal }),
  textOf: (input) => optimiseInputText(input as Parameters<typeof optimiseInputText>[0]),
  show: (result) => ({ extension: 'csv', text: searchCsv(result), rows: searchRows(result) }),
}

const adapters: Readonly<Record<string, JobAdapter>> = { 'data@1': data, 'algorithm@1': algorithm, 'optimise@1': optimise }

/** Returns an adapter by the name in a job file, which `readJobFile` has checked. Throws for another one. */
export function jobAdapter(name: string): JobAdapter {
  const found = adapters[name]
  if (found === undefined) throw new Error(`there is no adapter ${name}`)
  return found
}

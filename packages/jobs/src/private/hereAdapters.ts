import { digest as dataDigest } from '@infinitio/adapter-data/digest'
import { type DataInput, dataInputText, isPlainCombine, joinRows, parseDataInput, rowsCsv } from '@infinitio/adapter-data/join'
import { estimateData, planData } from '@infinitio/adapter-data/plan'
import { digest as optimiseDigest } from '@infinitio/adapter-optimise/digest'
import { type OptimiseInput, optimiseInputText, parseOptimiseInput, rankedText, rankOutputs, searchCsv } from '@infinitio/adapter-optimise/join'
import { estimateOptimise, planOptimise } from '@infinitio/adapter-optimise/plan'
import { type Hex32, sha256Hex } from '@infinitio/domain'
import { AdapterError, type JobFile, type JobInput, type TaskEstimate } from '@infinitio/tasks'
import { dataSplit } from '../adapters/dataSplit.ts'
import { searchDraft } from '../adapters/searchDraft.ts'
import type { JobFileTask } from '@infinitio/sdk/job-file'

/** The bytes of a file in memory, as Web Crypto requires them. */
export type FileBytes = Uint8Array<ArrayBuffer>

type Draft = {
  readonly fields: JobFileTask['fields']
  readonly files: ReadonlyMap<string, FileBytes>
  /** Returns the number of rows of a Parquet file, or null for another file. */
  readonly rowsOf: (file: FileBytes) => Promise<number | null>
}

/** An adapter for programs without DuckDB and without WASM modules, such as a page. It checks no query and no module, because machines check these. */
export type HereAdapter = {
  readonly digest: Hex32
  readonly inputOf: (draft: Draft) => Promise<JobInput>
  readonly textOf: (input: JobInput) => string
  readonly parse: (text: string) => JobInput
  readonly estimate: (input: JobInput) => TaskEstimate
  readonly join: (input: JobInput, outputs: readonly (readonly Uint8Array[])[]) => Uint8Array
  readonly show: (result: Uint8Array) => { readonly extension: string; readonly text: string }
}

const dataHere: HereAdapter = {
  digest: dataDigest,
  async inputOf({ fields, files, rowsOf }) {
    const { map, combine, tasks } = fields
    const split = dataSplit(fields, files)
    const divided = files.get(split)
    const rows = divided === undefined ? null : await rowsOf(divided)
    if (rows === null || rows < 1) throw new AdapterError('inputInvalid', `The file ${split} has no rows.`, { field: 'split', name: split })
    const plan = planData({ rows, ...(typeof tasks === 'number' ? { tasks } : {}) })
    const input: DataInput = { adapter: 'data@1', map: String(map), combine: String(combine), files: describe(files), split, rows, ...plan }
    return input
  },
  textOf: (input) => dataInputText(input as DataInput),
  parse: parseDataInput,
  estimate: (input) => estimateData(input as DataInput),
  join: (_, outputs) => joinRows(outputs.flat()),
  show: (result) => ({ extension: 'csv', text: rowsCsv(result) }),
}

const optimiseHere: HereAdapter = {
  digest: optimiseDigest,
  async inputOf({ fields, files }) {
    const {
      module: _,
      file: __,
      tasks,
      plan: ___,
      ...settings
    } = searchDraft({ fields, files: new Map([...files.keys()].map((name) => [name, name])) })
    const plan = planOptimise({ ...settings, ...(tasks === undefined ? {} : { tasks }) })
    const input: OptimiseInput = { adapter: 'optimise@1', files: describe(files), ...settings, ...plan }
    return input
  },
  textOf: (input) => optimiseInputText(input as OptimiseInput),
  parse: parseOptimiseInput,
  estimate: (input) => estimateOptimise(input as OptimiseInput),
  join: (input, outputs) => rankedText(input as OptimiseInput, rankOutputs(input as OptimiseInput, outputs)),
  show: (result) => ({ extension: 'csv', text: searchCsv(result) }),
}

/** The reason why a page cannot run a private task: its combine query needs DuckDB, or its adapter needs a program that a page does not have. */
export type HereFault = 'combine' | 'adapter'

/** Returns why a program without DuckDB and WASM modules cannot join the results of a task, or null if it can. */
export function hereFault({ adapter, fields }: Pick<JobFileTask, 'fields'> & { readonly adapter: string }): HereFault | null {
  if (adapter === 'data@1') return isPlainCombine(String(fields.combine)) ? null : 'combine'
  return adapter === 'optimise@1' ? null : 'adapter'
}

/** Returns the adapter of a task. Throws AdapterError for a task with a `hereFault`. */
export function hereAdapterOf(task: Parameters<typeof hereFault>[0]): HereAdapter {
  if (hereFault(task) !== null) throw new AdapterError('inputInvalid', 'a page cannot join the results of this task', { field: 'adapter' })
  return task.adapter === 'data@1' ? dataHere : optimiseHere
}

function describe(files: ReadonlyMap<string, FileBytes>): Record<string, JobFile> {
  return Object.fromEntries([...files].map(([name, bytes]) => [name, { sha256: sha256Hex(bytes), bytes: bytes.length }]))
}

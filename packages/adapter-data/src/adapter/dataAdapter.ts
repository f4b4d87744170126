import { AdapterError, type RunLimits, type TaskAdapter, type TaskMerge, type TaskRun } from '@infinitio/tasks/adapter'
import type { ChildReply } from '../child/messages.ts'
import { runChild } from '../child/runChild.ts'
import type { FilePaths } from '../engine/fileViews.ts'
import type { ParquetFacts } from '../engine/parquetFacts.ts'
import { jobFile } from '../files/jobFile.ts'
import { digest } from '../generated/digest.ts'
import { type DataInput, parseDataInput } from '../input/dataInput.ts'
import { type DataFacts, estimateData, planData } from '../input/planData.ts'
import { manifest } from '../manifest/manifest.ts'

/**
 * The adapter that runs SQL over a Parquet file. Each chunk is a range of the file's rows, on which the map query runs. The combine query makes the result from
 * all outputs.
 */
export const dataAdapter: TaskAdapter<DataInput, DataFacts> = {
  name: manifest.name,
  version: manifest.version,
  digest,
  verify: manifest.verify,
  parse: parseDataInput,
  plan: planData,
  estimate: estimateData,
  run: runTask,
  merge: mergeTasks,
}

async function runTask({ input, files, task, chunks, limits, signal, onChunk }: TaskRun<DataInput>): Promise<ReadonlyMap<number, Uint8Array>> {
  const outputs = new Map<number, Uint8Array>()
  const onReply = (reply: ChildReply) => {
    if (reply.kind !== 'output') return
    outputs.set(reply.chunk, reply.bytes)
    onChunk?.(reply.chunk, reply.bytes)
  }
  // The request is a promise, so that the process can start and load DuckDB while this program still checks the files.
  const request = checkedPaths(input, files).then((paths) => ({ kind: 'map', run: { input, paths, task, chunks } }) as const)
  // The run may end before it waits for the request. A rejection of this promise would then be unhandled and end the program.
  request.catch(() => undefined)
  await runChild({ request, limits, signal, onReply })
  return outputs
}

/** Runs the combine query over all outputs. Reads no file, because the outputs hold all that the query needs. */
async function mergeTasks({ input, outputs, limits, signal }: TaskMerge<DataInput>): Promise<Uint8Array> {
  const found: Uint8Array[] = []
  const onReply = (reply: ChildReply) => void (reply.kind === 'output' && found.push(reply.bytes))
  await runChild({ request: { kind: 'combine', input, outputs: outputs.flat() }, limits, signal, onReply })
  return found[0] ?? new Uint8Array()
}

/** A job before it is divided and signed: two queries and the paths of its files. */
export type DataDraft = {
  readonly map: string
  readonly combine: string
  readonly split: string
  readonly files: ReadonlyMap<string, string>
  readonly tasks?: number
}

/**
 * Returns the input of a job: checks both queries against the columns of the files, without reading rows, and divides the rows among the tasks. Throws an
 * AdapterError, with the line and the name of the wrong part, for anything that a machine would refuse. `limits` bounds the check.
 */
export async function prepareData({ draft, limits, signal }: { draft: DataDraft; limits: RunLimits; signal: AbortSignal }): Promise<DataInput> {
  const { map, combine, split, files, tasks } = draft
  const facts: ParquetFacts[] = []
  const onReply = (reply: ChildReply) => void (reply.kind === 'facts' && facts.push(reply.facts))
  await runChild({ request: { kind: 'check', draft: { map, combine, split, paths: Object.fromEntries(files) } }, limits, signal, onReply })
  const rows = facts[0]?.rows ?? 0
  if (rows === 0) throw new AdapterError('inputInvalid', `The file ${split} has no rows.`, { field: 'split', name: split })
  const described = await Promise.all([...files].map(async ([name, path]) => [name, await jobFile(path)] as const))
  const plan = planData({ rows, ...(tasks === undefined ? {} : { tasks }) })
  return { adapter: 'data@1', map, combine, files: Object.fromEntries(described), split, rows, ...plan }
}

async function checkedPaths(input: DataInput, files: ReadonlyMap<string, string>): Promise<FilePaths> {
  const pairs = Object.entries(input.files).map(async ([name, promised]) => {
    const path = files.get(name)
    const found = path === undefined ? undefined : await jobFile(path).catch(() => undefined)
    if (path === undefined || found === undefined) throw new AdapterError('fileWrong', `The file ${name} is not on this machine.`, { name })
    if (found.sha256 !== promised.sha256 || found.bytes !== promised.bytes)
      throw new AdapterError('fileWrong', `The file ${name} is another one.`, { name })
    return [name, path] as const
  })
  return Object.fromEntries(await Promise.all(pairs))
}

import { readFile } from 'node:fs/promises'
import type { Hex32 } from '@infinitio/domain'
import { chunkRange, type RunLimits, type TaskAdapter, type TaskMerge, type TaskPlan, type TaskRun } from '@infinitio/tasks'
import type { ChildRequest, ModuleSettings } from '../child/requests.ts'
import { jobFile, readModuleFiles } from '../files/moduleFiles.ts'
import { digest } from '../generated/digest.ts'
import { type AlgorithmInput, parseAlgorithmInput } from '../input/algorithmInput.ts'
import { type AlgorithmFacts, estimateAlgorithm, planAlgorithm } from '../input/planAlgorithm.ts'
import { manifest } from '../manifest/manifest.ts'
import { type ChildReply, runChild } from '../run/runChild.ts'

/** The adapter that runs a WASM module over a range of numbers: it calls `map` for each chunk, and `fold` combines the outputs into the result. */
export const algorithmAdapter: TaskAdapter<AlgorithmInput, AlgorithmFacts> = {
  name: manifest.name,
  version: manifest.version,
  digest,
  verify: manifest.verify,
  parse: parseAlgorithmInput,
  plan: planAlgorithm,
  estimate: estimateAlgorithm,
  run: runTask,
  merge: mergeTasks,
}

async function runTask({ input, files, task, chunks, limits, signal, onChunk }: TaskRun<AlgorithmInput>): Promise<ReadonlyMap<number, Uint8Array>> {
  const parts = chunks.map((chunk) => ({ chunk, ...chunkRange({ items: input.items, tasks: input.tasks, chunks: input.chunks, task, chunk }) }))
  const outputs = new Map<number, Uint8Array>()
  const onReply = (reply: ChildReply) => {
    if (reply.kind !== 'output') return
    outputs.set(reply.chunk, reply.bytes)
    onChunk?.(reply.chunk, reply.bytes)
  }
  const request: ChildRequest = { kind: 'map', ...(await readModuleFiles(input, files)), settings: settingsOf(input), task, parts }
  await runChild({ request, limits, signal, onReply })
  return outputs
}

async function mergeTasks({ input, files, outputs, limits, signal }: TaskMerge<AlgorithmInput>): Promise<Uint8Array> {
  const found: Uint8Array[] = []
  const onReply = (reply: ChildReply) => void (reply.kind === 'output' && found.push(reply.bytes))
  const request: ChildRequest = { kind: 'fold', ...(await readModuleFiles(input, files)), settings: settingsOf(input), outputs: outputs.flat() }
  await runChild({ request, limits, signal, onReply })
  return found[0] ?? new Uint8Array()
}

/** A job before it is divided and signed: a module with its settings, and the path of a file that it reads. */
export type AlgorithmDraft = ModuleSettings & {
  readonly seed: Hex32
  readonly module: string
  readonly file?: string
  readonly items: number
  readonly plan?: TaskPlan
}

/**
 * Returns the input of a job: checks the module without running it, and divides the numbers over tasks and chunks. Throws an AdapterError for a module that a
 * machine would refuse, and for a setting out of its bounds. `limits` bounds the time and the memory of the check.
 */
export async function prepareAlgorithm({
  draft,
  limits,
  signal,
}: {
  draft: AlgorithmDraft
  limits: RunLimits
  signal: AbortSignal
}): Promise<AlgorithmInput> {
  const { module, file, items, plan = planAlgorithm({ items }), seed, fuel, memoryPages } = draft
  const bytes = await readFile(module)
  await runChild({ request: { kind: 'check', module: new Uint8Array(bytes), settings: { seed, fuel, memoryPages } }, limits, signal })
  const input: AlgorithmInput['files'] = file === undefined ? {} : { input: jobFile(await readFile(file)) }
  return { adapter: 'algorithm@1', files: { module: jobFile(bytes), ...input }, items, ...plan, memoryPages, fuel, seed }
}

function settingsOf({ seed, fuel, memoryPages }: AlgorithmInput): ModuleSettings {
  return { seed, fuel, memoryPages }
}

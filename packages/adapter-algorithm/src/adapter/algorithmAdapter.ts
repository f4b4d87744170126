import { existsSync, realpathSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type ProgramReply, runProgram } from '@infinitio/adapter-process'
import { type Hex32, sha256Hex } from '@infinitio/domain'
import {
  AdapterError,
  chunkRange,
  type JobFile,
  type RunLimits,
  type RunPlace,
  type TaskAdapter,
  type TaskMerge,
  type TaskPlan,
  type TaskRun,
} from '@infinitio/tasks'
import type { ChildRequest, ModuleSettings } from '../child/requests.ts'
import { digest } from '../generated/digest.ts'
import { type AlgorithmInput, parseAlgorithmInput } from '../input/algorithmInput.ts'
import { type AlgorithmFacts, estimateAlgorithm, planAlgorithm } from '../input/planAlgorithm.ts'
import { manifest } from '../manifest/manifest.ts'

/** A WASM module over a range of numbers: each chunk is `map` over a part of it, and `fold` makes the result of all outputs. */
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
  const onReply = (reply: ProgramReply) => {
    if (reply.kind !== 'output') return
    outputs.set(reply.chunk, reply.bytes)
    onChunk?.(reply.chunk, reply.bytes)
  }
  const request: ChildRequest = { kind: 'map', ...(await filesOf(input, files)), settings: settingsOf(input), task, parts }
  await runChild({ request, limits, signal, onReply })
  return outputs
}

async function mergeTasks({ input, files, outputs, limits, signal }: TaskMerge<AlgorithmInput>): Promise<Uint8Array> {
  const found: Uint8Array[] = []
  const onReply = (reply: ProgramReply) => void (reply.kind === 'output' && found.push(reply.bytes))
  const request: ChildRequest = { kind: 'fold', ...(await filesOf(input, files)), settings: settingsOf(input), outputs: outputs.flat() }
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
 * Returns the input of a job: checks the module, without running it, and divides the numbers. Throws an AdapterError for a module that a machine would refuse, or an input
 * out of its bounds. `limits` bounds the check.
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

async function filesOf(input: AlgorithmInput, files: RunPlace['files']): Promise<{ module: Uint8Array; file: Uint8Array | undefined }> {
  const [module, file] = await Promise.all(['module', 'input'].map((name) => readPromised(name, input.files[name], files.get(name))))
  if (module === undefined) throw new AdapterError('inputInvalid', 'The input has no module.', { field: 'files' })
  return { module, file }
}

async function readPromised(name: string, promised: JobFile | undefined, path: string | undefined): Promise<Uint8Array | undefined> {
  if (promised === undefined) return undefined
  const bytes = path === undefined ? undefined : await readFile(path).catch(() => undefined)
  if (bytes === undefined) throw new AdapterError('fileWrong', `The file ${name} is not on this machine.`, { name })
  if (jobFile(bytes).sha256 !== promised.sha256) throw new AdapterError('fileWrong', `The file ${name} is another one.`, { name })
  return new Uint8Array(bytes)
}

function jobFile(bytes: Uint8Array): JobFile {
  return { sha256: sha256Hex(bytes), bytes: bytes.length }
}

function settingsOf({ seed, fuel, memoryPages }: AlgorithmInput): ModuleSettings {
  return { seed, fuel, memoryPages }
}

const packageFolder = join(import.meta.dirname, '../..')
const program = new URL('../child/main.ts', import.meta.url)

/** Returns true if this installation has the adapter's program. */
export function isAlgorithmInstalled(): boolean {
  return existsSync(program)
}

async function runChild(run: {
  request: ChildRequest
  limits: RunLimits
  signal: AbortSignal
  onReply?: (reply: ProgramReply) => void
}): Promise<void> {
  const nodeArguments = ['--permission', '--allow-worker', `--allow-fs-read=${realpathSync(packageFolder)}`]
  await runProgram<ProgramReply>({ ...run, program, nodeArguments })
}

import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inferenceAdapter, isOwnServer } from '@infinitio/adapter-inference'
import { findBlender, renderAdapter } from '@infinitio/adapter-render'
import { writePieces } from '@infinitio/jobs'
import { jobAdapters } from '@infinitio/jobs/adapters'
import { artefactLimits, type Client, refusal } from '@infinitio/sdk'
import { collectOutputs, openInputFile, openInputText, outputHash, sealChunk, type StepKey, WrongResultError } from '@infinitio/sdk/pool'
import {
  checkResult,
  chunksToAnswer,
  disputableUntil,
  openBatchInput,
  type ResultCheck,
  type SealedInput,
  sealedInputOf,
  workSeconds,
} from '@infinitio/tasks'
import { printResult } from '../terminal/print.ts'
import { facts, utcText } from '../terminal/texts.ts'
import type { MoneyOptions } from '../wallet/moveMoney.ts'
import { stepKeyHere } from '../jobs/openPrivacy.ts'
import { findTask, type FoundTask, openPoolOf } from './openTasks.ts'

type TaskId = FoundTask['task']['taskId']

/**
 * The outcome of calculating a task's result again on this computer. `lost`: the bytes in the store are not those to which the worker committed, so nobody can
 * read the result.
 */
export type OwnCheck = ResultCheck | { readonly kind: 'lost' }

/** Limits for memory and output: the adapter's estimate times this number. */
const roomTimes = 2

/**
 * Options of `infinitio tasks check`. With `all`, this computer calculates all chunks (parts) of the task, and not only the sample that is checked.
 * `modelServer` is the base URL of a model server on this computer, for tasks that ask a model. `blender` is the path of Blender, for render tasks.
 */
export type CheckOptions = MoneyOptions & { readonly all: boolean; readonly modelServer?: string; readonly blender?: string }

/**
 * Downloads the stored result of a task, calculates its sample or all chunks again on this computer, and prints whether both agree. Exits with 1 if they do
 * not. Throws `task.wrong_state` before the worker revealed.
 */
export async function checkTask(text: string, options: CheckOptions): Promise<number> {
  const { client, pool } = await openPoolOf(options)
  const found = await findTask(pool, text)
  const check = await checkHere(client, found, options)
  const { task } = found
  const until = disputableUntil(task)
  const chunks = chunksOf(found, options)
  const value = {
    ...{ taskId: task.taskId, batchId: task.batchId, index: task.index, state: task.state, worker: task.worker, result: check.kind },
    ...{
      checkedChunks: chunks.length,
      wrongChunks: check.kind === 'differs' ? check.chunks : check.kind === 'elsewhere' ? [check.chunk] : [],
      disputableUntil: until,
    },
  }
  const lines = facts({
    ...{ task: task.taskId, state: task.state, worker: task.worker, 'chunks calculated': `${chunks.length} of ${found.batch.batch.chunks}` },
    ...{ result: sentences[check.kind], 'disputable until': until === null ? null : `${utcText(until)} UTC` },
  })
  printResult({ json: options.json, value, text: lines })
  return check.kind === 'same' ? 0 : 1
}

const sentences: Readonly<Record<OwnCheck['kind'], string>> = {
  same: 'right: this computer calculates the same outputs',
  contradicted: 'the stored outputs differ from what the worker answered: infinitio tasks contradict proves it, without a stake',
  differs: 'wrong: this computer calculates other outputs: infinitio tasks dispute asks another provider, with a stake',
  elsewhere: 'wrong outside of the sample: infinitio tasks dispute --all asks another provider about this chunk, with a stake',
  lost: 'the store has other bytes than the worker committed to: infinitio tasks dispute asks another provider, with a stake',
}

/**
 * Calculates a revealed result again: only its sample, or all its chunks (parts). Throws `task.wrong_state` without a result, `api.invalid_field` for an
 * adapter that this command does not have, `task.private` for a private job of another computer, and AdapterError if the task cannot be calculated.
 */
export async function checkHere(client: Client, found: FoundTask, which: Pick<CheckOptions, 'all' | 'modelServer' | 'blender'>): Promise<OwnCheck> {
  const { task } = found
  if (task.revealed === null) throw refusal('task.wrong_state', { detail: `${task.taskId} is ${task.state}` })
  const held = await heldBy(client, found)
  const ran = await ranHere(client, found, { chunks: chunksOf(found, which), adapter: await adapterOf(found, which) })
  return held === null ? { kind: 'lost' } : checkResult(found, { held, ran })
}

function chunksOf(found: FoundTask, { all }: Pick<CheckOptions, 'all'>): number[] {
  return all ? Array.from({ length: found.batch.batch.chunks }, (_, chunk) => chunk) : chunksToAnswer(found)
}

async function heldBy(client: Client, found: FoundTask) {
  try {
    return (await collectOutputs(found, (of) => client.openTaskResult(of))).map(outputHash)
  } catch (error) {
    if (error instanceof WrongResultError || (error instanceof Error && error.name === 'SealedOutputsError')) return null
    throw error
  }
}

type Adapter = (typeof jobAdapters)[keyof typeof jobAdapters]['adapter']

async function adapterOf(
  { batch: { batch } }: FoundTask,
  { modelServer: url, blender: path }: Pick<CheckOptions, 'modelServer' | 'blender'>,
): Promise<Adapter> {
  const adapter = Object.values(jobAdapters).find((one) => one.adapter.digest === batch.adapter)?.adapter
  if (adapter === undefined) throw refusal('api.invalid_field', { detail: `this command does not have the adapter ${batch.adapter}` })
  if (adapter.digest === jobAdapters['render@1'].adapter.digest) return renderAdapter(await findBlender(path))
  if (adapter.digest !== jobAdapters['inference@1'].adapter.digest) return adapter
  if (url === undefined || !isOwnServer(url))
    throw refusal('api.invalid_field', { detail: '--model-server: name a server of this computer, such as http://127.0.0.1:8000/v1' })
  return inferenceAdapter({ url: url.replace(/\/+$/, ''), atOnce: 1 })
}

type Running = { readonly chunks: readonly number[]; readonly adapter: Adapter }

async function ranHere(client: Client, { batch: { batch, ...view }, task }: FoundTask, { chunks, adapter }: Running) {
  const folder = await mkdtemp(join(tmpdir(), 'infinitio-task-'))
  try {
    const read = async (sha256: string) => new TextDecoder('utf-8', { fatal: true }).decode(await client.openArtefact(sha256))
    const fetchFile = async ({ sha256 }: { readonly sha256: string }) => await client.openArtefact(sha256)
    const sealed = await sealedInputOf(batch.inputRoot, read)
    const step = sealed === null ? null : await stepKeyHere(sealed)
    const open = async (input: SealedInput) => openInputText(input, { key: await stepKeyHere(input), fetchFile })
    const { input, numberOf } = await openBatchInput(batch, { parse: adapter.parse, read, open })
    const files = new Map<string, string>()
    for (const [name, file] of Object.entries(input.files)) {
      const path = join(folder, file.sha256)
      files.set(name, path)
      if (sealed !== null && step !== null) await writeFile(path, await openInputFile({ input, sealed, name }, { step, fetchFile }), { mode: 0o600 })
      else if (file.bytes <= artefactLimits.bytes) await writeFile(path, await fetchFile(file), { mode: 0o600 })
      else await writePieces(path, (await client.openFile(file.sha256)).pieces)
    }
    const { memoryBytes, bytesOut } = adapter.estimate(input)
    const limits = { seconds: workSeconds({ batch, ...view }), memoryBytes: roomTimes * memoryBytes, outputBytes: roomTimes * bytesOut }
    const outputs = await adapter.run({ input, task: numberOf(task.index), chunks, files, limits, signal: new AbortController().signal })
    return await hashesOf(outputs, { step, taskId: task.taskId })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Returns the hash of each output, by chunk. For a private job, it hashes the encrypted outputs, because the pool compares those hashes. */
async function hashesOf(outputs: ReadonlyMap<number, Uint8Array>, { step, taskId }: { readonly step: StepKey | null; readonly taskId: TaskId }) {
  const hashes = new Map<number, ReturnType<typeof outputHash>>()
  for (const [chunk, output] of outputs)
    hashes.set(chunk, outputHash(step === null ? output : await sealChunk(output, { step, place: { taskId, chunk } })))
  return hashes
}

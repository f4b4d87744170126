import { readFile } from 'node:fs/promises'
import { sha256Hex } from '@infinitio/domain'
import { AdapterError, chunkRange, type TaskAdapter, type TaskMerge, type TaskRun } from '@infinitio/tasks'
import { type Answer, answerBytes } from '../answers/chunkAnswers.ts'
import { batchResult } from '../answers/batchResult.ts'
import { digest } from '../generated/digest.ts'
import { type InferenceInput, parseInferenceInput } from '../input/inferenceInput.ts'
import { estimateInference, type InferenceFacts, planInference } from '../input/planInference.ts'
import { manifest } from '../manifest/manifest.ts'
import { type InferenceRequest, readRequests } from '../requests/readRequests.ts'
import { requestFacts } from '../requests/requestFacts.ts'
import { createModelChecks } from '../server/createModelChecks.ts'
import { inParallel } from '../server/inParallel.ts'
import { askServer, type ModelServer } from '../server/modelServer.ts'

const msPerSecond = 1_000

/** The adapter that answers a file of chat requests. */
export type InferenceAdapter = TaskAdapter<InferenceInput, InferenceFacts> & Required<Pick<TaskAdapter<InferenceInput, InferenceFacts>, 'lacks'>>

/**
 * Returns the adapter that answers a file of chat requests by the model server of this computer. With null, it can plan jobs and join results, but run no task.
 * A request goes to that server only, so no job can name an address.
 */
export function inferenceAdapter(server: ModelServer | null): InferenceAdapter {
  const checks = server === null ? null : createModelChecks(server)
  const lackOf = async (input: InferenceInput, age: 'new' | 'running') =>
    checks === null ? 'this computer has no model server' : await checks.lacks(input, age)
  return {
    name: manifest.name,
    version: manifest.version,
    digest,
    verify: manifest.verify,
    parse: parseInferenceInput,
    plan: planInference,
    estimate: estimateInference,
    lacks: (input) => lackOf(input, 'new'),
    fingerprints: async () => (checks === null ? [] : await checks.fingerprints()),
    async run(task) {
      const lack = await lackOf(task.input, 'running')
      if (server === null || lack !== null) throw new AdapterError('adapterFault', `This machine cannot run the task: ${lack}.`)
      return await runTask(server, task)
    },
    merge: async ({ input, outputs }: TaskMerge<InferenceInput>) => batchResult(input, outputs),
  }
}

async function runTask(server: ModelServer, task: TaskRun<InferenceInput>): Promise<ReadonlyMap<number, Uint8Array>> {
  const { input, chunks, limits, signal, onChunk } = task
  const requests = await requestsOf(task)
  const wanted = chunks.flatMap((chunk) => {
    const { from, to } = chunkRange({ items: input.requests, tasks: input.tasks, chunks: input.chunks, task: task.task, chunk })
    return requests.slice(from, to).map((request) => ({ chunk, request }))
  })
  const answers = await inTime(limits.seconds, (late) =>
    inParallel(wanted, {
      ...{ atOnce: server.atOnce, signal: AbortSignal.any([signal, late]) },
      run: async ({ chunk, request }, _, stopped) => ({ chunk, answer: await answerTo(server, { request, signal: stopped }) }),
    }),
  )
  const byChunk = Map.groupBy(answers, ({ chunk }) => chunk)
  const outputs = new Map<number, Uint8Array>()
  let bytes = 0
  for (const chunk of chunks) {
    const output = answerBytes((byChunk.get(chunk) ?? []).map(({ answer }) => answer))
    bytes += output.length
    if (output.length > manifest.mostChunkBytes || bytes > limits.outputBytes)
      throw new AdapterError('outputTooLarge', `The output of chunk ${chunk} has ${output.length} bytes, which is too much.`)
    outputs.set(chunk, output)
    onChunk?.(chunk, output)
  }
  return outputs
}

/** Runs work with a signal that ends it after this many seconds, with an AdapterError as its reason. */
async function inTime<Result>(seconds: number, work: (late: AbortSignal) => Promise<Result>): Promise<Result> {
  const late = new AbortController()
  const timer = setTimeout(() => late.abort(new AdapterError('tooLong', `The task did not end within ${seconds} s.`)), seconds * msPerSecond)
  try {
    return await work(late.signal)
  } finally {
    clearTimeout(timer)
  }
}

async function answerTo(
  server: ModelServer,
  { request: { customId, body, line }, signal }: { readonly request: InferenceRequest; readonly signal: AbortSignal },
): Promise<Answer> {
  const { text, finishReason } = await askServer(server, { body, line, signal, mostBytes: body.max_tokens * manifest.bytesPerToken })
  return { customId, finishReason, text }
}

async function requestsOf({ input, files }: Pick<TaskRun<InferenceInput>, 'input' | 'files'>): Promise<readonly InferenceRequest[]> {
  const path = files.get('requests')
  const bytes = path === undefined ? undefined : await readFile(path).catch(() => undefined)
  if (bytes === undefined) throw new AdapterError('fileWrong', 'The file requests is not on this machine.', { name: 'requests' })
  if (sha256Hex(bytes) !== input.files.requests.sha256) throw new AdapterError('fileWrong', 'The file requests is another one.', { name: 'requests' })
  const requests = readRequests(bytes, input)
  for (const [field, value] of Object.entries(requestFacts(requests, input.maxTokens)))
    if (input[field as 'requests' | 'model' | 'mostTokens'] !== value)
      throw new AdapterError('inputInvalid', `The file has ${value} for ${field}, and the input ${input[field as 'model']}.`, { field })
  return requests
}

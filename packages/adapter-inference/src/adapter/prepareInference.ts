import { readFile } from 'node:fs/promises'
import { sha256Hex } from '@infinitio/domain'
import { AdapterError, chunkRange } from '@infinitio/tasks'
import type { InferenceInput } from '../input/inferenceInput.ts'
import { planInference } from '../input/planInference.ts'
import { manifest } from '../manifest/manifest.ts'
import { type InferenceRequest, readRequests } from '../requests/readRequests.ts'
import { requestFacts } from '../requests/requestFacts.ts'

/** A job before it is divided and signed: the path of its requests, the fingerprint of the model, and its limits. */
export type InferenceDraft = Pick<InferenceInput, 'fingerprint' | 'maxTokens' | 'speed'> & { readonly requests: string; readonly tasks?: number }

/**
 * Returns the input of a job: checks each request of its file, and divides them over tasks and chunks. Throws an AdapterError with the line of a request that
 * a machine would refuse, and for answers that could be too large together.
 */
export async function prepareInference({ requests: path, fingerprint, maxTokens, speed, tasks }: InferenceDraft): Promise<InferenceInput> {
  const bytes = await readFile(path)
  const requests = readRequests(bytes, { maxTokens })
  const facts = requestFacts(requests, maxTokens)
  const plan = planInference({ ...facts, speed, ...(tasks === undefined ? {} : { tasks }) })
  const input: InferenceInput = {
    ...{ adapter: 'inference@1', files: { requests: { sha256: sha256Hex(bytes), bytes: bytes.length } } },
    ...{ fingerprint, maxTokens, speed, ...facts, ...plan },
  }
  refuseLargeAnswers(input, requests)
  return input
}

function refuseLargeAnswers({ requests: items, tasks, chunks }: InferenceInput, requests: readonly InferenceRequest[]): void {
  const mostOf = ({ body }: InferenceRequest) => body.max_tokens * manifest.bytesPerToken + manifest.bytesPerAnswer
  let [whole, chunkEnd, inChunk, place] = [0, 0, 0, 0]
  for (const [at, request] of requests.entries()) {
    if (at === chunkEnd) {
      chunkEnd = chunkRange({ items, tasks, chunks, task: Math.floor(place / chunks), chunk: place % chunks }).to
      inChunk = 0
      place += 1
    }
    whole += mostOf(request)
    inChunk += mostOf(request)
    const most = inChunk > manifest.mostChunkBytes ? manifest.mostChunkBytes : whole > manifest.mostResultBytes ? manifest.mostResultBytes : null
    if (most === null) continue
    const [of, hint] = most === manifest.mostChunkBytes ? ['this chunk', 'more tasks'] : ['the job', 'fewer requests']
    const message = `With this request, the answers of ${of} can have more than ${most} bytes. Allow fewer tokens, or make ${hint}.`
    throw new AdapterError('inputInvalid', message, { field: 'requests', line: request.line })
  }
}

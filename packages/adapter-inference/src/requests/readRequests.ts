import { AdapterError } from '@infinitio/tasks/adapter'
import { manifest } from '../manifest/manifest.ts'
import { type ChatBody, readBody } from './chatBody.ts'
import { type Fields, fieldsOf, refuseLine, refuseOthers } from './lineFields.ts'

/** One request of a file. `line` counts from 1. `customId` is the name under which its answer is returned. `body` is sent to the model server. */
export type InferenceRequest = { readonly line: number; readonly customId: string; readonly body: ChatBody }

const lineKeys = ['custom_id', 'method', 'url', 'body'] as const
const mostNameLetters = 64

/**
 * Reads a file of chat requests in the format of OpenAI's batches: one JSON object a line. `maxTokens` is the limit of requests that state none. Throws an
 * AdapterError with the line for a request that no machine would answer: an unknown field, a stream, an image, another model than in the first line, a name
 * that is used twice, or a limit that is exceeded.
 */
export function readRequests(bytes: Uint8Array, { maxTokens }: { readonly maxTokens: number }): readonly InferenceRequest[] {
  if (bytes.length > manifest.mostFileBytes)
    throw new AdapterError('inputInvalid', `The file has ${bytes.length} bytes, and at most ${manifest.mostFileBytes} are allowed.`, {
      field: 'requests',
    })
  const lines = textOf(bytes).split('\n')
  if (lines.at(-1)?.trim() === '') lines.pop()
  if (lines.length === 0) throw new AdapterError('inputInvalid', 'The file has no requests.', { field: 'requests' })
  if (lines.length > manifest.mostRequests) throw refuseLine(manifest.mostRequests + 1, `A file has at most ${manifest.mostRequests} requests.`)
  const requests: InferenceRequest[] = []
  const lineOf = new Map<string, number>()
  for (const [at, text] of lines.entries()) {
    const request = readLine(text, { line: at + 1, maxTokens })
    const [first = request] = requests
    const before = lineOf.get(request.customId)
    if (before !== undefined) throw refuseLine(request.line, `custom_id: line ${before} has the same name.`)
    if (request.body.model !== first.body.model)
      throw refuseLine(request.line, `model: all requests of a job have one model, and line 1 has ${JSON.stringify(first.body.model)}.`)
    lineOf.set(request.customId, request.line)
    requests.push(request)
  }
  return requests
}

function readLine(text: string, { line, maxTokens }: { readonly line: number; readonly maxTokens: number }): InferenceRequest {
  const fields = fieldsOf(parsed(text, line), { line, what: 'A request' })
  refuseOthers(fields, { line, known: lineKeys })
  const { custom_id: customId, method, url, body } = fields
  if (typeof customId !== 'string' || customId.length === 0 || customId.length > mostNameLetters)
    throw refuseLine(line, `custom_id: give each request a name of 1 to ${mostNameLetters} letters.`)
  if (method !== 'POST') throw refuseLine(line, 'method: write "POST".')
  if (url !== manifest.path)
    throw refuseLine(line, `url: write ${JSON.stringify(manifest.path)}. A machine sends requests to its own model server only.`)
  return { line, customId, body: readBody(fieldsOf(body, { line, what: 'body' }), { line, maxTokens }) }
}

function parsed(text: string, line: number): unknown {
  if (text.trim() === '') throw refuseLine(line, 'The line is empty.')
  try {
    return JSON.parse(text) as Fields
  } catch {
    throw refuseLine(line, 'The line is not JSON.')
  }
}

function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new AdapterError('inputInvalid', 'The file is not UTF-8.', { field: 'requests' })
  }
}

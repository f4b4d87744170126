import { chunkRange, AdapterError } from '@infinitio/tasks/adapter'
import type { InferenceInput } from '../input/inferenceInput.ts'
import { manifest } from '../manifest/manifest.ts'
import { readAnswers } from './chunkAnswers.ts'

/**
 * Joins the outputs of all chunks into one file, in the sequence of the requests. Its lines have the form of OpenAI's batch results, without `usage`. Throws an
 * AdapterError if an output has another number of answers than its chunk has requests, if a name appears twice, or if the file would be too large.
 */
export function batchResult(
  { requests, tasks, chunks, model }: Pick<InferenceInput, 'requests' | 'tasks' | 'chunks' | 'model'>,
  outputs: readonly (readonly Uint8Array[])[],
): Uint8Array {
  const lines: Uint8Array[] = []
  const names = new Set<string>()
  const encoder = new TextEncoder()
  let bytes = 0
  for (let task = 0; task < tasks; task += 1) {
    for (let chunk = 0; chunk < chunks; chunk += 1) {
      const { from, to } = chunkRange({ items: requests, tasks, chunks, task, chunk })
      const answers = readAnswers(outputs[task]?.[chunk] ?? new Uint8Array())
      if (answers.length !== to - from)
        throw new AdapterError('adapterFault', `Chunk ${chunk} of task ${task} has ${answers.length} answers, and ${to - from} requests.`)
      for (const [at, answer] of answers.entries()) {
        if (names.has(answer.customId)) throw new AdapterError('adapterFault', `The request ${answer.customId} has two answers.`)
        names.add(answer.customId)
        const line = encoder.encode(`${JSON.stringify(resultLine(answer, { model, line: from + at + 1 }))}\n`)
        bytes += line.length
        if (bytes > manifest.mostResultBytes) throw new AdapterError('outputTooLarge', `The result has more than ${manifest.mostResultBytes} bytes.`)
        lines.push(line)
      }
    }
  }
  return joined(lines, bytes)
}

function resultLine(
  { customId, finishReason, text }: ReturnType<typeof readAnswers>[number],
  { model, line }: { readonly model: string; readonly line: number },
): object {
  const message = { role: 'assistant', content: text }
  const body = {
    ...{ id: `chatcmpl-${line}`, object: 'chat.completion', created: 0, model },
    choices: [{ index: 0, message, logprobs: null, finish_reason: finishReason }],
  }
  return { id: `batch_req_${line}`, custom_id: customId, response: { status_code: 200, request_id: `req_${line}`, body }, error: null }
}

function joined(parts: readonly Uint8Array[], bytes: number): Uint8Array {
  const whole = new Uint8Array(bytes)
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

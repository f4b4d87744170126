import { AdapterError } from '@infinitio/tasks/adapter'

/** The answer to one request. `finishReason` is the model server's reason of the end, such as `stop` or `length`. */
export type Answer = { readonly customId: string; readonly finishReason: string; readonly text: string }

const encoder = new TextEncoder()
const keys = 'custom_id,finish_reason,text'

/**
 * Returns answers as bytes: one JSON object a line, with its keys sorted, in the sequence of the requests. Equal answers always give equal bytes. The counts of
 * tokens, times and ids of a model server are left out, because they differ between servers that give the same text.
 */
export function answerBytes(answers: readonly Answer[]): Uint8Array {
  return encoder.encode(answers.map(({ customId, finishReason, text }) => `${JSON.stringify(wire(customId, finishReason, text))}\n`).join(''))
}

/** Reads the bytes of a chunk's output. Throws an AdapterError for bytes that no run of this adapter gives. */
export function readAnswers(bytes: Uint8Array): readonly Answer[] {
  const lines = decoded(bytes).split('\n')
  if (lines.pop() !== '') throw wrong('does not end with a line feed')
  return lines.map((line) => {
    const value = parsed(line)
    if (typeof value !== 'object' || value === null || Object.keys(value).join() !== keys) throw wrong('has a line that is no answer')
    const { custom_id: customId, finish_reason: finishReason, text } = value as Record<string, unknown>
    if (typeof customId !== 'string' || typeof finishReason !== 'string' || typeof text !== 'string') throw wrong('has a line that is no answer')
    return { customId, finishReason, text }
  })
}

function wire(custom_id: string, finish_reason: string, text: string): object {
  return { custom_id, finish_reason, text }
}

function decoded(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw wrong('is not UTF-8')
  }
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    throw wrong('has a line that is not JSON')
  }
}

function wrong(what: string): AdapterError {
  return new AdapterError('adapterFault', `An output ${what}.`)
}

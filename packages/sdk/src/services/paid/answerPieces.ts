import { LineSplitter, payloadOf } from '@infinitio/services'
import { InfinitioError } from '../../transport/InfinitioError.ts'

const mostLineBytes = 16 * 1_048_576

/** A piece of a chat's streamed answer: a piece of its text, or of calls of tools. The name of a tool and its arguments arrive in pieces. */
type AnswerDelta = {
  readonly content?: string | null
  readonly tool_calls?: readonly { readonly index?: number; readonly function?: Partial<Record<'name' | 'arguments', string | null>> }[]
}

/**
 * Yields the text of a chat's streamed answer piece by piece. Calls of tools follow at the end, one in each line, as `name(arguments)`. If the answer is an
 * error, or the stream ends with one, throws an `InfinitioError` with its code.
 */
export async function* answerPieces(response: Response): AsyncGenerator<string> {
  if (!response.ok || response.body === null) throw errorOf(await response.text(), response.status)
  const splitter = new LineSplitter(mostLineBytes)
  const reader = response.body.getReader()
  const calls = new Map<number, { name: string; text: string }>()
  let isBegun = false
  try {
    for (;;) {
      const { done, value } = await reader.read()
      const lines = done ? splitter.end() : splitter.push(value)
      for (const line of lines) {
        const payload = payloadOf(line)
        if (payload === null || payload === '[DONE]') continue
        const read = JSON.parse(payload) as {
          readonly error?: object
          readonly choices?: readonly { readonly delta?: AnswerDelta }[]
        }
        if (read.error !== undefined) throw errorOf(payload, response.status)
        const delta = read.choices?.[0]?.delta
        noteCalls(calls, delta)
        const piece = delta?.content
        if (typeof piece !== 'string' || piece === '') continue
        isBegun = true
        yield piece
      }
      if (!done) continue
      if (calls.size > 0) yield `${isBegun ? '\n' : ''}${[...calls.values()].map(({ name, text }) => `${name}(${text})`).join('\n')}`
      return
    }
  } finally {
    await reader.cancel()
  }
}

/** Adds the pieces of calls of tools to the calls so far. */
function noteCalls(calls: Map<number, { name: string; text: string }>, delta: AnswerDelta | undefined): void {
  for (const { index = 0, function: piece } of delta?.tool_calls ?? []) {
    const call = calls.get(index) ?? { name: '', text: '' }
    calls.set(index, { name: call.name + (piece?.name ?? ''), text: call.text + (piece?.arguments ?? '') })
  }
}

function errorOf(text: string, status: number): InfinitioError {
  const facts = { status, requestId: null, retryAfterSeconds: null }
  try {
    const { error } = JSON.parse(text) as { readonly error?: { readonly message?: unknown; readonly code?: unknown } }
    const message = typeof error?.message === 'string' ? error.message : 'The service answered with an error.'
    // Routers and services write the detail in brackets after the sentence. People need the sentence only.
    const [, sentence = message, detail = ''] = /^(.*?\.) \[(.*)\]$/s.exec(message) ?? []
    return new InfinitioError({ ...facts, code: typeof error?.code === 'string' ? error.code : 'serving.upstream_failed', sentence, detail })
  } catch {
    return new InfinitioError({
      ...facts,
      code: 'serving.upstream_failed',
      sentence: 'The service answered with an error.',
      detail: text.slice(0, 200),
    })
  }
}

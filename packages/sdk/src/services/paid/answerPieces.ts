import { LineSplitter, payloadOf } from '@infinitio/services'
import { InfinitioError } from '../../transport/InfinitioError.ts'

const mostLineBytes = 16 * 1_048_576

/**
 * Yields the text of a chat's streamed answer piece by piece. If the answer is an error, or the stream ends with one, throws an `InfinitioError` with its code.
 */
export async function* answerPieces(response: Response): AsyncGenerator<string> {
  if (!response.ok || response.body === null) throw errorOf(await response.text(), response.status)
  const splitter = new LineSplitter(mostLineBytes)
  const reader = response.body.getReader()
  try {
    for (;;) {
      const { done, value } = await reader.read()
      const lines = done ? splitter.end() : splitter.push(value)
      for (const line of lines) {
        const payload = payloadOf(line)
        if (payload === null || payload === '[DONE]') continue
        const read = JSON.parse(payload) as {
          readonly error?: object
          readonly choices?: readonly { readonly delta?: { readonly content?: string | null } }[]
        }
        if (read.error !== undefined) throw errorOf(payload, response.status)
        const piece = read.choices?.[0]?.delta?.content
        if (typeof piece === 'string' && piece !== '') yield piece
      }
      if (done) return
    }
  } finally {
    await reader.cancel()
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

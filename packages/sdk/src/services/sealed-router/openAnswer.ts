import { type AnswerOpener, LineSplitter, mostAnswerBytes, payloadOf, sealedTextBytes, type StreamLine } from '@infinitio/services'
import { refusal } from '../../transport/refusal.ts'
import { errorAnswer, errorText } from '../paid/errorAnswer.ts'

/**
 * Decrypts the answer to an encrypted request. A stream is decrypted as it arrives. The stream ends with the error `serving.answer_unsealed` if a part of it
 * was changed, left out, repeated or not encrypted, and with `serving.upstream_failed` if its end is missing. An error of the router is returned unchanged.
 */
export async function openAnswer(
  answer: Response,
  { opener, headers }: { readonly opener: AnswerOpener; readonly headers: Headers },
): Promise<Response> {
  const { status, body } = answer
  if (status === 200 && body !== null && answer.headers.get('content-type')?.startsWith('text/event-stream') === true)
    return new Response(body.pipeThrough(openedStream(opener)), { status, headers })
  const bytes = new Uint8Array(await answer.arrayBuffer())
  const opened = await opener.whole(bytes)
  if (opened !== null) return new Response(new Uint8Array(opened), { status, headers })
  const isForged = status === 200 || sealedTextBytes(new TextDecoder().decode(bytes)) > 0
  if (isForged) return errorAnswer(refusal('serving.answer_unsealed', { detail: '' }), { mayOwe: true })
  return new Response(bytes, { status, headers })
}

function openedStream(opener: AnswerOpener): TransformStream<Uint8Array, Uint8Array> {
  const splitter = new LineSplitter(mostAnswerBytes)
  const encoder = new TextEncoder()
  return new TransformStream({
    async transform(bytes, controller) {
      for (const line of splitter.push(bytes)) {
        const text = await openedLine(opener, line)
        if (text === null) {
          controller.enqueue(encoder.encode(`data: ${errorText(refusal('serving.answer_unsealed', { detail: '' }))}\n\n`))
          return controller.terminate()
        }
        if (text !== '') controller.enqueue(encoder.encode(`${text}\n\n`))
      }
    },
    flush(controller) {
      if (opener.isDone) return
      controller.enqueue(encoder.encode(`data: ${errorText(refusal('serving.upstream_failed', { detail: 'the stream was cut' }))}\n\n`))
    },
  })
}

/** Returns a line as the program reads it, an empty text for a line without content, and null for a line that does not belong to the answer. */
async function openedLine(opener: AnswerOpener, line: StreamLine): Promise<string | null> {
  const payload = payloadOf(line)
  if (payload === null) return line.text.startsWith(':') ? line.text : ''
  if (payload === '[DONE]') return opener.isDone ? line.text : null
  const opened = await opener.next(payload)
  if (opened === null) return null
  return opener.isDone ? '' : `data: ${opened}`
}

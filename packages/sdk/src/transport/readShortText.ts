import { refusal } from './refusal.ts'

/** The largest answer that is read from a server of somebody else, in bytes. */
const mostBytes = 65_536

/**
 * Reads the text of an answer piece by piece, so that a strange server cannot fill the memory. Closes the stream and throws `serving.upstream_failed` after more
 * than 64 KiB. Throws the errors of the stream.
 */
export async function readShortText(body: ReadableStream<Uint8Array> | AsyncIterable<Uint8Array>): Promise<string> {
  const decoder = new TextDecoder()
  let [text, size] = ['', 0]
  for await (const piece of 'getReader' in body ? piecesOf(body) : body) {
    size += piece.length
    if (size > mostBytes) throw refusal('serving.upstream_failed', { detail: `an answer of more than ${mostBytes} bytes` })
    text += decoder.decode(piece, { stream: true })
  }
  return text + decoder.decode()
}

/** Not every browser can iterate a stream. */
async function* piecesOf(body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = body.getReader()
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value
  } finally {
    await reader.cancel().catch(() => undefined)
  }
}

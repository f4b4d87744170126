import type { Refusal } from '@infinitio/domain'

const deepestLevel = 16

/**
 * Reads a JSON body of at most `mostBytes` bytes and at most 16 levels. Rejects other bodies before any schema sees them, with `api.unsupported_media_type`,
 * `api.body_too_large`, `api.malformed_body` or `api.body_too_deep`.
 */
export async function readJsonBody(request: Request, { mostBytes }: { mostBytes: number }): Promise<{ value: unknown; text: string } | Refusal> {
  const type = request.headers.get('content-type') ?? ''
  if (!/^application\/json($|;)/i.test(type)) return { rejected: 'api.unsupported_media_type', detail: `content-type: ${type.slice(0, 60)}` }
  const said = request.headers.get('content-length')
  const length = Number(said ?? '0')
  if (length > mostBytes) return { rejected: 'api.body_too_large', detail: `${length} bytes` }
  // A body is never longer than its Content-Length header states, and that length is within the limit, so the whole body can be read with one call.
  const text = said !== null && length >= 0 ? Buffer.from(await request.arrayBuffer()).toString('utf8') : await readText(request, mostBytes)
  if (text === null) return { rejected: 'api.body_too_large', detail: `more than ${mostBytes} bytes` }
  try {
    const value: unknown = JSON.parse(text)
    return depthOf(value) > deepestLevel ? { rejected: 'api.body_too_deep', detail: `more than ${deepestLevel} levels` } : { value, text }
  } catch (error) {
    return { rejected: 'api.malformed_body', detail: String(error).slice(0, 200) }
  }
}

async function readText(request: Request, mostBytes: number): Promise<string | null> {
  if (request.body === null) return ''
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of request.body as unknown as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength
    if (size > mostBytes) return null
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function depthOf(root: unknown): number {
  let deepest = 0
  const waiting: { value: unknown; level: number }[] = [{ value: root, level: 0 }]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (typeof next.value !== 'object' || next.value === null) continue
    const level = next.level + 1
    deepest = Math.max(deepest, level)
    for (const value of Object.values(next.value)) waiting.push({ value, level })
  }
  return deepest
}

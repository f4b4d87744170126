/** One server-sent event. */
export type StreamEvent = { readonly event: string; readonly data: string }

const longestEvent = 65_536

/**
 * Reads server-sent events from a response body until it ends. Skips comments. Throws at an event longer than 64 KiB,
 * because our server never sends one.
 */
export async function* readEventStream(body: ReadableStream<Uint8Array>): AsyncGenerator<StreamEvent> {
  const reader = body.getReader()
  const decoder = new TextDecoder()
  let rest = ''
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      rest += decoder.decode(value, { stream: true })
      if (rest.length > longestEvent) throw new Error('An event of the stream is longer than 64 KiB.')
      const blocks = rest.split('\n\n')
      rest = blocks.pop() ?? ''
      for (const block of blocks) {
        const event = readBlock(block)
        if (event !== null) yield event
      }
    }
  } finally {
    await reader.cancel().catch(() => undefined) // Already closed: there is nothing to cancel.
  }
}

function readBlock(block: string): StreamEvent | null {
  let event = 'message'
  const data: string[] = []
  for (const line of block.split('\n')) {
    if (line.startsWith('event:')) event = line.slice(6).trim()
    if (line.startsWith('data:')) data.push(line.slice(5).trimStart())
  }
  return data.length === 0 ? null : { event, data: data.join('\n') }
}

const longestLine = 67_108_864

/** Reads the lines of a response body until it ends. A line of more than 64 MiB ends it with an error: it is not ours. */
export async function* readLines(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const reader = body.getReader()
  const decoder = new TextDecoder()
  let parts: string[] = []
  let waiting = 0
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) break
      const lines = decoder.decode(value, { stream: true }).split('\n')
      const rest = lines.pop() ?? ''
      for (const line of lines) {
        yield parts.length === 0 ? line : parts.join('') + line
        parts = []
        waiting = 0
      }
      parts.push(rest)
      waiting += rest.length
      if (waiting > longestLine) throw new Error('A line of the stream is longer than 64 MiB.')
    }
    const last = parts.join('')
    if (last !== '') yield last
  } finally {
    await reader.cancel().catch(() => undefined) // Already closed: nothing is left to cancel.
  }
}

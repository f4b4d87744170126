import { describe, expect, test } from 'vitest'
import { readEventStream } from './watchStream.ts'

async function read(chunks: string[]) {
  const encoder = new TextEncoder()
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(encoder.encode(chunk))
      controller.close()
    },
  })
  const events = []
  for await (const event of readEventStream(body)) events.push(event)
  return events
}

describe('an event stream', () => {
  test('is read however it is cut', async () => {
    const text = ': open\n\ndata: {"a":1}\n\nevent: x\ndata: one\ndata: two\n\n'
    const whole = [
      { event: 'message', data: '{"a":1}' },
      { event: 'x', data: 'one\ntwo' },
    ]
    expect(await read([text])).toEqual(whole)
    expect(await read([...text])).toEqual(whole)
  })

  test('drops what was cut off at its end', async () => {
    expect(await read(['data: whole\n\ndata: half'])).toEqual([{ event: 'message', data: 'whole' }])
  })

  test('ends with an error when an event never ends', async () => {
    await expect(read(['data: ', 'x'.repeat(70_000)])).rejects.toThrow('64 KiB')
  })
})

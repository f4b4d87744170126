import { describe, expect, it } from 'vitest'
import { LineSplitter, payloadOf } from './lineSplitter.ts'

const bytes = new TextEncoder().encode('data: {"a":"ü"}\r\n\r\n: note\ndata:[DONE]\n\nlast')

describe('lines of a stream', () => {
  it('are the same wherever the bytes are cut', () => {
    const whole = ['data: {"a":"ü"}', '', ': note', 'data:[DONE]', '', 'last']
    for (let cut = 0; cut <= bytes.length; cut += 1) {
      const splitter = new LineSplitter(100)
      const lines = [...splitter.push(bytes.slice(0, cut)), ...splitter.push(bytes.slice(cut)), ...splitter.end()]
      expect(lines.map(({ text }) => text)).toEqual(whole)
    }
  })

  it('have payloads with and without a space', () => {
    expect(['data: x', 'data:x', 'data:  x', ': x', 'event: x'].map((text) => payloadOf({ text }))).toEqual(['x', 'x', ' x', null, null])
  })

  it('cannot grow without end', () => {
    const splitter = new LineSplitter(10)
    expect(() => splitter.push(new Uint8Array(11))).toThrow('longer than 10')
  })

  it('cannot belong to an event without an end', () => {
    const splitter = new LineSplitter(10)
    expect(splitter.push(new TextEncoder().encode('data: a\n\ndata: b\n\n')).length).toBe(4)
    expect(() => {
      for (let at = 0; at < 3; at += 1) splitter.push(new TextEncoder().encode('id: 1\n'))
    }).toThrow('longer than 10')
  })

  it('are found in a long line that arrives byte by byte, without a copy of the whole line for each byte', () => {
    const [megabyte, splitter] = [1_048_576, new LineSplitter(16_777_216)]
    splitter.push(new Uint8Array(8 * megabyte).fill(0x61))
    const startedMs = performance.now()
    for (let at = 0; at < 20_000; at += 1) splitter.push(Uint8Array.of(0x62))
    // 20,000 copies of 8 MiB would take a minute.
    expect(performance.now() - startedMs).toBeLessThan(5_000)
    expect(splitter.push(Uint8Array.of(0x0a)).map(({ raw }) => raw.length)).toEqual([8 * megabyte + 20_000])
  })
})

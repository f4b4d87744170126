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
})

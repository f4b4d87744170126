import { describe, expect, test } from 'vitest'
import { batchResult } from './batchResult.ts'
import { type Answer, answerBytes, readAnswers } from './chunkAnswers.ts'

const answer = (customId: string, text = 'Yes.'): Answer => ({ customId, finishReason: 'stop', text })
const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes)

describe('the answers of a chunk', () => {
  test('have the same bytes on every machine, and are read again', () => {
    const answers = [answer('one', 'A "quote",\na line and 好.'), { customId: 'two', finishReason: 'length', text: '' }]
    expect(text(answerBytes(answers))).toBe(
      '{"custom_id":"one","finish_reason":"stop","text":"A \\"quote\\",\\na line and 好."}\n{"custom_id":"two","finish_reason":"length","text":""}\n',
    )
    expect(readAnswers(answerBytes(answers))).toEqual(answers)
    expect(readAnswers(new Uint8Array())).toEqual([])
  })

  test.each([
    ['no line feed', '{"custom_id":"a","finish_reason":"stop","text":"b"}'],
    ['another key', '{"custom_id":"a","finish_reason":"stop","more":1,"text":"b"}\n'],
    ['a key less', '{"custom_id":"a","text":"b"}\n'],
    ['a number for a text', '{"custom_id":"a","finish_reason":"stop","text":1}\n'],
    ['no JSON', 'a\n'],
  ])('are refused with %s', (_, bytes) => {
    expect(() => readAnswers(new TextEncoder().encode(bytes))).toThrow(/An output/)
  })
})

describe('the result of a job', () => {
  const input = { requests: 3, tasks: 2, chunks: 1, model: 'm' }
  const outputs = [[answerBytes([answer('a')])], [answerBytes([answer('b'), answer('c')])]]

  test('has one line for each request, in their sequence, in the form of batch results', () => {
    const lines = text(batchResult(input, outputs)).trimEnd().split('\n')
    expect(lines).toHaveLength(3)
    expect(lines.map((line) => (JSON.parse(line) as { custom_id: string }).custom_id)).toEqual(['a', 'b', 'c'])
    expect(JSON.parse(lines[1] ?? '')).toEqual({
      ...{ id: 'batch_req_2', custom_id: 'b', error: null },
      response: {
        ...{ status_code: 200, request_id: 'req_2' },
        body: {
          ...{ id: 'chatcmpl-2', object: 'chat.completion', created: 0, model: 'm' },
          choices: [{ index: 0, message: { role: 'assistant', content: 'Yes.' }, logprobs: null, finish_reason: 'stop' }],
        },
      },
    })
  })

  test('is refused if an output has too few answers, or a request two', () => {
    expect(() => batchResult(input, [outputs[0] ?? [], [answerBytes([answer('b')])]])).toThrow('Chunk 0 of task 1 has 1 answers, and 2 requests.')
    expect(() => batchResult(input, [outputs[0] ?? [], [answerBytes([answer('b'), answer('a')])]])).toThrow('The request a has two answers.')
    expect(() => batchResult(input, [])).toThrow('has 0 answers')
  })
})

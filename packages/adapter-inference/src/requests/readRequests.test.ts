import { AdapterError } from '@infinitio/tasks'
import { describe, expect, test } from 'vitest'
import { requestLine } from '../../test/exampleServer.ts'
import { exampleRequests } from '../example/index.ts'
import { readRequests } from './readRequests.ts'

const read = (...lines: string[]) => readRequests(new TextEncoder().encode(lines.join('\n')), { maxTokens: 100 })

function refusal(...lines: string[]): AdapterError {
  try {
    read(...lines)
  } catch (error) {
    if (error instanceof AdapterError) return error
    throw error
  }
  throw new Error('the file was read')
}

const good = requestLine('one', 'Hello')

describe('a file of requests', () => {
  test('is read with all values fixed that could make an answer random', () => {
    const parts = [
      { type: 'text', text: 'Hel' },
      { type: 'text', text: 'lo' },
    ]
    const own = { temperature: 0, top_p: 1, n: 1, stream: false, seed: 7, max_completion_tokens: 5, stop: 'END' }
    const fixed = { model: 'test-server-no-model', temperature: 0, top_p: 1, stream: false }
    expect(read(good, `${requestLine('two', parts, own)}\r`, '')).toEqual([
      { line: 1, customId: 'one', body: { ...fixed, messages: [{ role: 'user', content: 'Hello' }], max_tokens: 100, seed: 0 } },
      { line: 2, customId: 'two', body: { ...fixed, messages: [{ role: 'user', content: 'Hello' }], max_tokens: 5, seed: 7, stop: ['END'] } },
    ])
    expect(read(...exampleRequests('a').trim().split('\n'))).toHaveLength(64)
  })

  test.each([
    ['text that is not JSON', '{', 'not JSON'],
    ['an empty line', '', 'The line is empty.'],
    ['a list', '[]', 'A request must be a JSON object.'],
    ['an unknown field', requestLine('two', 'a', {}, { priority: 1 }), 'The field "priority" is not supported. The fields are custom_id'],
    ['a misspelled field', requestLine('two', 'a', { max_token: 1 }), 'The field "max_token" is not supported. Did you mean "max_tokens"?'],
    ['tools', requestLine('two', 'a', { tools: [] }), 'The field "tools" is not supported.'],
    ['a stream', requestLine('two', 'a', { stream: true }), 'stream: only false is supported.'],
    ['a random answer', requestLine('two', 'a', { temperature: 0.7 }), 'temperature: only 0 is supported.'],
    ['two answers', requestLine('two', 'a', { n: 2 }), 'n: only 1 is supported.'],
    ['a remote image', requestLine('two', [{ type: 'image_url', image_url: { url: 'http://a.example/b.png' } }]), 'opens no image and no address'],
    ['a remote file', requestLine('two', [{ type: 'text', text: 'a', url: 'http://a.example' }]), 'The field "url" is not supported.'],
    ['another address', requestLine('two', 'a', {}, { url: 'http://a.example/v1/chat/completions' }), 'its own model server only'],
    ['another method', requestLine('two', 'a', {}, { method: 'GET' }), 'method: write "POST".'],
    ['another model', requestLine('two', 'a', { model: 'b' }), 'line 1 has "test-server-no-model"'],
    ['the same name', requestLine('one', 'a'), 'custom_id: line 1 has the same name.'],
    ['a name that is too long', requestLine('x'.repeat(65), 'a'), 'custom_id: give each request a name of 1 to 64 letters.'],
    ['no message', requestLine('two', 'a', { messages: [] }), 'messages: a list of 1 to 256 messages.'],
    ['another role', requestLine('two', 'a', { messages: [{ role: 'tool', content: 'a' }] }), 'role: system, user, assistant.'],
    ['no content', requestLine('two', null), 'content: a text, or a list of texts.'],
    ['a long prompt', requestLine('two', 'ü'.repeat(8_193)), 'messages: the texts have 16386 bytes, and at most 16384 are allowed.'],
    ['too many tokens', requestLine('two', 'a', { max_tokens: 4_097 }), 'max_tokens: a whole number from 1 to 4096.'],
    ['two limits', requestLine('two', 'a', { max_tokens: 4, max_completion_tokens: 5 }), 'another number than max_completion_tokens'],
    ['five ends', requestLine('two', 'a', { stop: ['a', 'b', 'c', 'd', 'e'] }), 'stop: up to 4 texts'],
    ['a seed that is no number', requestLine('two', 'a', { seed: 'a' }), 'seed: a whole number'],
    ['a body that is no object', requestLine('two', 'a', {}, { body: 'a' }), 'body must be a JSON object.'],
  ])('is refused with %s, by its line', (_, line, message) => {
    const error = refusal(good, line, requestLine('three', 'a'))
    expect(error.message).toContain(message)
    expect([error.reason, error.place]).toEqual(['inputInvalid', { field: 'requests', line: 2 }])
  })

  test('is refused without requests, in another encoding, or with too many bytes', () => {
    expect(refusal('').message).toContain('no requests')
    expect(() => readRequests(new Uint8Array([255]), { maxTokens: 1 })).toThrow('The file is not UTF-8.')
    expect(() => readRequests(new Uint8Array(16_777_217), { maxTokens: 1 })).toThrow('at most 16777216 are allowed')
  })
})

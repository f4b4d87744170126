import { describe, expect, it, test } from 'vitest'
import { countedTokens, readAnswer, readInferenceRequest, usualOutputTokens, withUsageAsked } from './inferenceBody.ts'

const bytes = (value: unknown) => new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value))
const user = (content: unknown) => ({ role: 'user', content })

describe('the body of a request', () => {
  it('names model, messages and the limit of its output', () => {
    const body = bytes({ model: 'm', stream: true, max_tokens: 5, n: 3, messages: [user('Hi'), user('you')] })
    expect(readInferenceRequest(body)).toEqual({
      ...{ model: 'm', isStream: true, asksUsage: false, mostOutput: 15, namesRemoteFile: false },
      prompt: { bytes: body.length, messages: 2 },
    })
    expect(readInferenceRequest(bytes({ model: 'm', max_tokens: 5, max_completion_tokens: 7 }))?.mostOutput).toBe(7)
    for (const limit of [-1, 1.5, '5', 1e300]) expect(readInferenceRequest(bytes({ model: 'm', max_tokens: limit }))?.mostOutput).toBeNull()
  })

  test.each(['', 'null', '[]', '{}', '{"model":5}', '{"model"'])('is rejected as %s', (text) => {
    expect(readInferenceRequest(bytes(text))).toBeNull()
  })

  test.each<[string, unknown, boolean]>([
    ['a remote image', [{ type: 'image_url', image_url: { url: 'https://example.org/a.png' } }], true],
    ['an image of the network behind the service', [{ type: 'image_url', image_url: 'http://169.254.169.254/' }], true],
    ['a file of the machine', [{ type: 'video_url', video_url: { url: ' file:///etc/passwd' } }], true],
    ['an image as data', [{ type: 'image_url', image_url: { url: 'data:image/png;base64,AAAA' } }], false],
    ['a link in a text', [{ type: 'text', text: 'https://example.org' }], false],
    ['a link in plain text', 'see https://example.org', false],
  ])('shows %s', (_, content, expected) => {
    expect(readInferenceRequest(bytes({ model: 'm', messages: [user(content)] }))?.namesRemoteFile).toBe(expected)
  })

  it('asks for the usage and changes nothing else', () => {
    const asked = withUsageAsked(bytes({ model: 'm', stream: true, stream_options: { other: 1 } }))
    expect(JSON.parse(new TextDecoder().decode(asked))).toEqual({ model: 'm', stream: true, stream_options: { other: 1, include_usage: true } })
    expect(readInferenceRequest(asked)?.asksUsage).toBe(true)
  })

  test.each([
    '{"model":"m","stream":true}',
    ' {"model":"m", "messages":[{"content":"}}"}] }\n ',
    '{"model":"stream_options","stream":true}',
    '{"model":"für"}',
  ])('asks for the usage in %s', (text) => {
    const asked = new TextDecoder().decode(withUsageAsked(bytes(text)))
    expect(JSON.parse(asked)).toEqual({ ...(JSON.parse(text) as object), stream_options: { include_usage: true } })
  })
})

describe('an answer', () => {
  it('has the usage of its server and the bytes of its text', () => {
    const usage = { prompt_tokens: 9, completion_tokens: 4, prompt_tokens_details: { cached_tokens: 3 } }
    const whole = { choices: [{ index: 0, message: { role: 'assistant', content: 'für' }, finish_reason: 'stop' }], usage }
    expect(readAnswer(JSON.stringify(whole))).toEqual({ usage: { input: 9, cached: 3, output: 4 }, textBytes: 4, isOnlyUsage: false })
    const tools = { choices: [{ delta: { tool_calls: [{ id: 'x', type: 'function', function: { name: 'f', arguments: '{}' } }] } }] }
    expect(readAnswer(JSON.stringify(tools))).toEqual({ usage: null, textBytes: 3, isOnlyUsage: false })
    expect(readAnswer(JSON.stringify({ choices: [], usage })).isOnlyUsage).toBe(true)
    expect(readAnswer(JSON.stringify({ data: [], usage: { prompt_tokens: 2 } }))).toEqual({
      ...{ usage: { input: 2, cached: 0, output: 0 }, textBytes: 0, isOnlyUsage: false },
    })
  })

  test.each(['', 'a', 'für', '中文', '😀 x', '\ud800', '\udc00a', 'a\ud83d', '\ud83d\ud83d\ude00'])(
    'counts the bytes of %j as an encoder does',
    (content) => {
      const { textBytes } = readAnswer(JSON.stringify({ choices: [{ delta: { content } }] }))
      expect(textBytes).toBe(bytes(content).length)
    },
  )

  test.each([
    'garbage',
    '{"usage":{"prompt_tokens":-1,"completion_tokens":5}}',
    '{"usage":{"prompt_tokens":1.5}}',
    '{"usage":{"prompt_tokens":1e12}}',
  ])('has no usage in %s', (text) => {
    expect(readAnswer(text).usage).toBeNull()
  })

  it('counts half of its bytes while it runs, and a quarter without a count', () => {
    expect([0, 1, 2, 3].map(countedTokens)).toEqual([0, 1, 1, 2])
    expect(usualOutputTokens(9)).toBe(3)
  })
})

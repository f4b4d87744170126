import { describe, expect, it, test } from 'vitest'
import { readInferenceRequest } from './inferenceBody.ts'
import { responsesPath } from './wireNames.ts'

const read = (fields: object, path?: string) => readInferenceRequest(new TextEncoder().encode(JSON.stringify({ model: 'm', ...fields })), path)
const user = (content: unknown, more: object = {}) => ({ messages: [{ role: 'user', content, ...more }] })

describe('a field in another spelling, which a model server in Go reads', () => {
  test.each<[string, object, readonly string[]]>([
    ['a limit', { max_output_tokens: 1, Max_Output_Tokens: 100_000 }, ['max_output_tokens']],
    ['several fields', { Tools: [{ type: 'mcp' }], Input: 'x', MESSAGES: [] }, ['tools', 'input', 'messages']],
    ['letters that Go reads as s and k', { 'me\u017fsages': [], 'max_to\u212aens': 9 }, ['messages', 'max_tokens']],
    ['a message', user('x', { Content: [{ type: 'image_url' }] }), ['content']],
    ['a part', user([{ type: 'text', Type: 'image_url', text: '', image_url: 'file:///etc/passwd' }]), ['type']],
    ['a value of a part', user([{ type: 'image_url', image_url: { url: 'data:,', URL: '/etc/passwd' } }]), ['url']],
    ['the only item of a list', { input: { role: 'user', Content: 'x' } }, ['content']],
    ['the result of a tool', { input: [{ type: 'function_call_output', output: [{ Image_URL: '/x' }] }] }, ['image_url']],
  ])('is found in %s', (_, fields, expected) => {
    expect(read(fields)?.misspelled).toEqual(expected)
    expect(read(fields, responsesPath)?.misspelled).toEqual(expected)
  })

  it('is not found in descriptions of tools, in texts, or in fields that nothing reads', () => {
    const tools = [{ type: 'function', function: { name: 'f', parameters: { properties: { URL: { type: 'string' }, Content: {} } } } }]
    const fields = { ...user([{ type: 'text', text: '{"Max_Tokens":1}' }]), tools, User: 'x', seed: 1 }
    expect(read(fields)).not.toHaveProperty('misspelled')
    expect(read({ input: [1, 2, null, 'Input'] })).not.toHaveProperty('misspelled')
  })
})

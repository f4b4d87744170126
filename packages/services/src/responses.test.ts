import { describe, expect, it, test } from 'vitest'
import { readAnswer, readInferenceRequest, withNothingStored } from './inferenceBody.ts'
import { responsesPath } from './wireNames.ts'
import { endsResponses } from './responsesAnswer.ts'

const bytes = (value: unknown) => new TextEncoder().encode(JSON.stringify(value))
const read = (fields: object) => readInferenceRequest(bytes({ model: 'm', input: 'Hi', ...fields }), responsesPath)
const user = { role: 'user', content: [{ type: 'input_text', text: 'see https://example.org' }] }
const call = { type: 'function_call', call_id: 'c', name: 'f', arguments: '{}' }
const result = { type: 'function_call_output', call_id: 'c', output: 'https://example.org' }

describe('the body of a request to the Responses API', () => {
  it('has its own names for the limit and the prompt', () => {
    const body = bytes({ model: 'm', input: [user, call, result], instructions: 'Be short', stream: true, max_output_tokens: 9, max_tokens: 1 })
    expect(readInferenceRequest(body, responsesPath)).toEqual({
      ...{ model: 'm', isStream: true, asksUsage: true, mostOutput: 9, namesRemoteFile: false },
      prompt: { bytes: body.length, messages: 4 },
    })
    expect(read({})).toMatchObject({ isStream: false, mostOutput: null, prompt: { messages: 1 } })
  })

  it('sets no limit for another path by its names', () => {
    expect(readInferenceRequest(bytes({ model: 'm', max_output_tokens: 9 }), '/v1/chat/completions')?.mostOutput).toBeNull()
    expect(read({ max_tokens: 1, max_completion_tokens: 1 })?.mostOutput).toBeNull()
  })

  test.each<[string, object, readonly string[]]>([
    ['an earlier response', { previous_response_id: 'resp_1' }, ['previous_response_id']],
    ['a conversation', { conversation: { id: 'conv_1' } }, ['conversation']],
    ['a stored prompt', { prompt: { id: 'pmpt_1' } }, ['prompt']],
    ['a stored answer', { store: true }, ['store']],
    ['a stored answer in another spelling', { store: 'true' }, ['store']],
    ['an answer in the background', { background: true }, ['background']],
    ['a reference to an item', { input: [{ type: 'item_reference', id: 'x' }] }, ['input: item_reference']],
    ['an item of an unknown type', { input: [{ type: '<script>', id: 'x' }] }, ['input: unknown type']],
    ['a stored file', { input: [{ role: 'user', content: [{ type: 'input_image', file_id: 'file_1' }] }] }, ['file_id']],
    ['a search by the server', { tools: [{ type: 'web_search' }] }, ['tools: web_search']],
    ['a server that tools ask', { tools: [{ type: 'mcp', server_url: 'http://169.254.169.254' }] }, ['tools: mcp']],
    ['several', { store: true, tools: [{ type: 'mcp' }, { type: 'mcp' }] }, ['store', 'tools: mcp']],
  ])('names %s, which a service refuses', (_, fields, expected) => {
    expect(read(fields)?.refused).toEqual(expected)
  })

  it('is accepted with own tools and without anything stored', () => {
    const tools = [
      { type: 'function', name: 'f', parameters: {} },
      { type: 'custom', name: 'c' },
    ]
    const fields = { previous_response_id: null, store: false, background: false, conversation: null, tools, input: [user, call, result] }
    expect(read(fields)).not.toHaveProperty('refused')
  })

  it('shows a file on the internet in the prompt and in the result of a tool', () => {
    const image = [{ type: 'input_image', image_url: 'http://169.254.169.254/' }]
    expect(read({ input: [{ role: 'user', content: image }] })?.namesRemoteFile).toBe(true)
    expect(read({ input: [{ ...result, output: image }] })?.namesRemoteFile).toBe(true)
    expect(read({ input: [user, result] })?.namesRemoteFile).toBe(false)
  })

  it('is not stored by the model server, whatever it states', () => {
    for (const body of ['{"model":"m","input":"}"} ', '{"model":"m","\\u0073tore":"yes","input":"x"}']) {
      const sent = JSON.parse(new TextDecoder().decode(withNothingStored(new TextEncoder().encode(body)))) as object
      expect(sent).toEqual({ ...(JSON.parse(body) as object), store: false })
    }
  })
})

describe('an answer of the Responses API', () => {
  const usage = { input_tokens: 9, input_tokens_details: { cached_tokens: 3 }, output_tokens: 4, total_tokens: 13 }
  const output = [
    { id: 'rs_long', type: 'reasoning', summary: [{ type: 'summary_text', text: 'ab' }] },
    { id: 'msg_long', type: 'message', role: 'assistant', status: 'completed', content: [{ type: 'output_text', text: 'für', annotations: [] }] },
    { ...call, id: 'fc_long', status: 'completed' },
  ]

  it('has the tokens of its server and the bytes of its text', () => {
    const facts = readAnswer(JSON.stringify({ object: 'response', id: 'resp_long', status: 'completed', output, usage }))
    expect(facts).toEqual({ usage: { input: 9, cached: 3, output: 4 }, textBytes: 2 + 4 + 3, isOnlyUsage: false })
  })

  it('counts each text of a stream once', () => {
    const events = [
      { type: 'response.created', response: { object: 'response', output: [], usage: null } },
      { type: 'response.output_item.added', item: { ...call, arguments: '' } },
      { type: 'response.function_call_arguments.delta', delta: '{}' },
      { type: 'response.function_call_arguments.done', arguments: '{}' },
      { type: 'response.output_text.delta', delta: 'für' },
      { type: 'response.output_text.done', text: 'für' },
      { type: 'response.output_item.done', item: output[1] },
      { type: 'response.completed', response: { object: 'response', output, usage } },
    ].map((event) => readAnswer(JSON.stringify(event)))
    expect(events.reduce((sum, { textBytes }) => sum + textBytes, 0)).toBe('f{}'.length + 4)
    expect(events.map((event) => event.usage)).toEqual([...Array.from({ length: 7 }, () => null), { input: 9, cached: 3, output: 4 }])
  })

  it.each<[string, readonly object[]]>([
    ['an item that begins complete', [{ type: 'response.output_item.added', output_index: 0, item: output[1] }]],
    ['the end of a text', [{ type: 'response.output_text.done', output_index: 0, text: 'für' }]],
    ['the end of a part', [{ type: 'response.content_part.done', output_index: 0, part: { type: 'output_text', text: 'für' } }]],
    ['the end of an item', [{ type: 'response.output_item.done', output_index: 0, item: output[1] }]],
    ['the rest after a piece', [{ type: 'response.output_text.delta', output_index: 0, delta: 'f' }]],
    ['the last event', []],
  ])('counts a text once that a stream has whole in %s', (_, first) => {
    const items = new Map<unknown, number>()
    const rest = [
      { type: 'response.output_item.done', output_index: 0, item: output[1] },
      { type: 'response.output_item.added', output_index: 1, item: { ...call, arguments: '' } },
      { type: 'response.function_call_arguments.delta', output_index: 1, delta: '{}' },
      { type: 'response.completed', response: { object: 'response', output: output.slice(1), usage } },
    ]
    const begins = { type: 'response.created', response: { object: 'response', output: [], tools: [{ type: 'function', name: 'f' }] } }
    const events = [begins, ...(first.length === 0 ? rest.slice(3) : [...first, ...rest])]
    expect(events.reduce((sum, event) => sum + readAnswer(JSON.stringify(event), items).textBytes, 0)).toBe(4 + 3)
  })

  it('ends with its last event, and not with a text that repeats the type of such an event', () => {
    expect(['completed', 'incomplete', 'failed'].map((end) => endsResponses(JSON.stringify({ type: `response.${end}`, response: {} })))).toEqual([
      true,
      true,
      true,
    ])
    const text = JSON.stringify({ type: 'response.completed' })
    expect(endsResponses(JSON.stringify({ type: 'response.output_text.delta', delta: text }))).toBe(false)
    expect(endsResponses(JSON.stringify({ type: 'response.created', response: { metadata: { type: 'response.completed' } } }))).toBe(false)
    expect(endsResponses('"response.completed"')).toBe(false)
  })
})

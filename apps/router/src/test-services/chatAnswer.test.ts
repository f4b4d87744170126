import { expect, test } from 'vitest'
import { askedChat, chatAnswer } from './chatAnswer.ts'

const schema = {
  type: 'object',
  properties: {
    city: { type: 'string' },
    days: { type: 'integer' },
    unit: { enum: ['C', 'F'] },
    parts: { type: 'array', items: { type: 'boolean' } },
  },
}
const fitting = { city: 'test', days: 1, unit: 'C', parts: [true] }
const tools = ['weather', 'time'].map((name) => ({ type: 'function', function: { name, parameters: schema } }))
const user = { role: 'user', content: 'Hi' }
const answerTo = (body: object) => chatAnswer(askedChat.parse({ messages: [user], ...body }), false)

test('a request with tools gets a call whose arguments fit the schema of the tool', () => {
  const { message, finish, deltas } = answerTo({ tools })
  expect(finish).toBe('tool_calls')
  expect(message).toEqual({
    content: null,
    tool_calls: [{ id: 'call_test', type: 'function', function: { name: 'weather', arguments: JSON.stringify(fitting) } }],
  })
  const pieces = deltas as { tool_calls: { function: { arguments: string } }[] }[]
  expect(pieces.map((delta) => delta.tool_calls[0]?.function.arguments).join('')).toBe(JSON.stringify(fitting))
  expect(answerTo({ tools })).toEqual(answerTo({ tools }))
})

test('tool_choice names the tool, and can forbid every call', () => {
  const named = answerTo({ tools, tool_choice: { type: 'function', function: { name: 'time' } } })
  expect(named.message.tool_calls).toMatchObject([{ function: { name: 'time' } }])
  expect(answerTo({ tools, tool_choice: 'none' }).finish).toBe('stop')
})

test('the result of a tool gets an answer of words', () => {
  const result = { role: 'tool', tool_call_id: 'call_test', content: '21 degrees' }
  const call = { role: 'assistant', content: null, tool_calls: [] }
  expect(answerTo({ tools, messages: [user, call, result] }).message.content).toMatch(/^This is a test server/)
})

test('a request for JSON gets a value that fits its schema', () => {
  const { message, usage } = answerTo({ response_format: { type: 'json_schema', json_schema: { name: 'x', schema } } })
  expect(JSON.parse(message.content ?? '')).toEqual(fitting)
  expect(usage.total_tokens).toBe(usage.prompt_tokens + usage.completion_tokens)
})

test('a very deep schema gets a short answer', () => {
  let deep: object = { type: 'string' }
  for (let level = 0; level < 500; level += 1) deep = { type: 'object', properties: { next: deep } }
  const { message } = answerTo({ tools: [{ type: 'function', function: { name: 'deep', parameters: deep } }] })
  expect(JSON.stringify(message).length).toBeLessThan(1_000)
})

import { expect, test } from 'vitest'
import { promptCharacters } from './promptCharacters.ts'

const messages = [{ role: 'user', content: 'Hi' }]
const tools = [{ type: 'function', function: { name: 'weather' } }]

test('the tools and the form of the answer belong to the text that a model reads', () => {
  const plain = promptCharacters({ model: 'm', messages, temperature: 0 })
  expect(plain).toBe(JSON.stringify(messages).length)
  expect(promptCharacters({ messages, tools })).toBe(plain + JSON.stringify(tools).length)
  expect(promptCharacters({ messages, response_format: { type: 'json_object' } })).toBe(plain + '{"type":"json_object"}'.length)
  expect(promptCharacters({ input: 'Hi', instructions: 'Be short', tools: null })).toBe('"Hi""Be short"'.length)
  expect(promptCharacters({ model: 'm' })).toBe(0)
})

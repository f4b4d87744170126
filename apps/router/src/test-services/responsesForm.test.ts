import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestServer, type TestServer } from './startTestServer.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer({ isCheat: false })
})
afterAll(async () => await server.stop())

const schema = { type: 'object', properties: { city: { type: 'string' } } }
const tools = [{ type: 'function', name: 'weather', parameters: schema }]

async function ask(path: string, body: object): Promise<string> {
  const answer = await fetch(`${server.url}/${path}`, { method: 'POST', body: JSON.stringify(body) })
  return await answer.text()
}
const respond = async (body: object) => JSON.parse(await ask('responses', body)) as { output: object[]; usage: { output_tokens: number } }

test('the Responses API gives the text of the chat with the same prompt', async () => {
  const chat = JSON.parse(await ask('chat/completions', { messages: [{ role: 'user', content: 'Hello' }] })) as {
    choices: { message: { content: string } }[]
    usage: { completion_tokens: number }
  }
  const { output, usage } = await respond({ input: 'Hello' })
  expect(output).toMatchObject([{ type: 'message', content: [{ text: chat.choices[0]?.message.content }] }])
  expect(usage.output_tokens).toBe(chat.usage.completion_tokens)
})

test('the Responses API calls a tool, and answers its result by words', async () => {
  expect((await respond({ input: 'Hi', tools })).output).toMatchObject([
    { type: 'function_call', name: 'weather', call_id: 'call_test', arguments: '{"city":"test"}' },
  ])
  const call = { type: 'function_call', call_id: 'call_test', name: 'weather', arguments: '{}' }
  const result = { type: 'function_call_output', call_id: 'call_test', output: '21 degrees' }
  const { output } = await respond({ input: [{ role: 'user', content: 'Hi' }, call, result], tools })
  expect(output).toMatchObject([{ type: 'message' }])
})

test('a stream of the Responses API ends with the whole answer, which its pieces add up to', async () => {
  for (const body of [{ input: 'Hi', tools }, { input: 'Hi' }, { input: 'Hi', text: { format: { type: 'json_schema', name: 'x', schema } } }]) {
    const stream = await ask('responses', { ...body, stream: true })
    const events = stream.split('\n').flatMap((line) => (line.startsWith('data: ') ? [JSON.parse(line.slice('data: '.length)) as Event] : []))
    const pieces = events.flatMap(({ delta }) => delta ?? []).join('')
    const last = events.at(-1)
    expect(last?.type).toBe('response.completed')
    const [item] = last?.response?.output ?? []
    expect(item?.arguments ?? item?.content?.[0]?.text).toBe(pieces)
  }
})

type Item = { readonly arguments?: string; readonly content?: readonly { readonly text: string }[] }
type Event = { readonly type: string; readonly delta?: string; readonly response?: { readonly output: readonly Item[] } }

import type OpenAI from 'openai'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestModel, testModel } from './startTestModel.ts'
import { startWays, type TestWays } from './startWays.ts'

type Asked = OpenAI.Responses.ResponseCreateParamsNonStreaming

const parameters = { type: 'object', properties: { city: { type: 'string' } }, required: ['city'], additionalProperties: false }
const weather = { type: 'function' as const, name: 'weather', strict: true, parameters }
const [inputPrice, outputPrice] = [200_000_000_000n, 600_000_000_000n]

let ways: TestWays
beforeAll(async () => {
  ways = await startWays()
})
afterAll(async () => await ways.stop())

const said = (input: string) => ({ model: testModel, input })
const lastAsked = () => JSON.parse(ways.model.asked.at(-1) ?? '') as Asked

async function eventsOf(openai: OpenAI, body: Asked) {
  const events: OpenAI.Responses.ResponseStreamEvent[] = []
  for await (const event of await openai.responses.create({ ...body, stream: true })) events.push(event)
  return events
}

describe.each(['proxy', 'router'] as const)('the Responses API by the stock client of OpenAI through a %s', (way) => {
  const openai = () => ways.clients[way]

  it('answers a text, pays for its tokens, and asks the model server to store nothing', async () => {
    const before = ways.owed()
    const answer = await openai().responses.create({ ...said('words 3'), instructions: 'Be short' })
    expect([answer.output_text, answer.status, answer.usage?.output_tokens]).toEqual(['word0 word1 word2 ', 'completed', 3])
    await expect.poll(() => ways.owed() - before).toBe(2n * inputPrice + 3n * outputPrice)
    expect(lastAsked()).toEqual({ ...said('words 3'), instructions: 'Be short', store: false })
    expect(ways.fault()).toBeNull()
  })

  it('answers a list of messages', async () => {
    const input = [{ role: 'user' as const, content: [{ type: 'input_text' as const, text: 'words 4' }] }]
    expect((await openai().responses.create({ model: testModel, input, store: false })).usage?.output_tokens).toBe(4)
  })

  it('streams events that the client reads, and pays for their tokens once', async () => {
    const before = ways.owed()
    const events = await eventsOf(openai(), said('words 40'))
    const text = events.flatMap((event) => (event.type === 'response.output_text.delta' ? [event.delta] : [])).join('')
    expect(text).toContain('word39 ')
    const last = events.at(-1)
    expect(last?.type === 'response.completed' ? last.response.usage?.output_tokens : last?.type).toBe(40)
    await expect.poll(() => ways.owed() - before).toBe(2n * inputPrice + 40n * outputPrice)
    expect(ways.fault()).toBeNull()
  })

  it('calls tools, and answers to their results', async () => {
    const first = await openai().responses.create({ ...said('call 2'), tools: [weather] })
    const calls = first.output.flatMap((item) => (item.type === 'function_call' ? [item] : []))
    expect(calls.map(({ name, arguments: text }) => `${name}${text}`)).toEqual(['weather{"city":"Ghent"}', 'weather{"city":"Ghent"}'])
    const result = { type: 'function_call_output' as const, call_id: calls[0]?.call_id ?? '', output: '21 degrees' }
    const input = [{ role: 'user' as const, content: 'call 1' }, ...calls.slice(0, 1), result]
    expect((await openai().responses.create({ model: testModel, input, tools: [weather] })).output_text).toBe('the tool answered: 21 degrees')
  })

  it('assembles the arguments of a call from a stream', async () => {
    const events = await eventsOf(openai(), { ...said('call 1'), tools: [weather] })
    const pieces = events.flatMap((event) => (event.type === 'response.function_call_arguments.delta' ? [event.delta] : []))
    expect([pieces.length, pieces.join('')]).toEqual([2, '{"city":"Ghent"}'])
    expect(ways.fault()).toBeNull()
  })

  it.each<[string, Partial<Asked>]>([
    ['previous_response_id', { previous_response_id: 'resp_1' }],
    ['store', { store: true }],
    ['tools: web_search', { tools: [{ type: 'web_search' }] }],
  ])('refuses %s by a sentence, before the model server is asked', async (name, fields) => {
    const [before, asked] = [ways.owed(), ways.model.asked.length]
    const sent = openai().responses.create({ ...said('Hi'), ...fields })
    await expect(sent).rejects.toThrow(`stores no prompt`)
    await expect(sent).rejects.toThrow(`[${name}]`)
    expect([ways.owed(), ways.model.asked.length]).toEqual([before, asked])
  })

  it('ends a stream at the limit of tokens, although the model does not', async () => {
    const events = await eventsOf(openai(), { ...said('endless'), max_output_tokens: 500 })
    const last = events.at(-1)
    expect(last?.type === 'response.incomplete' ? last.response.incomplete_details?.reason : last?.type).toBe('max_output_tokens')
    expect(ways.fault()).toBeNull()
  })

  it('gets the error of the model server, and no stored response', async () => {
    await expect(openai().responses.create(said('error 422'))).rejects.toThrow('error 422 of the test server')
    await expect(openai().responses.retrieve('resp_test')).rejects.toThrow('404')
  })

  it('aborts, and pays only for the text that came', async () => {
    const [before, gone] = [ways.owed(), ways.model.gone()]
    for await (const event of await openai().responses.create({ ...said('hold'), stream: true })) {
      if (event.type === 'response.output_text.delta' && event.delta === 'word4 ') break
    }
    await expect.poll(() => ways.model.gone()).toBe(gone + 1)
    await expect.poll(() => ways.owed()).toBeGreaterThan(before)
    expect(ways.fault()).toBeNull()
    ways.model.release()
  })
})

describe('the Responses API with encrypted prompts', () => {
  let sealing: TestWays
  beforeAll(async () => {
    sealing = await startWays({ boxSecret: `0x${'7'.repeat(64)}` })
  })
  afterAll(async () => await sealing.stop())

  it('answers in a stream and at once, and refuses the same fields', async () => {
    const openai = sealing.clients.proxy
    expect((await openai.responses.create({ ...said('words 3'), max_output_tokens: 50 })).output_text).toBe('word0 word1 word2 ')
    const events = await eventsOf(openai, { ...said('words 3'), max_output_tokens: 50 })
    expect(events.at(-1)?.type).toBe('response.completed')
    await expect(openai.responses.create({ ...said('Hi'), store: true })).rejects.toThrow('stores no prompt')
    expect(sealing.fault()).toBeNull()
  })
})

describe('a model server without the Responses API', () => {
  let old: TestWays
  beforeAll(async () => {
    old = await startWays({}, await startTestModel({ hasResponses: false }))
  })
  afterAll(async () => await old.stop())

  it.each(['proxy', 'router'] as const)('gives a sentence that costs nothing through a %s, and the service answers chats as before', async (way) => {
    const before = old.owed()
    const openai = old.clients[way]
    const sent = openai.responses.create(said('Hi'))
    await expect(sent).rejects.toThrow('404')
    await expect(sent).rejects.toThrow('has no /v1/responses')
    expect([old.owed(), old.fault()]).toEqual([before, null])
    const chat = await openai.chat.completions.create({ model: testModel, messages: [{ role: 'user', content: 'Hi' }] })
    expect(chat.usage?.completion_tokens).toBe(5)
  })
})

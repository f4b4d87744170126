import OpenAI from 'openai'
import { parseEther } from 'viem'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { testModel } from './startTestModel.ts'
import { startWays, type TestWays } from './startWays.ts'

type Chat = OpenAI.Chat.ChatCompletionCreateParams

const weather = {
  type: 'function',
  function: { name: 'weather', description: 'The weather of a city', parameters: { type: 'object', properties: { city: { type: 'string' } } } },
} as const
const tools = [weather]
const [inputPrice, outputPrice] = [200_000_000_000n, 600_000_000_000n]

let ways: TestWays
beforeAll(async () => {
  ways = await startWays()
})
afterAll(async () => await ways.stop())

const said = (content: string) => ({ model: testModel, messages: [{ role: 'user' as const, content }] })
const lastAsked = () => JSON.parse(ways.model.asked.at(-1) ?? '') as Chat
/** Reads a stream as a program does: it joins the pieces of each call. `onPiece` gets the number of calls and characters so far. */
async function assembled(openai: OpenAI, body: Chat, onPiece: (characters: number) => void = () => {}) {
  const calls: { id: string; name: string; text: string }[] = []
  let finish: string | null = null
  for await (const { choices } of await openai.chat.completions.create({ ...body, stream: true })) {
    for (const { index, id, function: piece } of choices[0]?.delta.tool_calls ?? []) {
      const call = calls[index] ?? { id: id ?? '', name: '', text: '' }
      calls[index] = { ...call, name: call.name + (piece?.name ?? ''), text: call.text + (piece?.arguments ?? '') }
    }
    finish = choices[0]?.finish_reason ?? finish
    onPiece(calls.reduce((sum, { text }) => sum + text.length, 0))
  }
  return { calls, finish }
}

describe.each(['proxy', 'router'] as const)('tools by the stock client of OpenAI through a %s', (way) => {
  const openai = () => ways.clients[way]

  it('gets a call of a tool, and an answer to its result', async () => {
    const first = await openai().chat.completions.create({ ...said('call 1'), tools })
    expect(first.choices[0]?.finish_reason).toBe('tool_calls')
    const call = first.choices[0]?.message
    expect(call?.tool_calls).toEqual([{ id: 'call_0', type: 'function', function: { name: 'weather', arguments: '{"city":"Ghent"}' } }])
    if (call === undefined) throw new Error('the answer has a message')
    const messages: Chat['messages'] = [...said('call 1').messages, call, { role: 'tool', tool_call_id: 'call_0', content: '21 degrees' }]
    const second = await openai().chat.completions.create({ model: testModel, messages, tools })
    expect(second.choices[0]?.message.content).toBe('the tool answered: 21 degrees')
    expect(lastAsked().messages).toEqual(messages)
    expect(ways.fault()).toBeNull()
  })

  it('passes every field on as the program wrote it', async () => {
    const format = { type: 'json_schema', json_schema: { name: 'place', strict: true, schema: weather.function.parameters } } as const
    const choice = { type: 'function', function: { name: 'weather' } } as const
    const body = { ...said('Hi'), tools, tool_choice: choice, parallel_tool_calls: false, response_format: format }
    const { choices } = await openai().chat.completions.create(body)
    expect(JSON.parse(choices[0]?.message.content ?? '')).toEqual({ city: 'Ghent' })
    expect(lastAsked()).toEqual(body)
  })

  it('assembles the arguments of parallel calls from a stream', async () => {
    const { calls, finish } = await assembled(openai(), { ...said('call 3'), tools })
    expect(calls).toEqual([0, 1, 2].map((at) => ({ id: `call_${at}`, name: 'weather', text: '{"city":"Ghent"}' })))
    expect(finish).toBe('tool_calls')
    const one = await assembled(openai(), { ...said('call 3'), tools, parallel_tool_calls: false })
    expect(one.calls.length).toBe(1)
  })

  it('pays for the definitions of tools and for their arguments', async () => {
    const { usage } = await openai().chat.completions.create({ ...said('call 2'), tools })
    const read = BigInt(Math.ceil(('call 2'.length + JSON.stringify(tools).length) / 4))
    expect([usage?.prompt_tokens, usage?.completion_tokens]).toEqual([Number(read), 8])
    const before = ways.owed()
    await assembled(openai(), { ...said('call 2'), tools })
    await expect.poll(ways.owed).toBe(before + read * inputPrice + 8n * outputPrice)
  })

  it('gets the error of the model server, which costs nothing', async () => {
    const before = ways.owed()
    await expect(openai().chat.completions.create({ ...said('error 422'), tools })).rejects.toThrow('error 422 of the test server')
    expect([ways.owed(), ways.fault()]).toEqual([before, null])
  })

  it('repeats a request that failed', async () => {
    const asked = ways.model.asked.length
    await expect(openai().chat.completions.create({ ...said('error 500'), tools }, { maxRetries: 1 })).rejects.toThrow(/50[023]/)
    expect(ways.model.asked.length).toBe(asked + 2)
    expect(ways.fault()).toBeNull()
  })

  it('stops a model that sends arguments without an end, when the program aborts', async () => {
    const gone = ways.model.gone()
    const abort = new AbortController()
    const read = async () => {
      const stream = await openai().chat.completions.create({ ...said('endless'), tools, stream: true }, { signal: abort.signal })
      let characters = 0
      for await (const { choices } of stream) {
        characters += choices[0]?.delta.tool_calls?.[0]?.function?.arguments?.length ?? 0
        if (characters > 20_000) abort.abort()
      }
      return characters
    }
    expect(await read().catch(() => 20_000)).toBeLessThan(100_000)
    await expect.poll(() => ways.model.gone()).toBe(gone + 1)
    expect(ways.fault()).toBeNull()
  })

  it('ends arguments at the limit of tokens, although the model does not', async () => {
    const { finish, calls } = await assembled(openai(), { ...said('endless'), tools, max_completion_tokens: 2_000 })
    expect(finish).toBe('length')
    // The client signs nothing above its limit. The service may still use the rest of the ceiling that earlier requests left.
    expect(calls[0]?.text.length).toBeLessThan(200_000)
    expect(ways.fault()).toBeNull()
  })
})

describe('large tools', () => {
  const large = { type: 'function', function: { name: 'large', description: 'x'.repeat(1_048_576) } } as const

  it('are read and paid, in a definition of 1 MiB', async () => {
    const before = ways.proxy.figures().owed
    const { choices } = await ways.clients.proxy.chat.completions.create({ ...said('call 1'), tools: [large] })
    expect(choices[0]?.message.tool_calls?.length).toBe(1)
    expect(lastAsked().tools).toEqual([large])
    expect(ways.proxy.figures().owed - before).toBeGreaterThan(262_144n * inputPrice)
  })

  it('get arguments of 1 MiB, in a stream and at once', async () => {
    const openai = ways.clients.proxy
    const body = { ...said('arguments 1048576'), tools: [large] }
    let most = 0
    const { calls } = await assembled(openai, body, (characters) => (most = Math.max(most, characters)))
    expect([calls.length, calls[0]?.text.length, most]).toEqual([1, 1_048_576, 1_048_576])
    const whole = await openai.chat.completions.create(body)
    const [call] = whole.choices[0]?.message.tool_calls ?? []
    expect(call?.type === 'function' ? call.function.arguments.length : 0).toBe(1_048_576)
    expect(ways.fault()).toBeNull()
  })

  it('cannot take more than the deposit: the stream ends with a sentence', async () => {
    const client = await ways.seller.newClient(parseEther('0.02'))
    const poor = await ways.seller.startProxy(client)
    const openai = new OpenAI({ baseURL: `http://127.0.0.1:${poor.port}/v1`, apiKey: client.keys.apiKey, maxRetries: 0 })
    const gone = ways.model.gone()
    await expect(assembled(openai, { ...said('endless'), tools })).rejects.toThrow('deposit of the channel')
    await expect.poll(() => ways.model.gone()).toBe(gone + 1)
    await expect.poll(() => poor.reconcile().then(() => poor.figures().owed)).toBeGreaterThan(0n)
    const { owed, deposited } = poor.figures()
    expect([owed <= deposited, poor.fault()]).toEqual([true, null])
    await poor.stop()
  })
})

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import OpenAI from 'openai'
import { parseEther } from 'viem'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ProxyKeys, readProxyKeys } from '../src/proxy/clientStore.ts'
import type { RunningProxy } from '../src/proxy/startProxy.ts'
import { allowRouter, fundByKey } from '../src/router/routerActs.ts'
import { type RunningRouter, startRouter } from '../src/router/startRouter.ts'
import { type RunningServe, startServe } from '../src/serve/startServe.ts'
import { startSeller, type TestSeller } from './startSeller.ts'
import { startTestModel, testModel, type TestModel } from './startTestModel.ts'

type Chat = OpenAI.Chat.ChatCompletionCreateParams

const weather = {
  type: 'function',
  function: { name: 'weather', description: 'The weather of a city', parameters: { type: 'object', properties: { city: { type: 'string' } } } },
} as const
const tools = [weather]
const [inputPrice, outputPrice] = [200_000_000_000n, 600_000_000_000n]
const deposit = parseEther('1')

let seller: TestSeller
let model: TestModel
let serve: RunningServe
let proxy: RunningProxy
let router: RunningRouter
let routerKeys: ProxyKeys
const folder = mkdtempSync(join(tmpdir(), 'infinitio-tools-'))
const clients: Partial<Record<'proxy' | 'router', OpenAI>> = {}

beforeAll(async () => {
  ;[model, seller] = await Promise.all([startTestModel(), startSeller()])
  serve = await startServe({ ...seller.serveSettings(), upstream: model.url })
  const listen = { host: '127.0.0.1', port: serve.port }
  await seller.setTerms({ url: `http://127.0.0.1:${serve.port}/v1` })
  await serve.stop()
  serve = await startServe(seller.serveSettings({ upstream: model.url, listen, limits: { raiseWithinMs: 500 } }))
  const client = await seller.newClient(parseEther('3'))
  proxy = await seller.startProxy(client)
  clients.proxy = new OpenAI({ baseURL: `http://127.0.0.1:${proxy.port}/v1`, apiKey: client.keys.apiKey, maxRetries: 0 })
  const { ledger, payer } = seller
  routerKeys = readProxyKeys(folder)
  const allowance = { total: parseEther('5'), dayCap: parseEther('5'), channel: deposit * 2n, untilSeconds: 4_000_000_000 }
  await allowRouter(ledger, { payerKey: payer.privateKey, payer: payer.address, key: routerKeys.key, allowance, gasCoins: parseEther('1') })
  const fund = fundByKey(ledger, { payer: payer.address, key: routerKeys.key, channelKey: routerKeys.channelKey })
  const settings = { ledger, payer: payer.address, keys: routerKeys, folder, listen: { host: '127.0.0.1', port: 0 }, deposit, fund }
  router = await startRouter({ ...settings, lookEveryMs: 100 })
  const { text } = router.books.addKey({ label: 'test', budgetPerDay: null, nowMs: Date.now() })
  clients.router = new OpenAI({ baseURL: `http://127.0.0.1:${router.port}/v1`, apiKey: text, maxRetries: 0 })
})
afterAll(async () => {
  await router.stop()
  await proxy.stop()
  await serve.stop()
  await Promise.all([model.stop(), seller.stop()])
  rmSync(folder, { recursive: true })
})

const said = (content: string) => ({ model: testModel, messages: [{ role: 'user' as const, content }] })
const lastAsked = () => JSON.parse(model.asked.at(-1) ?? '') as Chat
const fault = () => proxy.fault() ?? router.figures()[0]?.fault ?? null

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
  const openai = () => {
    const client = clients[way]
    if (client === undefined) throw new Error('the client of each way was made')
    return client
  }

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
    expect(fault()).toBeNull()
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
    const owed = () => (way === 'proxy' ? proxy.figures().owed : (router.figures()[0]?.owed ?? 0n))
    const before = owed()
    await assembled(openai(), { ...said('call 2'), tools })
    await expect.poll(owed).toBe(before + read * inputPrice + 8n * outputPrice)
  })

  it('gets the error of the model server, which costs nothing', async () => {
    const owed = () => proxy.figures().owed + (router.figures()[0]?.owed ?? 0n)
    const before = owed()
    await expect(openai().chat.completions.create({ ...said('error 422'), tools })).rejects.toThrow('error 422 of the test server')
    expect([owed(), fault()]).toEqual([before, null])
  })

  it('repeats a request that failed', async () => {
    const asked = model.asked.length
    await expect(openai().chat.completions.create({ ...said('error 500'), tools }, { maxRetries: 1 })).rejects.toThrow(/50[023]/)
    expect(model.asked.length).toBe(asked + 2)
    expect(fault()).toBeNull()
  })

  it('stops a model that sends arguments without an end, when the program aborts', async () => {
    const gone = model.gone()
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
    await expect.poll(() => model.gone()).toBe(gone + 1)
    expect(fault()).toBeNull()
  })

  it('ends arguments at the limit of tokens, although the model does not', async () => {
    const { finish, calls } = await assembled(openai(), { ...said('endless'), tools, max_completion_tokens: 2_000 })
    expect(finish).toBe('length')
    // Two bytes count as one token while an answer runs.
    expect(calls[0]?.text.length).toBeLessThanOrEqual(2 * 2_000)
    expect(fault()).toBeNull()
  })
})

describe('large tools', () => {
  const large = { type: 'function', function: { name: 'large', description: 'x'.repeat(1_048_576) } } as const

  it('are read and paid, in a definition of 1 MiB', async () => {
    const before = proxy.figures().owed
    const answer = await clients.proxy?.chat.completions.create({ ...said('call 1'), tools: [large] })
    expect(answer?.choices[0]?.message.tool_calls?.length).toBe(1)
    expect(lastAsked().tools).toEqual([large])
    expect(proxy.figures().owed - before).toBeGreaterThan(262_144n * inputPrice)
  })

  it('get arguments of 1 MiB, in a stream and at once', async () => {
    const openai = clients.proxy
    if (openai === undefined) throw new Error('the client of the proxy was made')
    const body = { ...said('arguments 1048576'), tools: [large] }
    let most = 0
    const { calls } = await assembled(openai, body, (characters) => (most = Math.max(most, characters)))
    expect([calls.length, calls[0]?.text.length, most]).toEqual([1, 1_048_576, 1_048_576])
    const whole = await openai.chat.completions.create(body)
    const [call] = whole.choices[0]?.message.tool_calls ?? []
    expect(call?.type === 'function' ? call.function.arguments.length : 0).toBe(1_048_576)
    expect(proxy.fault()).toBeNull()
  })

  it('cannot take more than the deposit: the stream ends with a sentence', async () => {
    const client = await seller.newClient(parseEther('0.02'))
    const poor = await seller.startProxy(client)
    const openai = new OpenAI({ baseURL: `http://127.0.0.1:${poor.port}/v1`, apiKey: client.keys.apiKey, maxRetries: 0 })
    const gone = model.gone()
    await expect(assembled(openai, { ...said('endless'), tools })).rejects.toThrow('deposit of the channel')
    await expect.poll(() => model.gone()).toBe(gone + 1)
    await expect.poll(() => poor.reconcile().then(() => poor.figures().owed)).toBeGreaterThan(0n)
    const { owed, deposited } = poor.figures()
    expect([owed <= deposited, poor.fault()]).toEqual([true, null])
    await poor.stop()
  })
})

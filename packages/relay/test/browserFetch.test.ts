import { sendCalls } from '@infinitio/chain/sender'
import { assetUnits } from '@infinitio/domain'
import { InfinitioError } from '@infinitio/sdk'
import { openPaidServices, type PaidOptions, type PaidServices, type PrepayPlan } from '@infinitio/sdk/services'
import { type CheckStanding, readReceipt } from '@infinitio/services'
import OpenAI from 'openai'
import { parseEther } from 'viem'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newServiceFacts, registerService } from '../src/ledger/accountActs.ts'
import { type RunningServe, startServe } from '../src/serve/startServe.ts'
import { type PassedAnswer, startMiddleman } from './startMiddleman.ts'
import { startSeller, type TestSeller } from './startSeller.ts'
import { startTestModel, testModel, type TestModel } from './startTestModel.ts'

/** A browser storage for these tests. Its `entries` are what another program of the same user could read. */
class TabStorage {
  readonly entries: Map<string, string>
  constructor(entries: Iterable<readonly [string, string]> = []) {
    this.entries = new Map(entries)
  }
  getItem(name: string): string | null {
    return this.entries.get(name) ?? null
  }
  setItem(name: string, value: string): void {
    this.entries.set(name, value)
  }
}

const amount = parseEther('2')

describe('the fetch of paid services, as a browser uses it', () => {
  let model: TestModel
  let seller: TestSeller
  let serve: RunningServe
  let middleman: Awaited<ReturnType<typeof startMiddleman>>
  let change: (answer: PassedAnswer, path: string) => PassedAnswer = (answer) => answer
  let services: PaidServices
  let openai: OpenAI
  const storage = new TabStorage()
  const listed: { service: string; standing: CheckStanding }[] = []

  beforeAll(async () => {
    ;[model, seller] = await Promise.all([startTestModel(), startSeller()])
    serve = await startServe({ ...seller.serveSettings(), upstream: model.url })
    const { port } = serve
    await seller.setTerms({ url: `http://127.0.0.1:${port}/v1` })
    await serve.stop()
    serve = await startServe(seller.serveSettings({ upstream: model.url, listen: { host: '127.0.0.1', port } }))
    middleman = await startMiddleman(
      () => port,
      (answer, path) => change(answer, path),
    )
    listed.push({ service: seller.service, standing: 'unchecked' })
    services = await open()
    openai = new OpenAI({ baseURL: 'https://models.example/v1', apiKey: 'unused', fetch: services.fetch })
  })
  afterAll(async () => {
    services.close()
    await serve.stop()
    await Promise.all([middleman.stop(), model.stop(), seller.stop()])
  })

  async function open(options: Partial<PaidOptions> = {}): Promise<PaidServices> {
    const { directory, market, pToken } = seller.chain.addresses
    const addresses = { directory: directory as never, market: market as never, pToken: pToken as never }
    const place = { rpcUrl: seller.chain.rpcUrl, chainId: seller.chain.chainId, ...addresses, services: async () => listed }
    return await openPaidServices(place, { payer: seller.payer.address, storage, deposit: parseEther('0.2'), ...options })
  }

  async function sign({ steps }: PrepayPlan, privateKey = seller.payer.privateKey): Promise<void> {
    const calls = steps.map(({ kind, ...call }) => ({ ...call, what: kind }))
    await sendCalls(seller.ledger.client, { privateKey, calls, timeoutMs: 60_000 })
  }

  const ask = (content: string, more: object = {}) => ({ model: testModel, messages: [{ role: 'user' as const, content }], ...more })
  const owed = () => services.figures().find(({ service }) => service === seller.service)?.owed ?? 0n

  it('refuses to sign before the wallet allowed the key, and the request costs nothing', async () => {
    await expect(openai.chat.completions.create(ask('Hi'), { maxRetries: 0 })).rejects.toThrow('402')
    expect(services.figures()).toEqual([])
  })

  it('plans all that the wallet signs, and nothing a second time', async () => {
    const plan = await services.plan(amount)
    expect(plan).toMatchObject({ deposit: amount, fromMarket: 0n, dayCap: parseEther('2') })
    expect(plan.steps.map(({ kind }) => kind)).toEqual(['approve', 'deposit', 'allow', 'coins'])
    await sign(plan)
    expect((await services.plan(amount)).steps).toEqual([])
    expect(await services.pot()).toBe(amount)
    await expect(services.plan(parseEther('1000000'))).rejects.toThrow('account.insufficient_balance')
  })

  it('answers the stock client of OpenAI, and gives the checked receipt of each answer', async () => {
    expect((await openai.models.list()).data.map(({ id }) => id)).toEqual([testModel])
    const { data, response } = await openai.chat.completions.create(ask('Hi')).withResponse()
    expect(data.choices[0]?.message.content).toBe('word0 word1 word2 word3 word4 ')
    expect(response.headers.get('x-should-retry')).toBe('false')
    expect(response.headers.get('infinitio-service')).toBe(seller.service)
    const cost = 1n * 200_000_000_000n + 5n * 600_000_000_000n
    expect(readReceipt(response.headers.get('infinitio-receipt') ?? '')?.receipt).toMatchObject({ cost, units: { input: 1, output: 5 } })
    expect(services.figures()).toMatchObject([{ service: seller.service, owed: cost, deposited: parseEther('0.2'), fault: null }])
  })

  it('passes a stream on while it comes, and checks its receipt at the end', async () => {
    const before = owed()
    const body = JSON.stringify(ask('words 40', { stream: true }))
    const response = await services.fetch('https://models.example/v1/chat/completions', { method: 'POST', body })
    expect(response.headers.get('x-should-retry')).toBe('false')
    expect(await response.text()).toContain('word39 ')
    const paid = await services.receiptOf(response)
    expect(paid?.receipt.cost).toBe(2n * 200_000_000_000n + 40n * 600_000_000_000n)
    expect(owed() - before).toBe(paid?.receipt.cost)
  })

  it('raises the ceiling while a long answer runs', async () => {
    let text = ''
    for await (const { choices } of await openai.chat.completions.create({ ...ask('words 2000'), stream: true }))
      text += choices[0]?.delta.content ?? ''
    expect(text.split(' ').length).toBe(2_001)
    expect(services.figures()).toMatchObject([{ fault: null }])
  })

  it('calls tools, and asks by the Responses API', async () => {
    const tools = [{ type: 'function' as const, function: { name: 'weather', parameters: {} } }]
    const pieces: string[] = []
    for await (const { choices } of await openai.chat.completions.create({ ...ask('call 1'), tools, stream: true }))
      pieces.push(choices[0]?.delta.tool_calls?.[0]?.function?.arguments ?? '')
    expect(pieces.join('')).toBe('{"city":"Ghent"}')
    expect((await openai.responses.create({ model: testModel, input: 'words 3' })).output_text).toBe('word0 word1 word2 ')
    const events = []
    for await (const { type } of await openai.responses.create({ model: testModel, input: 'words 3', stream: true })) events.push(type)
    expect(events.at(-1)).toBe('response.completed')
    await expect(openai.responses.create({ model: testModel, input: 'Hi', store: true })).rejects.toThrow('stores no prompt')
    expect(services.figures()).toMatchObject([{ fault: null }])
  })

  it('pays only for what came when the reader stops', async () => {
    const [before, gone] = [owed(), model.gone()]
    const stream = await openai.chat.completions.create({ ...ask('hold'), stream: true })
    for await (const chunk of stream) if (chunk.choices[0]?.delta.content === 'word1 ') break
    await expect.poll(() => model.gone()).toBe(gone + 1)
    await expect.poll(owed).toBeGreaterThan(before)
    expect(services.figures()).toMatchObject([{ fault: null }])
    model.release()
  })

  it('repeats no request for which something may be owed, and repeats one that costs nothing', async () => {
    const [before, asked] = [owed(), model.asked.length]
    await expect(openai.chat.completions.create(ask('error 500'), { maxRetries: 1 })).rejects.toThrow('500')
    expect([owed(), model.asked.length]).toEqual([before, asked + 2])
  })

  it('follows provider.only, and refuses a wish that it would not follow', async () => {
    await expect(openai.chat.completions.create(ask('Hi', { provider: { only: [`0x${'9'.repeat(40)}`] } }), { maxRetries: 0 })).rejects.toThrow('503')
    await expect(openai.chat.completions.create(ask('Hi', { provider: { sort: 'price' } }))).rejects.toThrow('400')
    await expect(openai.chat.completions.create({ ...ask('Hi'), model: 'dear' })).rejects.toThrow('404')
    expect(JSON.parse(model.asked.at(-1) ?? '')).not.toHaveProperty('provider')
  })

  it('lets one program at a time use a key, and the next one after it is closed', async () => {
    await expect(open()).rejects.toThrow(InfinitioError)
    const other = new TabStorage()
    await expect(open({ storage: other, payer: seller.payee.address }).then((opened) => opened.close())).resolves.toBeUndefined()
  })

  it('continues after its state was lost, and believes the service no further than its own last signature', async () => {
    const [before, { ceiling = 0n } = {}] = [owed(), services.figures()[0]]
    services.close()
    const keyOnly = new TabStorage([...storage.entries].filter(([name]) => name.endsWith('.key')))
    services = await open({ storage: keyOnly })
    openai = new OpenAI({ baseURL: 'https://models.example/v1', apiKey: 'unused', fetch: services.fetch })
    expect((await openai.chat.completions.create(ask('Hi'))).usage?.completion_tokens).toBe(5)
    expect(owed()).toBe(before + 200_000_000_000n + 5n * 600_000_000_000n)
    expect(services.figures()[0]?.ceiling).toBeGreaterThanOrEqual(ceiling)
  })

  it('asks the next service when the cheapest one is away, and locks no money in a channel to it', async () => {
    const [dead, liar] = [await sell('http://127.0.0.1:1/v1', '2'), await sell(`http://127.0.0.1:${middleman.port}/v1`, '3')]
    listed.push({ service: dead, standing: 'fine' })
    await services.look()
    expect((await openai.chat.completions.create(ask('Hi'))).usage?.completion_tokens).toBe(5)
    expect(services.figures().map(({ service }) => service)).toEqual([seller.service])
    listed.splice(0, listed.length, { service: seller.service, standing: 'unchecked' }, { service: liar, standing: 'unchecked' })
  })

  it('asks a service that validators leave out only if the request names it', async () => {
    const before = listed.splice(0, listed.length, { service: seller.service, standing: 'left_out' })
    await services.look()
    await expect(openai.chat.completions.create(ask('Hi'), { maxRetries: 0 })).rejects.toThrow('503')
    const { response } = await openai.chat.completions.create(ask('Hi', { provider: { only: [seller.service] } })).withResponse()
    expect(response.headers.get('infinitio-service')).toBe(seller.service)
    listed.splice(0, listed.length, ...before)
    await services.look()
  })

  it('pays no higher price than the payer accepted until it accepts the new one, also after the page was loaded again', async () => {
    const send = async () => {
      const body = JSON.stringify(ask('Hi', { provider: { only: [seller.service] } }))
      const response = await services.fetch('https://models.example/v1/chat/completions', { method: 'POST', body })
      return { status: response.status, text: await response.text() }
    }
    const { outputPrice } = seller.terms()
    const dearer = assetUnits(2n * outputPrice)
    const publish = async (price: typeof outputPrice) => {
      await seller.setTerms({ outputPrice: price })
      await restartServe()
      await services.look()
    }
    expect((await send()).status).toBe(200)
    expect(services.changed()).toEqual([])
    await publish(dearer)
    const before = owed()
    expect((await send()).text).toContain('serving.terms_changed')
    services.close()
    services = await open()
    expect((await send()).text).toContain('serving.terms_changed')
    const [changed] = services.changed()
    expect(changed).toMatchObject({ service: seller.service, accepted: { outputPrice }, terms: { outputPrice: dearer } })
    if (changed !== undefined) services.accept(changed)
    expect(services.changed()).toEqual([])
    expect((await send()).status).toBe(200)
    expect(owed() - before).toBe(200_000_000_000n + 5n * 1_200_000_000_000n)
    // Lower prices, and the accepted one again, need no question.
    for (const price of [outputPrice, dearer, outputPrice]) {
      await publish(price)
      expect((await send()).status).toBe(200)
    }
  })

  it('stops paying a service whose stream was changed on the way, and says so in the stream', async () => {
    const asked = { stream: true, provider: { only: [seller.service] } }
    await seller.setTerms({ url: `http://127.0.0.1:${middleman.port}/v1` })
    services.close()
    services = await open({ storage: new TabStorage([...storage.entries].filter(([name]) => name.endsWith('.key'))) })
    change = (answer) => ({ ...answer, body: answer.body.replace('word1 ', 'wordX ') })
    const send = () => services.fetch('https://models.example/v1/chat/completions', { method: 'POST', body: JSON.stringify(ask('Hi', asked)) })
    // The running service still has its earlier terms and would refuse requests under the new ones, so it is started again.
    await restartServe()
    const response = await send()
    expect(await response.text()).toContain('serving.receipt_wrong')
    expect(await services.receiptOf(response)).toBeNull()
    expect(services.figures()).toMatchObject([{ fault: 'response' }])
    change = (answer) => answer
    const next = await send()
    expect([next.status, next.headers.get('x-should-retry')]).toEqual([502, 'false'])
    expect(await next.text()).toContain('serving.stopped')
  })

  async function restartServe(): Promise<void> {
    const { port } = serve
    await serve.stop()
    serve = await startServe(seller.serveSettings({ upstream: model.url, listen: { host: '127.0.0.1', port } }))
  }

  /** Registers another service for the same payee, cheaper than the first. */
  async function sell(url: string, salt: string): Promise<string> {
    const { payee, operator, ledger } = seller
    const facts = newServiceFacts({ payee: payee.address, lockSeconds: 86_400, salt: `0x${salt.repeat(64)}` })
    const terms = { ...seller.terms(), url, outputPrice: assetUnits(parseEther('0.1')) }
    return await registerService(ledger, { payeeKey: payee.privateKey, facts, operator: operator.address, terms, gasCoins: 0n })
  }
})

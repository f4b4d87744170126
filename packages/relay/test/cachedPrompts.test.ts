import { assetUnits } from '@infinitio/domain'
import { costOf, readReceipt, type ServiceTerms } from '@infinitio/services'
import { parseEther } from 'viem'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import type { RunningProxy } from '../src/proxy/startProxy.ts'
import { type RunningServe, startServe } from '../src/serve/startServe.ts'
import { startSeller, type TestSeller } from './startSeller.ts'
import { startTestModel, testModel, type TestModel } from './startTestModel.ts'

type Messages = readonly { readonly role: string; readonly content: string }[]

describe('a service with a rule about cached beginnings of prompts', () => {
  let model: TestModel
  let seller: TestSeller
  let serve: RunningServe
  let terms: ServiceTerms
  const proxies: RunningProxy[] = []

  beforeAll(async () => {
    ;[model, seller] = await Promise.all([startTestModel(), startSeller()])
    serve = await startServe(seller.serveSettings({ upstream: model.url }))
    const { port } = serve
    const cachedPrefix = { leastTokens: 1_000, withinSeconds: 300 }
    terms = await seller.setTerms({ url: `http://127.0.0.1:${port}/v1`, cachedPrice: assetUnits(parseEther('0.02')), cachedPrefix })
    await restart()
  })
  afterEach(() => void vi.useRealTimers())
  afterAll(async () => {
    for (const proxy of proxies) await proxy.stop()
    await serve.stop()
    await Promise.all([model.stop(), seller.stop()])
  })

  async function restart(): Promise<void> {
    const { port } = serve
    await serve.stop()
    serve = await startServe(seller.serveSettings({ upstream: model.url, terms, listen: { host: '127.0.0.1', port } }))
  }

  /** Opens a channel. The returned function sends a prompt, and returns its status and what the receipt states. */
  async function open() {
    const client = await seller.newClient()
    const proxy = await seller.startProxy(client)
    proxies.push(proxy)
    return async (messages: Messages) => {
      const headers = { 'content-type': 'application/json', authorization: `Bearer ${client.keys.apiKey}` }
      const body = JSON.stringify({ model: testModel, messages })
      const answer = await fetch(`http://127.0.0.1:${proxy.port}/v1/chat/completions`, { method: 'POST', headers, body })
      await answer.text()
      expect(proxy.fault()).toBeNull()
      const { units, cost } = readReceipt(answer.headers.get('infinitio-receipt') ?? '')?.receipt ?? expect.unreachable()
      return { status: answer.status, units, cost }
    }
  }

  // The test model counts the tokens of the last message only: four characters for a token.
  const long = [{ role: 'user', content: `Hi ${'x'.repeat(7_997)}` }]
  const short = [{ role: 'user', content: `Hi ${'y'.repeat(3_900)}` }]

  it('charges the price of cached input for a prompt that the channel paid before, and the receipt states it', async () => {
    const ask = await open()
    const first = await ask(long)
    expect(first.units).toMatchObject({ input: 2_000, cached: 0 })
    const again = await ask(long)
    expect(again.units).toMatchObject({ input: 2_000, cached: 2_000 })
    expect(again.cost).toBe(costOf(terms, again.units))
    expect(first.cost - again.cost).toBe((2_000n * (terms.inputPrice - terms.cachedPrice)) / 1_000_000n)
    const longer = await ask([...long, { role: 'assistant', content: 'word0' }, { role: 'user', content: `Hi ${'z'.repeat(11_997)}` }])
    expect(longer.units).toMatchObject({ input: 3_000, cached: 2_000 })
  })

  it('charges the full price in another channel, below the least tokens, after the time of the rule and after a restart', async () => {
    const [ask, other] = [await open(), await open()]
    await ask(long)
    expect((await other(long)).units.cached).toBe(0)
    for (const _ of [1, 2]) expect((await ask(short)).units).toMatchObject({ input: 976, cached: 0 })
    vi.useFakeTimers({ toFake: ['Date'] })
    vi.setSystemTime(Date.now() + 290_000)
    expect((await ask(long)).units.cached).toBe(2_000)
    vi.setSystemTime(Date.now() + 300_001)
    expect((await ask(long)).units.cached).toBe(0)
    vi.useRealTimers()
    await restart()
    expect((await ask(long)).units.cached).toBe(0)
    expect((await ask(long)).units.cached).toBe(2_000)
  })

  it('an attack: a request that costs nothing makes no prompt cached', async () => {
    const ask = await open()
    expect(await ask([...long, { role: 'user', content: 'error 400' }])).toMatchObject({ status: 400, cost: 0n })
    expect((await ask([...long, { role: 'user', content: 'error 400' }, ...long])).units).toMatchObject({ input: 2_000, cached: 0 })
  })

  it('an attack: many bytes that are few tokens do not make other tokens cached', async () => {
    const ask = await open()
    // The test model counts no token for all messages before the last one.
    const blank = { role: 'system', content: ' '.repeat(40_000) }
    await ask([blank, ...long])
    expect((await ask([blank, { role: 'user', content: `Hi ${'z'.repeat(7_997)}` }])).units).toMatchObject({ input: 2_000, cached: 0 })
  })
})

import { assetUnits, type AssetUnits, zeroHex32 } from '@infinitio/domain'
import { askRelease } from '@infinitio/sdk/services'
import { costOf, messageOfVoucher, readReceipt, requestHash, termsHash, termsInG, type TokenUnits, writeVoucher } from '@infinitio/services'
import { createPublicClient, custom, type EIP1193RequestFn, type PublicClient } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { RunningProxy } from '../src/proxy/startProxy.ts'
import { openGRates } from '../src/ledger/gRates.ts'
import { type RunningServe, type ServeNews, startServe, type ServeSettings } from '../src/serve/startServe.ts'
import { openSignatures } from '../src/signatures/openSignatures.ts'
import { startSeller, type TestSeller } from './startSeller.ts'
import { startTestModel, testModel, type TestModel } from './startTestModel.ts'

const coin = 10n ** 18n
const [first, second] = [assetUnits(11n * 10n ** 17n), assetUnits(10n ** 18n)]
const listen = { host: '127.0.0.1', port: 0 }

describe('a service that also accepts G', () => {
  let model: TestModel
  let seller: TestSeller
  let serve: RunningServe
  let port: number
  let inG: Awaited<ReturnType<TestSeller['newClient']>>
  let proxy: RunningProxy

  beforeAll(async () => {
    ;[model, seller] = await Promise.all([startTestModel(), startSeller()])
    await Promise.all([seller.setRate(first), seller.giveG(100n * coin)])
    serve = await startServe({ ...seller.serveSettings(), upstream: model.url })
    port = serve.port
    await seller.setTerms({ url: `http://127.0.0.1:${port}/v1`, acceptsG: true })
    await restart()
    inG = await seller.newClient(coin, { asset: 'G' })
    proxy = await seller.startProxy(inG, { asset: 'G' })
  })
  afterAll(async () => {
    await proxy.stop()
    await serve.stop()
    await Promise.all([model.stop(), seller.stop()])
  })

  async function restart(changes: Partial<ServeSettings> = {}) {
    await serve.stop()
    serve = await startServe(seller.serveSettings({ upstream: model.url, listen: { ...listen, port }, ...changes }))
  }

  const ask = (of: RunningProxy, apiKey: string, content: string, stream = false) =>
    fetch(`http://127.0.0.1:${of.port}/v1/chat/completions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${apiKey}` },
      body: JSON.stringify({ model: testModel, stream, messages: [{ role: 'user', content }] }),
    })
  const askInG = (content: string, stream = false) => ask(proxy, inG.keys.apiKey, content, stream)
  const receiptIn = (answer: Response, text: string) =>
    readReceipt(answer.headers.get('infinitio-receipt') ?? /: infinitio-receipt (\S+)/.exec(text)?.[1] ?? '')?.receipt ?? expect.unreachable()

  async function paid(content: string) {
    const answer = await askInG(content)
    const text = await answer.text()
    expect([answer.status, text]).toEqual([200, expect.stringContaining('word0')])
    return receiptIn(answer, text)
  }
  const costAt = (rate: AssetUnits, units: TokenUnits) => costOf(termsInG(seller.terms(), rate), units)

  it('charges G by the rate of the chain, and states the rate in each receipt', async () => {
    const { units, cost, rate } = await paid('words 30')
    expect([rate, cost, proxy.figures().owed]).toEqual([first, costAt(first, units), cost])
    expect(cost).toBe((costOf(seller.terms(), units) * 11n) / 10n)
    expect(proxy.fault()).toBeNull()
  })

  it('keeps the rate of a request until its end, although the oracle moves', async () => {
    const answer = await askInG('hold', true)
    await seller.setRate(second)
    await expect.poll(async () => (await paid('Hi')).rate).toBe(second)
    const next = await paid('Hi')
    expect([next.rate, next.cost]).toEqual([second, costAt(second, next.units)])
    model.release()
    const held = receiptIn(answer, await answer.text())
    expect([held.rate, held.cost]).toEqual([first, costAt(first, held.units)])
    expect(proxy.fault()).toBeNull()
  })

  it('continues after a restart, also from a shortened log', async () => {
    const before = proxy.figures().owed
    await restart({ mostLogBytes: 1 })
    await paid('Hi')
    await restart()
    const { spent } = await paid('Hi')
    expect(spent).toBeGreaterThan(before)
    expect([proxy.figures().owed, proxy.fault()]).toEqual([spent, null])
  })

  it('settles channels of both assets, and each payee gets the asset that was paid', async () => {
    const client = await seller.newClient()
    const inPt = await seller.startProxy(client)
    await (await ask(inPt, client.keys.apiKey, 'words 50')).text()
    const [g, pt] = [proxy.figures().owed, inPt.figures().owed]
    expect(await serve.settle()).toEqual({ rows: 2, amount: pt, amountInG: g })
    const fee = (units: bigint) => (units * 25n + 9_999n) / 10_000n
    expect(await seller.potOf(seller.payee.address, 'G')).toEqual({ free: g - fee(g), fees: fee(g) })
    expect(await seller.potOf(seller.payee.address)).toEqual({ free: pt - fee(pt), fees: fee(pt) })
    await inPt.stop()
  })

  it('reports what it is owed for each asset', async () => {
    const { cost } = await paid('Hi')
    await restart()
    const report = (await (await fetch(`http://127.0.0.1:${port}/v1/owed`)).json()) as object
    expect(report).toMatchObject({ channels: 1, owed: '0', owedInG: `${cost}`, claimableInG: `${cost}` })
  })

  it('accepts no rate but that of the chain and the last one, and asks the model nothing', async () => {
    const asked = model.asked.length
    expect((await send(inG.keys, assetUnits(second + 1n))).code).toBe('serving.terms_changed')
    expect(model.asked.length).toBe(asked)
    expect((await send(inG.keys, assetUnits(second))).receipt?.rate).toBe(second)
    await seller.setRate(first)
    // The service reads the chain again only some time after its last reading.
    await expect.poll(async () => (await send(inG.keys, assetUnits(first), 9_001)).receipt?.rate).toBe(first)
    expect((await send(inG.keys, assetUnits(second), 9_002)).receipt?.rate).toBe(second)
  })

  it('accepts no rate that the oracle replaced while nobody paid in G', async () => {
    let now = Date.now()
    const rates = openGRates(seller.ledger, { everyMs: 0, nowMs: () => now })
    await rates.check(first)
    await seller.setRate(second)
    now += 299_000
    await rates.check(second)
    await rates.check(first)
    now += 2_000
    await expect(rates.check(first)).rejects.toMatchObject({ code: 'serving.terms_changed' })
    now += 3_600_000
    await seller.setRate(first)
    await expect(rates.check(second)).rejects.toMatchObject({ code: 'serving.terms_changed' })
    await rates.check(first)
  })

  it('checks who signed a voucher before its rate, so that a stranger cannot make it read the chain', async () => {
    const { keys } = await seller.newClient(coin, { asset: 'G' })
    const unknownRate = assetUnits(second + 1n)
    expect((await send({ ...keys, channelKey: inG.keys.channelKey }, unknownRate)).code).toBe('serving.voucher_invalid')
    expect((await send(keys, unknownRate)).code).toBe('serving.terms_changed')
  })

  it('settles G and closes channels although the transaction for PT fails', async () => {
    const client = await seller.newClient()
    const inPt = await seller.startProxy(client)
    await (await ask(inPt, client.keys.apiKey, 'words 50')).text()
    await paid('Hi')
    const [owed, before] = [inPt.figures().owed, await seller.potOf(seller.payee.address, 'G')]
    let failures = 0
    const request = (async (asked: { method: string; params?: unknown }) => {
      if (asked.method === 'eth_sendRawTransaction' && failures === 0) {
        failures += 1
        throw new Error('the RPC node refused the transaction')
      }
      return await seller.ledger.client.request(asked as never)
    }) as EIP1193RequestFn
    const broken = createPublicClient({ chain: seller.ledger.client.chain, transport: custom({ request }, { retryCount: 0 }) }) as PublicClient
    const news: ServeNews[] = []
    await restart({ ledger: { ...seller.ledger, client: broken }, lookEveryMs: 3_600_000, onNews: (one) => news.push(one) })
    await expect(serve.settle()).rejects.toThrow('the RPC node refused the transaction')
    expect(news).toMatchObject([{ kind: 'settled', settlement: { rows: 1, amount: 0n } }])
    expect((await seller.potOf(seller.payee.address, 'G')).free).toBeGreaterThan(before.free)
    expect(await serve.settle()).toMatchObject({ rows: 1, amount: owed })
    await restart()
    await inPt.stop()
  })

  it('closes a channel in G at once', async () => {
    const other = await seller.newClient(coin, { asset: 'G' })
    const { receipt } = await send(other.keys, first)
    const channel = { payer: seller.payer.address, key: other.keys.key, curve: 'secp256k1', service: seller.service, asset: 'G' } as const
    const sign = (hash: `0x${string}`) => privateKeyToAccount(seller.payer.privateKey).sign({ hash })
    const release = await askRelease(channel, { url: seller.terms().url, serial: 0, domain: seller.ledger.domain, sign })
    expect(release.claim).toBe(receipt?.spent)
  })

  it('refuses a rate that is older than a day, and still accepts PT', async () => {
    const client = await seller.newClient()
    const inPt = await seller.startProxy(client)
    await seller.chain.travel(86_460)
    // Proxy and service each read the rate again only after a moment.
    await expect.poll(async () => (await askInG('Hi')).status).toBe(503)
    await expect.poll(async () => (await send(inG.keys, first, 12_000)).code).toBe('chain.g_rate_missing')
    const asked = model.asked.length
    expect(await (await askInG('Hi')).text()).toContain('chain.g_rate_missing')
    expect((await send(inG.keys, first, 12_000)).code).toBe('chain.g_rate_missing')
    expect(model.asked.length).toBe(asked)
    expect((await ask(inPt, client.keys.apiKey, 'Hi')).status).toBe(200)
    await expect(seller.startProxy(await seller.newClient(coin, { asset: 'G' }), { asset: 'G' })).rejects.toMatchObject({
      code: 'chain.g_rate_missing',
    })
    await seller.setRate(first)
    await expect.poll(async () => (await askInG('Hi')).status).toBe(200)
    await inPt.stop()
  })

  it('gets no G if its terms do not say that it accepts G', async () => {
    const { acceptsG: _, ...terms } = seller.terms()
    await restart({ terms })
    expect((await send(inG.keys, first, 20_000, termsHash(terms))).code).toBe('serving.terms_changed')
    await expect(seller.startProxy(await seller.newClient(coin, { asset: 'G' }), { asset: 'G', terms })).rejects.toMatchObject({
      code: 'serving.terms_changed',
    })
  })

  /** Sends a request with a voucher that the client's own checks would not allow. */
  async function send(keys: typeof inG.keys, rate: bigint, seq = 9_000, terms = termsHash(seller.terms())) {
    const body = JSON.stringify({ model: testModel, messages: [{ role: 'user', content: 'Hi' }] })
    const unsigned = {
      ...{ payer: seller.payer.address, key: keys.key, serial: 0, seq, spent: assetUnits(coin / 2n), terms },
      ...{ newest: zeroHex32, salt: `0x${'5'.repeat(32)}` as const, rate: assetUnits(rate) },
    }
    const { digest } = messageOfVoucher(unsigned, {
      service: seller.service,
      request: requestHash(unsigned.salt, Buffer.from(body)),
      domain: seller.ledger.domain,
    })
    const { sign } = await openSignatures()
    const headers = { 'infinitio-voucher': writeVoucher({ ...unsigned, signature: sign(digest, keys.channelKey) }) }
    const answer = await fetch(`http://127.0.0.1:${port}/v1/chat/completions`, { method: 'POST', headers, body })
    const text = await answer.text()
    const receipt = readReceipt(answer.headers.get('infinitio-receipt') ?? '')?.receipt
    return { status: answer.status, code: /"code":"([^"]*)"/.exec(text)?.[1], receipt }
  }
})

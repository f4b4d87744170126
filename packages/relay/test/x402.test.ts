import { sendCalls } from '@infinitio/chain/sender'
import { assetUnits } from '@infinitio/domain'
import { openPaidServices, type PaidServices, ServiceLedgerScheme } from '@infinitio/sdk/services'
import { mostOfRequest, readHeaderJson, writeHeaderJson } from '@infinitio/services'
import { decodePaymentResponseHeader, wrapFetchWithPayment, x402Client } from '@x402/fetch'
import OpenAI from 'openai'
import { parseEther } from 'viem'
import { afterAll, beforeAll, beforeEach, describe, expect, it, test } from 'vitest'
import { type RunningServe, startServe } from '../src/serve/startServe.ts'
import { startSeller, type TestSeller } from './startSeller.ts'
import { startTestModel, testModel, type TestModel } from './startTestModel.ts'

type Requirements = { amount: string; extra: Record<string, unknown> } & Record<string, unknown>
type Required = { accepts: [Requirements] } & Record<string, unknown>

/** A storage for these tests, in which a program keeps its key and the state of its channels. */
const storageOf = (entries: Iterable<readonly [string, string]> = []) => {
  const stored = new Map(entries)
  return { stored, getItem: (name: string) => stored.get(name) ?? null, setItem: (name: string, value: string) => void stored.set(name, value) }
}
const [inputPrice, outputPrice] = [200_000_000_000n, 600_000_000_000n]

describe('the stock fetch of x402', () => {
  let model: TestModel
  let seller: TestSeller
  let serve: RunningServe
  let services: PaidServices
  let client: x402Client
  let pay: typeof fetch
  let storage = storageOf()
  /** The headers of the last request that was sent, and a change of the next payment that a service asks for. */
  let sent = new Headers()
  let change: (required: Required) => Required = (required) => required
  /** The part of a paid request that gets lost on the way. */
  let lost: 'request' | 'answer' | null = null
  let changeResult: (header: string) => string = (header) => header

  /** Sends requests as usual. Between client and service, an attacker can change the headers of answers. */
  const throughAttacker: typeof fetch = async (input, init) => {
    const request = new Request(input, init)
    sent = request.headers
    const isPaid = sent.has('payment-signature')
    if (isPaid && lost === 'request') throw new TypeError('fetch failed')
    const answer = await fetch(request)
    if (isPaid && lost === 'answer') throw new TypeError('fetch failed')
    const headers = new Headers(answer.headers)
    const [required, result] = [headers.get('payment-required'), headers.get('payment-response')]
    if (required !== null) headers.set('payment-required', writeHeaderJson(change(readHeaderJson(required) as Required)))
    if (result !== null) headers.set('payment-response', changeResult(result))
    return new Response(answer.body, { status: answer.status, headers })
  }

  beforeAll(async () => {
    ;[model, seller] = await Promise.all([startTestModel(), startSeller()])
    serve = await startServe({ ...seller.serveSettings(), upstream: model.url })
    await seller.setTerms({ url: `http://127.0.0.1:${serve.port}/v1` })
    await restartServe()
    services = await open()
    const { steps } = await services.plan(parseEther('2'))
    const calls = steps.map(({ kind, ...call }) => ({ ...call, what: kind }))
    await sendCalls(seller.ledger.client, { privateKey: seller.payer.privateKey, calls, timeoutMs: 60_000 })
  })
  beforeEach(() => {
    change = (required) => required
    changeResult = (header) => header
    lost = null
    client = new x402Client().register('eip155:*', new ServiceLedgerScheme(services))
    pay = wrapFetchWithPayment(throughAttacker, client)
  })
  afterAll(async () => {
    services.close()
    await serve.stop()
    await Promise.all([model.stop(), seller.stop()])
  })

  async function restartServe(): Promise<void> {
    const { port } = serve
    await serve.stop()
    serve = await startServe(seller.serveSettings({ upstream: model.url, listen: { host: '127.0.0.1', port }, limits: { raiseWithinMs: 50 } }))
  }

  async function open(): Promise<PaidServices> {
    const { directory, market, pToken } = seller.chain.addresses
    const addresses = { directory: directory as never, market: market as never, pToken: pToken as never }
    const place = { rpcUrl: seller.chain.rpcUrl, chainId: seller.chain.chainId, ...addresses, services: async () => [] }
    return await openPaidServices(place, { payer: seller.payer.address, storage, deposit: parseEther('0.2') })
  }

  const url = () => `http://127.0.0.1:${serve.port}/v1/chat/completions`
  const post = (content: string, more: object = {}): RequestInit => ({
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ model: testModel, messages: [{ role: 'user', content }], ...more }),
  })
  const owed = () => services.figures()[0]?.owed ?? 0n
  const costOf = (input: number, output: number) => BigInt(input) * inputPrice + BigInt(output) * outputPrice
  const codeOf = async (answer: Response) => [answer.status, /"code":"([^"]*)"/.exec(await answer.text())?.[1]]
  const resultOf = (answer: Response) => decodePaymentResponseHeader(answer.headers.get('payment-response') ?? '')

  it('gets the description of the payment, which web pages can read too', async () => {
    const answer = await fetch(url(), post('Hi', { max_tokens: 100 }))
    const required = readHeaderJson(answer.headers.get('payment-required') ?? '') as Required
    expect(answer.headers.get('access-control-expose-headers')).toContain('payment-required, payment-response')
    expect(await codeOf(answer)).toEqual([402, 'serving.voucher_missing'])
    expect(required).toMatchObject({ x402Version: 2, resource: { url: url() } })
    const bytes = String(post('Hi', { max_tokens: 100 }).body).length
    const amount = mostOfRequest(seller.terms(), { prompt: { bytes, messages: 1 }, mostOutput: 100 })
    const extra = { ledger: services.ledger, service: seller.service, mostOutput: 100 }
    expect(required.accepts).toMatchObject([
      { scheme: 'service-ledger', network: 'eip155:31337', amount: `${amount}`, payTo: seller.payee.address, extra },
    ])
    expect(await codeOf(await fetch(url(), post('Hi', { model: 'other' })))).toEqual([404, 'serving.model_other'])
  })

  it('pays for a whole answer and gets its cost', async () => {
    const answer = await pay(url(), post('Hi'))
    expect(resultOf(answer)).toMatchObject({ success: true, amount: `${costOf(1, 5)}` })
    expect(((await answer.json()) as { usage: object }).usage).toMatchObject({ completion_tokens: 5 })
    expect(services.figures()).toMatchObject([{ service: seller.service, owed: costOf(1, 5), deposited: parseEther('0.2'), fault: null }])
  })

  it('pays for two requests in a row, and for two at the same time', async () => {
    const before = owed()
    for (const content of ['Hi', 'Ho']) expect((await pay(url(), post(content))).status).toBe(200)
    const both = await Promise.all(['He', 'Hu'].map((content) => pay(url(), post(content))))
    expect(both.map(({ status }) => status)).toEqual([200, 200])
    expect(owed() - before).toBe(4n * costOf(1, 5))
  })

  it('pays for a stream, and learns its cost from the service before the next payment', async () => {
    const before = owed()
    const answer = await pay(url(), post('words 40', { stream: true }))
    expect(resultOf(answer)).toMatchObject({ success: true })
    expect(await answer.text()).toContain('word39 ')
    expect(owed()).toBe(before)
    expect((await pay(url(), post('Hi'))).status).toBe(200)
    expect(owed() - before).toBe(costOf(2, 40) + costOf(1, 5))
  })

  it('gets a stream up to one step, because this client signs nothing while an answer runs', async () => {
    const answer = await pay(url(), post('words 9000', { stream: true }))
    const text = await answer.text()
    expect(text).toContain('"finish_reason":"length"')
    expect(text).not.toContain('word8999 ')
    expect((await pay(url(), post('Hi'))).status).toBe(200)
    expect(services.figures()).toMatchObject([{ fault: null }])
  })

  it('pays for the part that came when the program stops reading a stream, and can pay for more before that', async () => {
    const [before, gone] = [owed(), model.gone()]
    const answer = await pay(url(), post('hold', { stream: true }))
    expect((await pay(url(), post('Hi'))).status).toBe(200)
    expect(owed() - before).toBe(costOf(1, 5))
    await answer.body?.cancel()
    await expect.poll(() => model.gone()).toBe(gone + 1)
    await expect.poll(() => services.look().then(owed)).toBeGreaterThan(before + costOf(1, 5))
    expect(services.figures()).toMatchObject([{ fault: null }])
    model.release()
  })

  it('is used by the stock client of OpenAI', async () => {
    const openai = new OpenAI({ baseURL: `http://127.0.0.1:${serve.port}/v1`, apiKey: 'unused', fetch: pay })
    let text = ''
    for await (const { choices } of await openai.chat.completions.create({
      model: testModel,
      messages: [{ role: 'user', content: 'Hi' }],
      stream: true,
    }))
      text += choices[0]?.delta.content ?? ''
    expect(text).toBe('word0 word1 word2 word3 word4 ')
    const before = owed()
    await services.look()
    expect(owed() - before).toBe(costOf(1, 5))
  })

  it('pays nothing for an answer that failed', async () => {
    const before = owed()
    const answer = await pay(url(), post('error 500'))
    expect([answer.status, resultOf(answer).success, owed()]).toEqual([500, false, before])
    expect(services.figures()).toMatchObject([{ fault: null }])
  })

  it('continues after a request or an answer was lost, and pays for the answer', async () => {
    const before = owed()
    lost = 'request'
    await expect(pay(url(), post('Hi'))).rejects.toThrow('fetch failed')
    lost = 'answer'
    await expect(pay(url(), post('words 7'))).rejects.toThrow('fetch failed')
    lost = null
    expect((await pay(url(), post('Hi'))).status).toBe(200)
    expect(owed() - before).toBe(costOf(2, 7) + costOf(1, 5))
    expect(services.figures()).toMatchObject([{ fault: null }])
  })

  it('signs nothing above its spend controls or the limit of the scheme', async () => {
    const [before, asked] = [services.figures(), model.asked.length]
    client.setSpendControls({ maxAmountPerPayment: '$0.001' })
    await expect(pay(url(), post('Hi'))).rejects.toThrow('spendControls.maxAmountPerPayment ($0.001, including PT)')
    client.setSpendControls(false).register('eip155:*', new ServiceLedgerScheme(services, { mostAmount: parseEther('0.001') }))
    await expect(pay(url(), post('Hi'))).rejects.toThrow('serving.amount_too_high')
    expect([services.figures(), model.asked.length]).toEqual([before, asked])
    expect((await pay(url(), post('Hi', { max_tokens: 10 }))).status).toBe(200)
  })

  const other = `0x${'9'.repeat(40)}`
  const extra =
    (changes: object) =>
    ({ accepts: [requirements] }: Required) => ({ ...requirements, extra: { ...requirements.extra, ...changes } })
  const field =
    (changes: object) =>
    ({ accepts: [requirements] }: Required) => ({ ...requirements, ...changes })
  test.each<[string, string, (required: Required) => Requirements]>([
    ['another chain', 'serving.payment_invalid', field({ network: 'eip155:1', asset: other })],
    ['another ledger', 'serving.payment_invalid', extra({ ledger: other })],
    ['another token', 'serving.payment_invalid', field({ asset: other })],
    ['another payee', 'serving.payment_invalid', field({ payTo: other })],
    ['a service that nobody registered', 'serving.service_unknown', extra({ service: other })],
    ['terms that the chain does not have', 'serving.terms_changed', extra({ terms: `0x${'9'.repeat(64)}` })],
    ['a salt of 15 bytes', 'serving.payment_invalid', extra({ salt: `0x${'ab'.repeat(15)}` })],
    ['ten times the amount', 'serving.amount_too_high', ({ accepts: [one] }) => ({ ...one, amount: `${BigInt(one.amount) * 10n}` })],
    ['less than the prices', 'serving.payment_invalid', field({ amount: '1' })],
  ])('does not pay %s', async (_, code, changed) => {
    client.setSpendControls(false)
    change = (required) => ({ ...required, accepts: [changed(required)] })
    const [before, asked] = [services.figures(), model.asked.length]
    await expect(pay(url(), post('Hi'))).rejects.toThrow(code)
    expect([services.figures(), model.asked.length]).toEqual([before, asked])
  })

  it('cannot be charged twice for one payment, and not for another request', async () => {
    await pay(url(), post('Hi'))
    const [paid, before] = [{ 'payment-signature': sent.get('payment-signature') ?? '' }, model.asked.length]
    const replay = (content: string) => fetch(url(), { ...post(content), headers: { 'content-type': 'application/json', ...paid } })
    const again = await replay('Hi')
    expect(resultOf(again)).toMatchObject({ success: false, errorReason: 'serving.conflict' })
    expect(await codeOf(again)).toEqual([409, 'serving.conflict'])
    expect(await codeOf(await replay('Ho'))).toEqual([400, 'serving.voucher_invalid'])
    expect(model.asked.length).toBe(before)
  })

  it('gets an error for a malformed payment, and the model is not asked', async () => {
    const asked = model.asked.length
    for (const payment of ['%%%', 'AAAA', writeHeaderJson({ x402Version: 2, payload: { voucher: 'AAAA' } }), 'A'.repeat(12_000)]) {
      const answer = await fetch(url(), { ...post('Hi'), headers: { 'payment-signature': payment } })
      expect(resultOf(answer)).toMatchObject({ success: false, errorReason: 'serving.voucher_invalid' })
      expect(await codeOf(answer)).toEqual([400, 'serving.voucher_invalid'])
    }
    const large = await fetch(url(), { ...post('Hi'), headers: { 'payment-signature': 'A'.repeat(1_048_576) } }).then(
      ({ status }) => status,
      () => 431,
    )
    expect([large, model.asked.length]).toEqual([431, asked])
  })

  it('continues after the program lost its state', async () => {
    const [before, { ceiling = 0n } = {}] = [owed(), services.figures()[0]]
    services.close()
    storage = storageOf([...storage.stored].filter(([name]) => name.endsWith('.key')))
    services = await open()
    client.register('eip155:*', new ServiceLedgerScheme(services))
    expect((await pay(url(), post('Hi'))).status).toBe(200)
    expect(owed()).toBe(before + costOf(1, 5))
    expect(services.figures()[0]?.ceiling).toBeGreaterThanOrEqual(ceiling)
  })

  it('follows terms up to the accepted prices, and refuses dearer ones', async () => {
    await seller.setTerms({ inputPrice: assetUnits(parseEther('0.1')), cachedPrice: assetUnits(0n) })
    await expect(pay(url(), post('Hi'))).resolves.toMatchObject({ status: 200 })
    await restartServe()
    await expect(pay(url(), post('Hi'))).resolves.toMatchObject({ status: 200 })
    await seller.setTerms({ inputPrice: assetUnits(parseEther('0.2')), cachedPrice: assetUnits(0n) })
    await restartServe()
    await expect(pay(url(), post('Hi'))).resolves.toMatchObject({ status: 200 })
    await seller.setTerms({ inputPrice: assetUnits(parseEther('0.3')), cachedPrice: assetUnits(0n) })
    await restartServe()
    await expect(pay(url(), post('Hi'))).rejects.toThrow('serving.terms_changed')
    await seller.setTerms({ inputPrice: assetUnits(parseEther('0.1')), cachedPrice: assetUnits(0n) })
    await restartServe()
  })

  it('stops paying after a receipt that is wrong', async () => {
    changeResult = (header) => {
      const result = readHeaderJson(header) as { extra: { receipt: string } }
      const { receipt } = result.extra
      return writeHeaderJson({ ...result, extra: { receipt: `${receipt.slice(0, 200)}${receipt[200] === 'A' ? 'B' : 'A'}${receipt.slice(201)}` } })
    }
    await expect(pay(url(), post('Hi'))).rejects.toThrow('serving.receipt_wrong')
    await expect(pay(url(), post('Hi'))).rejects.toThrow('serving.stopped')
    expect(services.figures()).toMatchObject([{ fault: 'signature' }])
  })
})

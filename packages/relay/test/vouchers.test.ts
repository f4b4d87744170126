import { assetUnits, zeroHex32 } from '@infinitio/domain'
import { messageOfVoucher, readReceipt, requestHash, type SentVoucher, termsHash, writeVoucher } from '@infinitio/services'
import { afterAll, beforeAll, beforeEach, describe, expect, it, test } from 'vitest'
import type { ProxyKeys } from '../src/proxy/clientStore.ts'
import { type RunningServe, startServe } from '../src/serve/startServe.ts'
import { openSignatures, type Signatures } from '../src/signatures/openSignatures.ts'
import { startSeller, type TestSeller } from './startSeller.ts'
import { startTestModel, testModel, type TestModel } from './startTestModel.ts'

/** The client of these tests can sign any voucher (promise to pay), even an invalid one. It sends one voucher at a time. */
describe('vouchers at a service', () => {
  let model: TestModel
  let seller: TestSeller
  let serve: RunningServe
  let signatures: Signatures
  let keys: ProxyKeys

  const settings = () => seller.serveSettings({ upstream: model.url, limits: { raiseWithinMs: 30, mostRunning: 3 } })

  beforeAll(async () => {
    ;[model, seller, signatures] = await Promise.all([startTestModel(), startSeller(), openSignatures()])
    serve = await startServe(settings())
  })
  beforeEach(async () => {
    ;({ keys } = await seller.newClient(10n ** 16n))
  })
  afterAll(async () => {
    await serve.stop()
    await Promise.all([model.stop(), seller.stop()])
  })

  type Changes = Partial<SentVoucher> & {
    readonly chainId?: number
    readonly signKey?: `0x${string}`
    readonly content?: string
    readonly stream?: boolean
  }

  async function send({ chainId, signKey, content = 'Hi', stream = false, ...changes }: Changes, path = '/v1/chat/completions') {
    const text = path === '/v1/vouchers' ? '{"seq":1}' : JSON.stringify({ model: testModel, stream, messages: [{ role: 'user', content }] })
    const unsigned = {
      ...{ payer: seller.payer.address, key: keys.key, serial: 0, seq: 1, spent: assetUnits(10n ** 15n), terms: termsHash(seller.terms()) },
      ...{ newest: zeroHex32, salt: `0x${'5'.repeat(32)}` as const, ...changes },
    }
    const request = requestHash(unsigned.salt, Buffer.from(text))
    const domain = { ...seller.ledger.domain, chainId: chainId ?? seller.chain.chainId }
    const { digest } = messageOfVoucher(unsigned, { service: seller.service, request, domain })
    const header = writeVoucher({ ...unsigned, signature: changes.signature ?? signatures.sign(digest, signKey ?? keys.channelKey) })
    const headers = { 'content-type': 'application/json', 'infinitio-voucher': header }
    const answer = await fetch(`http://127.0.0.1:${serve.port}${path}`, { method: 'POST', headers, body: text })
    const body = await answer.text()
    const receipt = readReceipt(answer.headers.get('infinitio-receipt') ?? '')?.receipt
    return { status: answer.status, headers: answer.headers, body, receipt, digest, code: /"code":"([^"]*)"/.exec(body)?.[1] }
  }

  it('may overtake each other, each once', async () => {
    const [third, first, second] = [await send({ seq: 3 }), await send({ seq: 1 }), await send({ seq: 2 })]
    expect([third, first, second].map(({ status, receipt }) => [status, receipt?.n, receipt?.seq])).toEqual([
      [200, 1, 3],
      [200, 2, 1],
      [200, 3, 2],
    ])
    expect(second.receipt?.spent).toBe((first.receipt?.spent ?? 0n) + (second.receipt?.cost ?? 0n))
    const replayed = await send({ seq: 2 })
    expect([replayed.status, replayed.code, replayed.receipt]).toEqual([409, 'serving.conflict', second.receipt])
    expect(replayed.headers.get('x-should-retry')).toBe('false')
    expect((await send({ seq: 1_500 })).status).toBe(200)
    expect((await send({ seq: 400 })).status).toBe(409)
  })

  test.each<[string, string, () => Changes]>([
    ['of another chain', 'serving.voucher_invalid', () => ({ chainId: 1 })],
    ['of another key', 'serving.voucher_invalid', () => ({ signKey: seller.payer.privateKey })],
    ['without a signature', 'serving.voucher_invalid', () => ({ signature: `0x${'0'.repeat(128)}1b` })],
    ['of another payer', 'serving.deposit_too_low', () => ({ payer: seller.payee.address })],
    ['of another serial', 'serving.conflict', () => ({ serial: 1 })],
    ['with a ceiling below its need', 'serving.conflict', () => ({ spent: assetUnits(1n) })],
    ['with a ceiling above the deposit', 'serving.deposit_too_low', () => ({ spent: assetUnits(10n ** 17n) })],
    ['with a number that uses up all others', 'serving.conflict', () => ({ seq: 2 ** 32 - 1 })],
    ['for other terms', 'serving.terms_changed', () => ({ terms: zeroHex32 })],
    ['for a prompt that its ceiling does not cover', 'serving.conflict', () => ({ content: 'x'.repeat(100_000) })],
  ])('are refused %s, and nothing is asked of the model', async (_, code, changes) => {
    const asked = model.asked.length
    expect((await send(changes())).code).toBe(code)
    expect(model.asked.length).toBe(asked)
    expect((await send({})).status).toBe(200)
  })

  it('end a stream with length within their ceiling if no higher one follows', async () => {
    const cut = await send({ spent: assetUnits(7n * 10n ** 14n), content: 'words 3000', stream: true })
    expect([cut.body.includes('"finish_reason":"length"'), cut.body.includes('word2999'), cut.body.includes('[DONE]')]).toEqual([true, false, true])
    const receipt = readReceipt(/: infinitio-receipt (\S+)/.exec(cut.body)?.[1] ?? '')?.receipt
    expect(receipt?.spent).toBeLessThanOrEqual(7n * 10n ** 14n)
    expect(receipt?.cost).toBeGreaterThan(0n)
  })

  it('are shown again by the hash that only their client knows', async () => {
    const { digest, receipt } = await send({})
    const shown = await fetch(`http://127.0.0.1:${serve.port}/v1/receipts/${digest}`)
    expect(readReceipt(((await shown.json()) as { readonly receipt: string }).receipt)?.receipt).toEqual(receipt)
    expect((await fetch(`http://127.0.0.1:${serve.port}/v1/receipts/0x${'1'.repeat(64)}`)).status).toBe(404)
  })

  it('start nothing and have no receipt if they only raise a ceiling', async () => {
    const asked = model.asked.length
    const raised = await send({}, '/v1/vouchers')
    expect([raised.status, JSON.parse(raised.body)]).toEqual([200, { ceiling: `${10n ** 15n}` }])
    expect((await fetch(`http://127.0.0.1:${serve.port}/v1/receipts/${raised.digest}`)).status).toBe(404)
    expect(model.asked.length).toBe(asked)
  })

  it('are refused above 240 in a minute if they pay nothing, so that nobody fills the disk', async () => {
    const codes: (string | undefined)[] = []
    for (let seq = 1; seq <= 241; seq += 1) codes.push((await send({ seq }, '/v1/vouchers')).code)
    expect(codes.slice(0, 240).filter((code) => code !== undefined)).toEqual([])
    expect(codes[240]).toBe('serving.busy')
    await seller.newClient(10n ** 16n).then((other) => {
      ;({ keys } = other)
    })
    expect((await send({})).status).toBe(200)
  })

  it('need a channel with the least deposit of the terms', async () => {
    await serve.stop()
    serve = await startServe({ ...settings(), terms: { ...seller.terms(), leastDeposit: assetUnits(10n ** 16n + 1n) } })
    const terms = termsHash({ ...seller.terms(), leastDeposit: assetUnits(10n ** 16n + 1n) })
    expect((await send({ terms })).code).toBe('serving.deposit_too_low')
    ;({ keys } = await seller.newClient(10n ** 16n + 1n))
    expect((await send({ terms })).status).toBe(200)
    await serve.stop()
    serve = await startServe(settings())
  })

  it('wait outside when the service is full', async () => {
    const held = [1, 2, 3].map((seq) => send({ seq, content: 'hold', stream: true, spent: assetUnits(9n * 10n ** 15n) }))
    await expect.poll(() => model.asked.filter((body) => body.includes('hold')).length).toBe(3)
    const busy = await send({ seq: 4, spent: assetUnits(9n * 10n ** 15n) })
    expect([busy.status, busy.headers.get('retry-after')]).toEqual([429, '1'])
    model.release()
    expect((await Promise.all(held)).map(({ status }) => status)).toEqual([200, 200, 200])
  })
})

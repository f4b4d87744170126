import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { testKey } from '@infinitio/chain/test'
import { hex32 } from '@infinitio/domain'
import { type DisputedAnswer, rerunAnswer, type RerunService } from '@infinitio/sdk/services'
import OpenAI from 'openai'
import { parseEther, toHex } from 'viem'
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import { newServiceFacts, registerService } from '../src/ledger/accountActs.ts'
import { readProxyKeys } from '../src/proxy/clientStore.ts'
import { allowRouter, fundByKey } from '../src/router/routerActs.ts'
import { type RunningRouter, startRouter } from '../src/router/startRouter.ts'
import { type RunningServe, startServe } from '../src/serve/startServe.ts'
import { startSeller, type TestSeller } from './startSeller.ts'
import { startTestModel, testModel, type TestModel } from './startTestModel.ts'

const deposit = parseEther('0.5')
const seed = hex32(`0x${'c'.repeat(64)}`)
const request = { model: testModel, temperature: 0, messages: [{ role: 'user' as const, content: 'Hi' }] }

describe('a disputed answer', () => {
  let seller: TestSeller
  let model: TestModel
  let router: RunningRouter
  let apiKey: string
  let folder: string
  const serves: RunningServe[] = []
  const services: RerunService[] = []

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'infinitio-rerun-'))
    ;[model, seller] = await Promise.all([startTestModel(), startSeller()])
    for (const salt of ['1', '2', '3', '4']) await startService(salt)
    const { ledger, payer } = seller
    const keys = readProxyKeys(join(folder, 'router'))
    const allowance = { total: parseEther('5'), dayCap: parseEther('5'), channel: deposit * 2n, untilSeconds: 4_000_000_000 }
    await allowRouter(ledger, { payerKey: payer.privateKey, payer: payer.address, key: keys.key, allowance, gasCoins: parseEther('1') })
    const fund = fundByKey(ledger, { payer: payer.address, key: keys.key, channelKey: keys.channelKey })
    const listen = { host: '127.0.0.1', port: 0 }
    router = await startRouter({ ledger, payer: payer.address, keys, folder: join(folder, 'router'), listen, deposit, fund })
    apiKey = router.books.addKey({ label: 'test', budgetPerDay: null, nowMs: Date.now() }).text
  })
  afterAll(async () => {
    await router.stop()
    for (const serve of serves) await serve.stop()
    await Promise.all([model.stop(), seller.stop()])
    rmSync(folder, { recursive: true, force: true })
  })

  /** Starts a service of a new owner. */
  async function startService(salt: string): Promise<void> {
    const { ledger, operator } = seller
    const payee = testKey(`rerun payee ${salt}`)
    await ledger.client.request({ method: 'anvil_setBalance', params: [payee.address, toHex(parseEther('1'))] } as never)
    const probe = await startTestModel()
    const port = Number(new URL(probe.url).port)
    await probe.stop()
    const settings = seller.serveSettings({ upstream: model.url, folder: join(folder, salt) })
    const terms = { ...settings.terms, url: `http://127.0.0.1:${port}/v1` }
    const facts = newServiceFacts({ payee: payee.address, lockSeconds: 86_400, salt: `0x${salt.repeat(64)}` })
    const service = await registerService(ledger, { payeeKey: payee.privateKey, facts, operator: operator.address, terms, gasCoins: 0n })
    serves.push(await startServe({ ...settings, service, terms, listen: { host: '127.0.0.1', port } }))
    services.push({ service, payee: payee.address, url: terms.url, responseKey: terms.responseKey })
  }

  const rerun = (disputed: DisputedAnswer, of = services) =>
    rerunAnswer(disputed, { services: of, seed, domain: seller.ledger.domain, router: { url: `http://127.0.0.1:${router.port}/v1`, apiKey } })

  const own = () => services[0]?.service ?? expect.unreachable()

  it('agrees with three other services, and its receipt shows that the service signed the request', async () => {
    const openai = new OpenAI({ baseURL: `http://127.0.0.1:${router.port}/v1`, apiKey, maxRetries: 0 })
    const asked = { ...request, provider: { only: [own()] } }
    const response = await openai.chat.completions.create(asked).asResponse()
    const body = await response.text()
    const data = JSON.parse(body) as OpenAI.ChatCompletion
    const salt = response.headers.get('infinitio-salt') as `0x${string}`
    const proof = { receipt: response.headers.get('infinitio-receipt') ?? '', salt, body }
    const answer = data.choices[0]?.message.content ?? ''
    const found = await rerun({ service: own(), request: asked, answer, ...proof })
    expect(found).toMatchObject({ outcome: 'agrees', receipt: 'signed' })
    expect(found.others.map(({ outcome }) => outcome)).toEqual(['agrees', 'agrees', 'agrees'])
    expect(new Set(found.others.map(({ service }) => service))).toEqual(new Set(services.slice(1).map(({ service }) => service)))
    const forged = { ...asked, messages: [{ role: 'user' as const, content: 'Other' }] }
    expect(await rerun({ service: own(), request: forged, answer, ...proof })).toMatchObject({ receipt: 'other' })
    // The person who asks cannot put other words beside the receipt, not in the answer and not in the whole response.
    const lie = 'A cheaper model wrote this.'
    const forgeries = [{ answer: lie }, { answer: lie, body: body.replace(JSON.stringify(answer), JSON.stringify(lie)) }, { body: undefined }]
    for (const changes of forgeries)
      await expect(rerun({ service: own(), request: asked, answer, ...proof, ...changes })).rejects.toMatchObject({
        ...{ code: 'api.invalid_field', detail: expect.stringContaining('the receipt signs another answer') },
      })
  })

  it('differs from them if the service answered something else', async () => {
    expect(await rerun({ service: own(), request, answer: 'A cheaper model says this.' })).toMatchObject({ outcome: 'differs', receipt: 'missing' })
  })

  it('is not judged if a service does not answer', async () => {
    await serves.pop()?.stop()
    expect(await rerun({ service: own(), request, answer: 'anything' })).toMatchObject({ outcome: 'unclear' })
  })

  test.each<[string, () => Promise<unknown>, string]>([
    ['of a random answer', () => rerun({ service: own(), request: { ...request, temperature: 1 }, answer: 'x' }), 'temperature'],
    ['of a model with two other owners', () => rerun({ service: own(), request, answer: 'x' }, services.slice(0, 3)), '2 other owners'],
  ])('is refused for a rerun %s', async (_, act, detail) => {
    await expect(act()).rejects.toMatchObject({ code: 'api.invalid_field', detail: expect.stringContaining(detail) })
  })
})

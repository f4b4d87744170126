import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { assetUnits, channelIdOf } from '@infinitio/domain'
import OpenAI from 'openai'
import { parseEther } from 'viem'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newServiceFacts, registerService } from '../src/ledger/accountActs.ts'
import type { DenySource } from '../src/deny/openDenyList.ts'
import { readChannel } from '../src/ledger/ledgerAccess.ts'
import { type ProxyKeys, readProxyKeys } from '../src/proxy/clientStore.ts'
import { allowRouter, fundByKey } from '../src/router/routerActs.ts'
import { type RunningRouter, startRouter } from '../src/router/startRouter.ts'
import { type RunningServe, startServe } from '../src/serve/startServe.ts'
import { startSeller, type TestSeller } from './startSeller.ts'
import { startTestModel, testModel, type TestModel } from './startTestModel.ts'

const deposit = parseEther('0.5')

/** Starts a service on the test chain, with a model server. `price` is the price of its output, in PToken for a million tokens. */
async function startService(
  seller: TestSeller,
  { folder, salt, price, deny = null }: { readonly folder: string; readonly salt: string; readonly price: string; readonly deny?: DenySource | null },
) {
  const model = await startTestModel()
  const facts = newServiceFacts({ payee: seller.payee.address, lockSeconds: 86_400, salt: `0x${salt.repeat(64)}` })
  const settings = seller.serveSettings({ upstream: model.url, folder })
  const port = await freePort()
  const terms = { ...seller.terms(), url: `http://127.0.0.1:${port}/v1`, outputPrice: assetUnits(parseEther(price)) }
  const { payee, operator } = seller
  const service = await registerService(seller.ledger, { payeeKey: payee.privateKey, facts, operator: operator.address, terms, gasCoins: 0n })
  const serve = await startServe({ ...settings, service, terms, deny, listen: { host: '127.0.0.1', port } })
  return { model, serve, service }
}

async function freePort(): Promise<number> {
  const probe = await startTestModel()
  await probe.stop()
  return Number(new URL(probe.url).port)
}

describe('a router', () => {
  let seller: TestSeller
  let services: { readonly model: TestModel; readonly serve: RunningServe; readonly service: `0x${string}` }[]
  let router: RunningRouter
  let keys: ProxyKeys
  let folder: string
  let openai: OpenAI
  const stopped = new Set<string>()

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'infinitio-router-'))
    seller = await startSeller()
    services = []
    for (const [salt, price] of [
      ['2', '0.6'],
      ['3', '0.9'],
      ['4', '1.2'],
    ] as const) {
      services.push(await startService(seller, { folder: join(folder, salt), salt, price }))
    }
    const { ledger, payer } = seller
    keys = readProxyKeys(join(folder, 'router'))
    const allowance = { total: parseEther('5'), dayCap: parseEther('5'), channel: deposit * 2n, untilSeconds: 4_000_000_000 }
    await allowRouter(ledger, { payerKey: payer.privateKey, payer: payer.address, key: keys.key, allowance, gasCoins: parseEther('1') })
    const fund = fundByKey(ledger, { payer: payer.address, key: keys.key, channelKey: keys.channelKey })
    const listen = { host: '127.0.0.1', port: 0 }
    router = await startRouter({ ledger, payer: payer.address, keys, folder: join(folder, 'router'), listen, deposit, fund, lookEveryMs: 100 })
    const { text } = router.books.addKey({ label: 'test', budgetPerDay: null, nowMs: Date.now() })
    openai = new OpenAI({ baseURL: `http://127.0.0.1:${router.port}/v1`, apiKey: text, maxRetries: 0 })
  })
  afterAll(async () => {
    await router.stop()
    for (const { serve } of services.filter(({ service }) => !stopped.has(service))) await serve.stop()
    for (const { model } of services) await model.stop()
    await seller.stop()
    rmSync(folder, { recursive: true })
  })

  const ask = (content: string, more: object = {}) => ({ model: testModel, messages: [{ role: 'user' as const, content }], ...more })
  const stopService = async (at: number) => {
    stopped.add(services[at]?.service ?? '')
    await services[at]?.serve.stop()
  }
  const askedBy = () => services.map(({ model }) => model.asked.length)
  const cheapestFirst = { provider: { sort: 'price' } }

  it('lists the models of all services', async () => {
    expect((await openai.models.list()).data.map(({ id }) => id)).toEqual([testModel])
  })

  it('locks no money in a channel to a service that does not answer', async () => {
    const dead = { provider: { only: [seller.service] } }
    await expect(openai.chat.completions.create(ask('Hi', dead))).rejects.toThrow('the service does not answer')
    expect(router.figures()).toEqual([])
  })

  it('fills the channels of several services that get their first requests at once, by one key', async () => {
    const { ledger, payer } = seller
    const own = join(folder, 'second')
    const other = readProxyKeys(own)
    const allowance = { total: parseEther('5'), dayCap: parseEther('5'), channel: deposit * 2n, untilSeconds: 4_000_000_000 }
    await allowRouter(ledger, { payerKey: payer.privateKey, payer: payer.address, key: other.key, allowance, gasCoins: parseEther('1') })
    const fund = fundByKey(ledger, { payer: payer.address, key: other.key, channelKey: other.channelKey })
    const listen = { host: '127.0.0.1', port: 0 }
    const second = await startRouter({ ledger, payer: payer.address, keys: other, folder: own, listen, deposit, fund })
    const apiKey = second.books.addKey({ label: 'second', budgetPerDay: null, nowMs: Date.now() }).text
    const client = new OpenAI({ baseURL: `http://127.0.0.1:${second.port}/v1`, apiKey, maxRetries: 0 })
    const before = askedBy()
    await Promise.all(services.map(({ service }) => client.chat.completions.create(ask('Hi', { provider: { only: [service] } }))))
    expect(second.figures().map(({ deposited }) => deposited)).toEqual([deposit, deposit, deposit])
    expect(askedBy()).toEqual(before.map((asked) => asked + 1))
    await second.stop()
  })

  it('fills the channel of the cheapest service at its first request, and pays by its receipt', async () => {
    const { data, response } = await openai.chat.completions.create(ask('Hi', cheapestFirst)).withResponse()
    expect(data.choices[0]?.message.content).toBe('word0 word1 word2 word3 word4 ')
    expect(response.headers.get('infinitio-service')).toBe(services[0]?.service)
    expect(askedBy()).toEqual([2, 1, 1])
    expect(JSON.parse(services[0]?.model.asked.at(-1) ?? '')).not.toHaveProperty('provider')
    const cost = 1n * 200_000_000_000n + 5n * 600_000_000_000n
    expect(router.figures()).toMatchObject([{ service: services[0]?.service, owed: cost, deposited: deposit, fault: null }])
    await expect.poll(() => router.books.usage()).toMatchObject([{ service: services[0]?.service, cost, input: 1, output: 5, status: 200 }])
  })

  it('passes a stream on while it comes', async () => {
    let text = ''
    for await (const { choices } of await openai.chat.completions.create({ ...ask('words 400', cheapestFirst), stream: true })) {
      text += choices[0]?.delta.content ?? ''
    }
    expect(text).toContain('word399 ')
    await expect.poll(() => router.books.usage().at(-1)).toMatchObject({ output: 400 })
  })

  it('asks the next service when one answers with an error, and stores no prompt', async () => {
    const before = askedBy()
    await stopService(0)
    const after = await openai.chat.completions.create(ask('Hi again', cheapestFirst)).withResponse()
    expect(after.response.headers.get('infinitio-service')).toBe(services[1]?.service)
    expect(askedBy()[1]).toBe((before[1] ?? 0) + 1)
    expect(readFileSync(join(folder, 'router/usage.jsonl'), 'utf8')).not.toContain('Hi again')
  })

  it('prefers services without a fault, but still obeys the request', async () => {
    const { response } = await openai.chat.completions.create(ask('Hi', cheapestFirst)).withResponse()
    expect(response.headers.get('infinitio-service')).toBe(services[1]?.service)
    const only = { provider: { only: [services[2]?.service] } }
    const third = await openai.chat.completions.create(ask('Hi', only)).withResponse()
    expect(third.response.headers.get('infinitio-service')).toBe(services[2]?.service)
    const none = { provider: { only: [services[0]?.service] } }
    await expect(openai.chat.completions.create(ask('Hi', none))).rejects.toThrow(/No service answered.*serving.upstream_failed/)
  })

  it('ends a stream whose service dies, and the next request goes to another one', async () => {
    const stream = await openai.chat.completions.create({ ...ask('hold', { provider: { only: [services[1]?.service] } }), stream: true })
    const read = async () => {
      for await (const { choices } of stream) if (choices[0]?.delta.content === 'word1 ') await stopService(1)
    }
    await expect(read()).rejects.toThrow('ended its answer early')
    services[1]?.model.release()
    const { response } = await openai.chat.completions.create(ask('Hi', cheapestFirst)).withResponse()
    expect(response.headers.get('infinitio-service')).toBe(services[2]?.service)
  })

  it('refuses an unknown key, a model that nobody offers, and a wish that it cannot follow', async () => {
    const other = new OpenAI({ baseURL: `http://127.0.0.1:${router.port}/v1`, apiKey: 'infr_other', maxRetries: 0 })
    await expect(other.chat.completions.create(ask('Hi'))).rejects.toThrow('401')
    await expect(openai.chat.completions.create({ ...ask('Hi'), model: 'unknown' })).rejects.toThrow('No service offers this model')
    await expect(openai.chat.completions.create(ask('Hi', { provider: { zdr: true } }))).rejects.toThrow('zdr')
    await expect(openai.chat.completions.create(ask('Hi', { region: 'eu-north' }))).rejects.toThrow('left out by region')
  })

  it('stops a key at its budget of the day', async () => {
    const { text } = router.books.addKey({ label: 'small', budgetPerDay: assetUnits(1n), nowMs: Date.now() })
    const small = new OpenAI({ baseURL: `http://127.0.0.1:${router.port}/v1`, apiKey: text, maxRetries: 0 })
    await small.chat.completions.create(ask('Hi'))
    await expect.poll(() => router.books.usage().at(-1)?.cost).toBeGreaterThan(0n)
    await expect(small.chat.completions.create(ask('Hi'))).rejects.toThrow('402')
  })

  it('answers several requests at once, each with the right price', async () => {
    const before = router.figures().reduce((sum, { owed }) => sum + owed, 0n)
    const rows = router.books.usage().length
    await Promise.all(
      Array.from({ length: 8 }, () => openai.chat.completions.create(ask('words 20', { provider: { only: [services[2]?.service] } }))),
    )
    await expect.poll(() => router.books.usage().length).toBe(rows + 8)
    const cost = router.books
      .usage()
      .slice(rows)
      .reduce((sum, row) => sum + row.cost, 0n)
    expect(router.figures().reduce((sum, { owed }) => sum + owed, 0n) - before).toBe(cost)
  })

  it('refills no channel to a service that does not serve it, pays nobody on its own deny list, and serves no denied country', async () => {
    const { ledger, payer } = seller
    const file = join(folder, 'deny.txt')
    writeFileSync(file, '# nobody')
    const denying = await startService(seller, {
      folder: join(folder, 'denying'),
      salt: '7',
      price: '0.6',
      deny: { path: file, countryHeader: null },
    })
    const own = join(folder, 'denied')
    const other = readProxyKeys(own)
    const allowance = { total: parseEther('5'), dayCap: parseEther('5'), channel: deposit * 2n, untilSeconds: 4_000_000_000 }
    await allowRouter(ledger, { payerKey: payer.privateKey, payer: payer.address, key: other.key, allowance, gasCoins: parseEther('1') })
    const fund = fundByKey(ledger, { payer: payer.address, key: other.key, channelKey: other.channelKey })
    const listen = { host: '127.0.0.1', port: 0 }
    const list = join(folder, 'router-deny.txt')
    writeFileSync(list, '# nobody')
    const source = { path: list, countryHeader: 'x-country' }
    const second = await startRouter({
      ledger,
      payer: payer.address,
      keys: other,
      folder: own,
      listen,
      deposit,
      fund,
      deny: source,
      lookEveryMs: 1_000_000,
    })
    const apiKey = second.books.addKey({ label: 'second', budgetPerDay: null, nowMs: Date.now() }).text
    const client = new OpenAI({ baseURL: `http://127.0.0.1:${second.port}/v1`, apiKey, maxRetries: 0 })
    const only = ask('Hi', { provider: { only: [denying.service] } })
    await client.chat.completions.create(only)

    writeFileSync(file, payer.address)
    await expect(client.chat.completions.create(only)).rejects.toThrow('serving.denied')
    await denying.serve.settle()
    await second.look()
    await expect(client.chat.completions.create(only)).rejects.toThrow('does not serve')
    const id = channelIdOf({ payer: payer.address, key: other.key, curve: 'secp256k1', service: denying.service, asset: 'PToken' })
    const { deposited, settled, serial } = await readChannel(ledger, id, 'head')
    expect([serial, deposited - settled]).toEqual([1, 0n])

    writeFileSync(list, `IR\n${seller.payee.address}`)
    expect(second.models()).toEqual([])
    const from = (country: string) => client.chat.completions.create(ask('Hi'), { headers: { 'x-country': country } })
    await expect(from('IR')).rejects.toThrow('403')
    await expect(from('DE')).rejects.toThrow('No service offers this model')
    await second.stop()
    await denying.serve.stop()
    await denying.model.stop()
  })
})

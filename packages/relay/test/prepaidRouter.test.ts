// Long because all these tests share one chain, one router and its services, which take seconds to start.
import { cpSync, mkdtempSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bondServiceCall, depositToLedgerCall, exitChannelCall, fundChannelCall, pTokenAbi } from '@infinitio/chain'
import { sendCalls } from '@infinitio/chain/sender'
import { testKey, type TestKey } from '@infinitio/chain/test'
import { address, type Address, assetUnits, type ChannelFacts, channelIdOf, zeroHex32 } from '@infinitio/domain'
import { askRouterBalance, askRouterKey, findRouter, findRouters, openExitAccess, type RouterOffer } from '@infinitio/sdk/services'
import {
  forwardBody,
  hashReceipt,
  priceWithMargin,
  readReceipt,
  requestHash,
  type RouterTerms,
  type ServiceTerms,
  termsHash,
} from '@infinitio/services'
import OpenAI from 'openai'
import { encodeFunctionData, maxUint256, parseEther, toHex } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { afterAll, beforeAll, describe, expect, it, test, vi } from 'vitest'
import { newServiceFacts, publishTerms, registerService } from '../src/ledger/accountActs.ts'
import { readChannel } from '../src/ledger/ledgerAccess.ts'
import { type ProxyKeys, readProxyKeys } from '../src/proxy/clientStore.ts'
import { allowRouter, fundByKey } from '../src/router/routerActs.ts'
import { type RouterSettings, type RunningRouter, startRouter } from '../src/router/startRouter.ts'
import type { PrepaidSettings } from '../src/router/prepaid/openPrepaid.ts'
import { PrepaidBook } from '../src/router/prepaid/prepaidBook.ts'
import { type RunningServe, startServe } from '../src/serve/startServe.ts'
import { openSignatures, type Signatures } from '../src/signatures/openSignatures.ts'
import { openUpstream } from '../src/wire/openUpstream.ts'
import { startSeller, type TestSeller } from './startSeller.ts'
import { startTestModel, testModel, type TestModel } from './startTestModel.ts'

const deposit = parseEther('1')
const marginBps = 100

describe('a router that users prepay', () => {
  let seller: TestSeller
  let model: TestModel
  let serve: RunningServe
  let router: RunningRouter
  let keys: ProxyKeys
  let folder: string
  let port: number
  let offer: RouterOffer
  let terms: RouterTerms
  let service: RouterOffer['service']
  let signatures: Signatures
  const responder = testKey('router responder')

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'infinitio-prepaid-'))
    ;[model, seller, signatures] = await Promise.all([startTestModel(), startSeller(), openSignatures()])
    serve = await startServe(seller.serveSettings({ upstream: model.url, limits: { raiseWithinMs: 100 } }))
    const { port: servePort } = serve
    await seller.setTerms({ url: `http://127.0.0.1:${servePort}/v1` })
    await serve.stop()
    serve = await startServe(
      seller.serveSettings({ upstream: model.url, listen: { host: '127.0.0.1', port: servePort }, limits: { raiseWithinMs: 100 } }),
    )
    keys = readProxyKeys(join(folder, 'router'))
    const { ledger, payer, payee } = seller
    const allowance = { total: parseEther('20'), dayCap: parseEther('20'), channel: deposit * 4n, untilSeconds: 4_000_000_000 }
    await allowRouter(ledger, { payerKey: payer.privateKey, payer: payer.address, key: keys.key, allowance, gasCoins: parseEther('1') })
    const probe = await startTestModel()
    port = Number(new URL(probe.url).port)
    await probe.stop()
    terms = {
      ...{ version: 1, kind: 'router', asset: 'PToken', url: `http://127.0.0.1:${port}/v1`, contact: '' },
      ...{ marginBps, leastDeposit: assetUnits(parseEther('0.0001')), responseKey: responder.address },
    }
    const facts = newServiceFacts({ payee: payee.address, lockSeconds: 86_400, salt: `0x${'7'.repeat(64)}` })
    service = await registerService(ledger, { payeeKey: payee.privateKey, facts, operator: keys.key, terms, gasCoins: 0n })
    await start()
    offer = (await findRouter(access(), { url: `http://127.0.0.1:${port}`, ledger: ledger.domain.ledger })) ?? expect.unreachable()
    await send(
      'approve',
      {
        to: seller.chain.addresses.pToken,
        data: encodeFunctionData({ abi: pTokenAbi, functionName: 'approve', args: [ledger.domain.ledger, maxUint256] }),
      },
      payer,
    )
    await bond(seller.service, deposit * 4n)
    await router.look()
  })
  afterAll(async () => {
    await router.stop()
    await serve.stop()
    for (const stop of others) await stop()
    await Promise.all([model.stop(), seller.stop()])
    rmSync(folder, { recursive: true, force: true })
  })

  /** Gives a service of the payee a bond, without which no request of a user opens a channel to it. */
  async function bond(of: RouterOffer['service'], amount: bigint): Promise<void> {
    const { payer, payee, ledger } = seller
    const deposited = { ledger: ledger.domain.ledger, account: payee.address, asset: 'PToken', amount: assetUnits(amount) } as const
    await send('deposit', depositToLedgerCall(deposited), payer)
    await send('bond', bondServiceCall({ ledger: ledger.domain.ledger, service: of, amount: assetUnits(amount) }), payee)
  }

  const access = () => openExitAccess({ rpcUrl: seller.chain.rpcUrl })

  async function start(changes: Partial<RouterSettings> = {}, prepaying: Partial<PrepaidSettings> = {}): Promise<void> {
    const { ledger, payer } = seller
    const fund = fundByKey(ledger, { payer: payer.address, key: keys.key, channelKey: keys.channelKey })
    const prepaid = { service, terms, responseKey: responder.privateKey, ...prepaying }
    router = await startRouter({
      ...{ ledger, payer: payer.address, keys, folder: join(folder, 'router'), listen: { host: '127.0.0.1', port } },
      ...{ deposit: deposit * 2n, fund, prepaid, lookEveryMs: 50, userChannels: { perPayee: deposit * 40n, perDay: deposit * 80n }, ...changes },
    })
  }

  async function send(
    what: string,
    { to, data }: { readonly to: string; readonly data: `0x${string}` },
    { privateKey }: Pick<TestKey, 'privateKey'>,
  ) {
    await sendCalls(seller.ledger.client, { privateKey, calls: [{ to: address(to), data, value: 0n, gas: 300_000n, what }], timeoutMs: 10_000 })
  }

  const channelOf = (payer: Address): ChannelFacts => ({ payer, key: keys.key, curve: 'secp256k1', service, asset: 'PToken' })

  /** Makes a wallet with an own channel to the router, by transactions of the wallet. */
  async function newUser(name: string, amount = deposit): Promise<TestKey> {
    const user = testKey(name)
    const { ledger, payer } = seller
    await ledger.client.request({ method: 'anvil_setBalance', params: [user.address, toHex(parseEther('1'))] } as never)
    const units = assetUnits(amount)
    await send('deposit', depositToLedgerCall({ ledger: ledger.domain.ledger, account: user.address, asset: 'PToken', amount: units }), payer)
    const { settled, serial } = await readChannel(ledger, channelIdOf(channelOf(user.address)), 'head')
    const total = assetUnits(settled + amount)
    await send('fund', fundChannelCall({ ledger: ledger.domain.ledger, channel: channelOf(user.address), serial, total }), user)
    return user
  }

  const others: (() => Promise<void>)[] = []
  let salts = 0

  /** Registers one more service of the payee, and starts it for the test model unless `url` names another server. */
  async function newService(
    changes: Partial<ServiceTerms>,
    { url, isStarting = false }: { readonly url?: string; readonly isStarting?: boolean } = {},
  ) {
    const { ledger, payee, operator } = seller
    salts += 1
    const of = { ...seller.terms(), url: url ?? 'http://127.0.0.1:1/v1', ...changes }
    const facts = newServiceFacts({ payee: payee.address, lockSeconds: 86_400, salt: `0x${`${salts}`.repeat(64).slice(0, 63)}9` })
    const id = await registerService(ledger, { payeeKey: payee.privateKey, facts, operator: operator.address, terms: of, gasCoins: 0n })
    if (url !== undefined) return id
    const probe = await startTestModel()
    await probe.stop()
    const at = Number(new URL(probe.url).port)
    const own = { ...of, url: `http://127.0.0.1:${at}/v1` }
    await publishTerms(ledger, { operatorKey: operator.privateKey, service: id, terms: own })
    const upstream = openUpstream(model.url, { reach: 'any' })
    const seat = { upstream, headers: {}, leave: () => {} }
    const machines = {
      any: () => seat,
      close: () => upstream.close(),
      take: async (asking: { isStart: boolean }) => {
        asking.isStart = isStarting
        return seat
      },
    }
    const settings = seller.serveSettings({ service: id, terms: own, folder: join(folder, `serve-${salts}`), upstream: machines })
    const running = await startServe({ ...settings, listen: { host: '127.0.0.1', port: at } })
    others.push(running.stop)
    return id
  }

  let second = Math.floor(Date.now() / 1_000) - 100
  const keyOf = async (user: TestKey, changes: Partial<Parameters<typeof askRouterKey>[1]> = {}, of = offer) => {
    second += 1
    return await askRouterKey(of, {
      ...{ payer: user.address, domain: seller.ledger.domain, nowSeconds: second },
      signMessage: (message) => privateKeyToAccount(user.privateKey).signMessage({ message }),
      ...changes,
    })
  }

  const clientOf = (apiKey: string) => new OpenAI({ baseURL: terms.url, apiKey, maxRetries: 0 })
  const balance = (apiKey: string) => askRouterBalance({ url: terms.url, apiKey })
  const hi = { model: testModel, messages: [{ role: 'user' as const, content: 'Hi' }] }

  it('gives an API key for a signature of the wallet, and answers a stock client with receipts that it signs', async () => {
    const user = await newUser('user one')
    const { apiKey, baseUrl } = await keyOf(user)
    expect(baseUrl).toBe(terms.url)
    const openai = clientOf(apiKey)
    const body = { ...hi, provider: { sort: 'price' } }
    const { data, response } = await openai.chat.completions.create(body).withResponse()
    expect(data.choices[0]?.message.content).toContain('word4')
    const first = readReceipt(response.headers.get('infinitio-receipt') ?? '') ?? expect.unreachable()
    expect(signatures.recover(hashReceipt(first.receipt, seller.ledger.domain), first.signature)).toBe(responder.address)
    expect(first.receipt).toMatchObject({ channel: channelIdOf(channelOf(user.address)), serial: 0, n: 1, seq: 1, terms: termsHash(terms) })
    // The price is the one of the service and 1 %, and the request is what the client itself calculates.
    const { units, cost, spent, inner, request } = first.receipt
    const { inputPrice, outputPrice } = seller.terms()
    const own = (BigInt(units.input) * inputPrice + BigInt(units.output) * outputPrice + 999_999n) / 1_000_000n
    expect([cost, spent]).toEqual([priceWithMargin(own, marginBps), priceWithMargin(own, marginBps)])
    const salt = response.headers.get('infinitio-salt') as `0x${string}`
    expect(request).toBe(requestHash(salt, Buffer.from(forwardBody(body, { upstreamModel: testModel }))))
    expect(inner.slice(0, 42)).toBe(seller.service)
    expect(inner).toHaveLength(2 + 40 + 64)
    let text = ''
    const stream = await openai.chat.completions.create({ ...hi, stream: true }).asResponse()
    text = await stream.text()
    const next = readReceipt(/: infinitio-receipt (\S+)/.exec(text)?.[1] ?? '') ?? expect.unreachable()
    expect(next.receipt).toMatchObject({ n: 2, previous: hashReceipt(first.receipt, seller.ledger.domain), spent: spent + next.receipt.cost })
    expect(text).toContain('[DONE]')
    const shown = await balance(apiKey)
    expect(shown).toMatchObject({ deposited: deposit, settled: 0n, owed: next.receipt.spent, left: deposit - next.receipt.spent })
    expect(shown.usage).toMatchObject([{ model: testModel, requests: 2, cost: next.receipt.spent }])
  })

  it('hides its channels to services, which would show the use of other users', async () => {
    const { apiKey } = await keyOf(await newUser('user two'))
    const answer = await clientOf(apiKey)
      .chat.completions.create({ ...hi, stream: true })
      .asResponse()
    const all = JSON.stringify([...answer.headers]) + (await answer.text())
    const texts = [...all.matchAll(/infinitio-receipt["', :]+([\w-]{300,})/g)].map(([, text = '']) => readReceipt(text)?.receipt.channel)
    expect(texts).toEqual([channelIdOf(channelOf(testKey('user two').address))])
  })

  describe('an API key', () => {
    test.each<[string, string, (user: TestKey) => Promise<unknown>]>([
      [
        'by another wallet',
        'serving.key_refused',
        (user) => keyOf(user, { signMessage: (message) => privateKeyToAccount(testKey('thief').privateKey).signMessage({ message }) }),
      ],
      ['by a signature for another router', 'serving.key_refused', (user) => keyOf(user, { domain: { ...seller.ledger.domain, chainId: 1 } })],
      ['by an old signature', 'serving.key_refused', (user) => keyOf(user, { nowSeconds: Math.floor(Date.now() / 1_000) - 700 })],
      ['by a signature of the future', 'serving.key_refused', (user) => keyOf(user, { nowSeconds: Math.floor(Date.now() / 1_000) + 700 })],
      ['without a channel', 'serving.deposit_too_low', () => keyOf(testKey('poor'))],
    ])('is refused %s', async (_, code, act) => {
      await expect(act(testKey('user one'))).rejects.toMatchObject({ code: 'service.router_refused', detail: code })
    })

    it('is refused for a repeated request, and a new one ends the earlier key', async () => {
      const user = testKey('user two')
      const first = await keyOf(user)
      await expect(keyOf(user, { nowSeconds: second })).rejects.toMatchObject({ detail: 'serving.key_refused' })
      const next = await keyOf(user)
      await expect(clientOf(first.apiKey).chat.completions.create(hi)).rejects.toMatchObject({ status: 401 })
      expect((await clientOf(next.apiKey).chat.completions.create(hi)).choices).toHaveLength(1)
    })

    it('is given once for a request that arrives twice at the same time', async () => {
      const user = await newUser('user of a race')
      second += 1
      const same = { nowSeconds: second }
      const [first, other] = await Promise.allSettled([keyOf(user, same), keyOf(user, same)])
      expect([first.status, other.status].toSorted()).toEqual(['fulfilled', 'rejected'])
      const refused = first.status === 'rejected' ? first : other
      expect(refused).toMatchObject({ reason: { code: 'service.router_refused', detail: 'serving.key_refused' } })
    })

    it('is refused above 20 in a day, because each one is a row of a file', async () => {
      const user = await newUser('collector')
      for (let count = 0; count < 40; count += 1) await keyOf(user).catch(() => null)
      await expect(keyOf(user)).rejects.toMatchObject({ detail: 'serving.busy' })
      expect(router.books.keys().filter(({ payer }) => payer === user.address)).toHaveLength(20)
    })

    it('has no balance if it is the key of the owner', async () => {
      const { text } = router.books.addKey({ label: 'owner', budgetPerDay: null, nowMs: Date.now() })
      await expect(balance(text)).rejects.toMatchObject({ detail: 'serving.key_wrong' })
    })
  })

  it('never answers for more than the deposit of a user', async () => {
    const small = parseEther('0.012')
    const { apiKey } = await keyOf(await newUser('small user', small))
    const openai = clientOf(apiKey)
    const text = await (
      await openai.chat.completions.create({ ...hi, messages: [{ role: 'user', content: 'words 60000' }], stream: true }).asResponse()
    ).text()
    expect([text.includes('"finish_reason":"length"'), text.includes('word59999')]).toEqual([true, false])
    const { owed, left, deposited } = await balance(apiKey)
    expect(deposited).toBe(small)
    expect(owed).toBeGreaterThan(0n)
    expect(owed + left).toBe(small)
    const asked = model.asked.length
    const refused = openai.chat.completions.create({ ...hi, messages: [{ role: 'user', content: 'x'.repeat(400_000) }] })
    await expect(refused).rejects.toMatchObject({ status: 402, code: 'serving.deposit_too_low' })
    expect(model.asked.length).toBe(asked)
    expect((await balance(apiKey)).left).toBe(left)
  })

  it('charges a user who leaves in the middle of a stream for what came, and keeps no reservation', async () => {
    const { apiKey } = await keyOf(await newUser('leaving user'))
    const abort = new AbortController()
    const answer = await clientOf(apiKey)
      .chat.completions.create({ ...hi, messages: [{ role: 'user', content: 'hold' }], stream: true }, { signal: abort.signal })
      .asResponse()
    await answer.body?.getReader().read()
    abort.abort()
    await expect.poll(async () => (await balance(apiKey)).owed).toBeGreaterThan(0n)
    model.release()
    const { owed, left, deposited } = await balance(apiKey)
    expect(owed).toBeLessThan(10n ** 13n)
    expect(left).toBe(deposited - owed)
  })

  it('lets one user run four requests at once, so that others are answered', async () => {
    const [greedy, other] = [await keyOf(testKey('leaving user')), await keyOf(testKey('user two'))]
    const hold = { ...hi, messages: [{ role: 'user' as const, content: 'hold' }], stream: true as const }
    const held = await Promise.all(Array.from({ length: 4 }, () => clientOf(greedy.apiKey).chat.completions.create(hold).asResponse()))
    await expect(clientOf(greedy.apiKey).chat.completions.create(hi)).rejects.toMatchObject({ status: 429, code: 'serving.busy' })
    expect((await clientOf(other.apiKey).chat.completions.create(hi)).choices).toHaveLength(1)
    model.release()
    for (const answer of held) expect(await answer.text()).toContain('[DONE]')
    expect((await clientOf(greedy.apiKey).chat.completions.create(hi)).choices).toHaveLength(1)
  })

  it('charges nothing for an answer that failed, and stores nothing of it', async () => {
    const { apiKey } = await keyOf(await newUser('failed user'))
    await expect(clientOf(apiKey).chat.completions.create({ ...hi, messages: [{ role: 'user', content: 'error 500' }] })).rejects.toMatchObject({
      status: 503,
    })
    await expect(clientOf(apiKey).chat.completions.create({ ...hi, messages: [{ role: 'user', content: 'error 422' }] })).rejects.toMatchObject({
      status: 422,
    })
    expect(await balance(apiKey)).toMatchObject({ owed: 0n, left: deposit, usage: [] })
  })

  it('goes on with the same sums after a restart, and settles all users by one list of its key', async () => {
    const users = [testKey('user one'), testKey('user two'), testKey('small user')]
    const apiKeys: string[] = []
    for (const user of users) apiKeys.push((await keyOf(user)).apiKey)
    const before = await Promise.all(apiKeys.map(balance))
    await router.stop()
    await start()
    expect(await Promise.all(apiKeys.map(balance))).toEqual(before)
    const open = before.reduce((sum, { owed, settled }) => sum + owed - settled, 0n)
    const pot = await seller.potOf(seller.payee.address)
    const block = await seller.ledger.client.getBlockNumber({ cacheTime: 0 })
    const settlement = await router.settle()
    expect(settlement.rows).toBeGreaterThanOrEqual(users.length)
    expect((await seller.ledger.client.getBlockNumber({ cacheTime: 0 })) - block).toBe(1n)
    const after = await seller.potOf(seller.payee.address)
    expect(after.free + after.fees - pot.free - pot.fees).toBe(settlement.amount)
    expect(settlement.amount).toBeGreaterThanOrEqual(open)
    const settled = await Promise.all(apiKeys.map(balance))
    expect(settled.map((one) => one.settled)).toEqual(before.map(({ owed }) => owed))
    expect(await router.settle()).toEqual({ rows: 0, amount: 0n })
  })

  it('settles at once when a user exits, and answers this user no more', async () => {
    const user = testKey('user one')
    const { apiKey } = await keyOf(user)
    await clientOf(apiKey).chat.completions.create(hi)
    const { owed } = await balance(apiKey)
    await send('exit', exitChannelCall({ ledger: seller.ledger.domain.ledger, channel: channelOf(user.address), serial: 0 }), user)
    await expect.poll(async () => (await readChannel(seller.ledger, channelIdOf(channelOf(user.address)), 'head')).settled).toBe(owed)
    await expect(clientOf(apiKey).chat.completions.create(hi)).rejects.toMatchObject({ status: 403, code: 'serving.channel_exiting' })
    await expect(keyOf(user)).rejects.toMatchObject({ detail: 'serving.channel_exiting' })
  })

  it('is found by its terms on the chain only', async () => {
    const ledger = seller.ledger.domain.ledger
    expect(offer).toMatchObject({ service, key: keys.key, terms })
    expect(await findRouter(access(), { url: `http://127.0.0.1:${serve.port}/v1`, ledger })).toBeNull()
    const all = await findRouters(access(), { ledger, mayCall: (url) => url === terms.url })
    expect(all).toEqual([offer])
    expect(await findRouters(access(), { ledger, mayCall: () => false })).toEqual([])
    const lying = async () => ({ status: 200, text: JSON.stringify({ service, key: keys.key }) })
    expect(await findRouter(access(), { url: 'https://evil.example/v1', ledger, call: lying })).toBeNull()
  })

  describe('an attack', () => {
    const hold = { ...hi, messages: [{ role: 'user' as const, content: 'hold' }], stream: true as const }
    const userOf = async (name: string, amount = deposit) => {
      const user = await newUser(name, amount)
      return { user, ...(await keyOf(user)) }
    }
    const figuresOf = (id: string) => router.figures().find((one) => one.service === id)

    it('by a user who leaves before the first byte costs the user the start price that the service charges', async () => {
      const startPrice = assetUnits(parseEther('0.02'))
      const id = await newService({ model: 'starting', startPrice }, { isStarting: true })
      await bond(id, deposit * 4n)
      await router.look()
      const { apiKey } = await userOf('starter')
      const abort = new AbortController()
      const asked = model.asked.length
      const body = { ...hold, model: 'starting', messages: [{ role: 'user' as const, content: 'hang' }] }
      const lost = clientOf(apiKey).chat.completions.create(body, { signal: abort.signal }).asResponse()
      lost.catch(() => {})
      await expect.poll(() => model.asked.length).toBe(asked + 1)
      abort.abort()
      await expect.poll(async () => (await balance(apiKey)).owed).toBe(priceWithMargin(startPrice, marginBps))
      expect((await balance(apiKey)).left).toBe(deposit - priceWithMargin(startPrice, marginBps))
      expect(figuresOf(id)).toMatchObject({ owed: startPrice, fault: null })
    })

    it('by a service that sends more than its limit is cut, and its vouchers stay below what users hold for them', async () => {
      let floods = 0
      const liar = createServer((message, response) => {
        message.resume()
        if (message.method === 'GET') return void response.end('{}')
        response.writeHead(200, { 'content-type': 'text/event-stream' })
        const event = `data: ${JSON.stringify({ choices: [{ index: 0, delta: { content: 'x'.repeat(1_000) } }] })}\n\n`
        response.write(event)
        floods += 1
        // The first answer only waits, so that its voucher has room that the second one could use.
        if (floods > 1) for (let count = 0; count < 1_000; count += 1) response.write(event)
      })
      await new Promise<void>((resolve) => liar.listen(0, '127.0.0.1', resolve))
      others.push(async () => {
        liar.closeAllConnections()
        liar.close()
      })
      const id = await newService({ model: 'liar' }, { url: `http://127.0.0.1:${(liar.address() as AddressInfo).port}/v1` })
      await bond(id, deposit * 4n)
      await router.look()
      const [rich, poor] = [await userOf('rich user'), await userOf('poor user', parseEther('0.015'))]
      const waits = await clientOf(rich.apiKey)
        .chat.completions.create({ ...hold, model: 'liar' })
        .asResponse()
      const text = await (
        await clientOf(poor.apiKey)
          .chat.completions.create({ ...hold, model: 'liar' })
          .asResponse()
      ).text()
      expect(text).toContain('serving.upstream_failed')
      const step = seller.terms().step
      expect(BigInt(text.split('x'.repeat(1_000)).length - 1) * 500n * seller.terms().outputPrice).toBeLessThan((step * 1_000_000n * 11n) / 10n)
      const held = await Promise.all([rich, poor].map(async ({ apiKey }) => ((one) => one.deposited - one.left)(await balance(apiKey))))
      const ceiling = figuresOf(id)?.ceiling ?? 0n
      expect(ceiling).toBeGreaterThan(0n)
      expect(ceiling).toBeLessThanOrEqual(held.reduce((sum, one) => sum + one, 0n))
      // The service shows no receipt and can still claim its vouchers, so the user pays the hold after a quarter of the lock.
      const { owed, left, deposited } = await balance(poor.apiKey)
      expect([owed, left < deposited]).toEqual([0n, true])
      await waits.body?.cancel()
      vi.useFakeTimers({ toFake: ['Date'] })
      vi.setSystemTime(Date.now() + (86_400 / 4) * 1_000 + 1)
      await router.settle()
      vi.useRealTimers()
      expect(await balance(poor.apiKey)).toMatchObject({ owed: deposited - left, left })
    })

    it('by a service that shows its receipt at the end of the wait charges the hold once', async () => {
      const parts = {
        service,
        key: keys.key,
        responseKey: responder.privateKey,
        terms: termsHash(terms),
        signatures,
        ledger: seller.ledger,
        nowMs: Date.now,
        onLost: () => {},
      }
      // A log without lines would count as lost.
      writeFileSync(join(folder, 'late.log'), '{"k":"m"}\n')
      const book = await PrepaidBook.open({ ...parts, path: join(folder, 'late.log') })
      const channel = await book.channelOf((await userOf('late user')).user.address)
      book.reserve(channel, 10n)
      book.hold(channel, { digest: 'late', service, amount: 10n })
      const answer = {
        request: zeroHex32,
        response: zeroHex32,
        units: { input: 0, cached: 0, output: 0 },
        startedMs: 0,
        inner: service,
        cost: assetUnits(10n),
      }
      expect((await Promise.all([book.add(channel, answer, 'late'), book.add(channel, answer, 'late')])).map((one) => typeof one)).toEqual([
        'string',
        'object',
      ])
      expect(channel).toMatchObject({ owed: 10n, reserved: 0n, n: 1 })
      book.close()
    })

    it('by a user who names services opens no channel without a bond, and no more than the rule of the owner allows', async () => {
      const ids: (typeof service)[] = []
      for (const name of ['bare', 'first', 'next']) ids.push(await newService({ model: name }))
      const [bare, first, next] = ids as [typeof service, typeof service, typeof service]
      await bond(first, deposit * 4n)
      await bond(next, deposit * 4n)
      const opened = JSON.parse(readFileSync(join(folder, 'router', 'opened-channels.json'), 'utf8')) as readonly { readonly deposit: string }[]
      const perDay = opened.reduce((sum, one) => sum + BigInt(one.deposit), deposit * 2n)
      await restart({ userChannels: { perPayee: deposit * 40n, perDay } })
      const { apiKey } = await userOf('namer')
      const ask = (only: string, name: string) =>
        clientOf(apiKey).chat.completions.create({ ...hi, model: name, provider: { only: [only] } } as typeof hi)
      await expect(ask(bare, 'bare')).rejects.toThrow('its bond is below')
      expect((await ask(first, 'first')).choices).toHaveLength(1)
      await expect(ask(next, 'next')).rejects.toThrow('opened channels for')
      const channelTo = (of: typeof service) =>
        channelIdOf({ payer: seller.payer.address, key: keys.key, curve: 'secp256k1', service: of, asset: 'PToken' })
      for (const one of [bare, next]) expect((await readChannel(seller.ledger, channelTo(one), 'head')).deposited).toBe(0n)
      // The channel of an idle service is closed, and its rest is in the pot of the owner again.
      const before = await seller.potOf(seller.payer.address)
      await restart({ userChannels: { perPayee: deposit * 40n, perDay, idleMs: 0 } })
      await expect.poll(async () => (await readChannel(seller.ledger, channelTo(first), 'head')).serial).toBe(1)
      expect((await seller.potOf(seller.payer.address)).free).toBeGreaterThan(before.free + deposit)
      await restart({ userChannels: { perPayee: deposit * 40n, perDay } })
      await expect(ask(first, 'first')).rejects.toThrow('opened channels for')
      await restart({ userChannels: { perPayee: deposit, perDay: deposit * 80n } })
      await expect(ask(next, 'next')).rejects.toThrow('its payee has')
      await restart()
    })

    it('by users with tiny debts costs the router no gas: the debts wait, and are written off at an exit', async () => {
      const { user, apiKey } = await userOf('tiny user')
      await clientOf(apiKey).chat.completions.create(hi)
      const { owed } = await balance(apiKey)
      await restart({}, { terms: { ...terms, leastClaim: assetUnits(owed + 1n) } })
      await send('exit', exitChannelCall({ ledger: seller.ledger.domain.ledger, channel: channelOf(user.address), serial: 0 }), user)
      const settled = async () => (await readChannel(seller.ledger, channelIdOf(channelOf(user.address)), 'head')).settled
      await expect.poll(() => keyOf(user).catch((error: { readonly detail: string }) => error.detail)).toBe('serving.channel_exiting')
      await router.look()
      expect(await settled()).toBe(0n)
      // Gas that costs more than the debt has the same effect.
      await restart({}, { coinPrice: 10n ** 30n })
      await router.look()
      expect(await settled()).toBe(0n)
      await restart()
      await expect.poll(settled).toBe(owed)
    })

    it('by users who abort 16 requests blocks nobody, because their receipts are read at once', async () => {
      await restart({ lookEveryMs: 600_000 })
      const apiKeys: string[] = []
      for (let count = 0; count < 4; count += 1) apiKeys.push((await userOf(`aborter ${count}`)).apiKey)
      const other = await keyOf(testKey('user two'))
      const aborts = apiKeys.flatMap((apiKey) => Array.from({ length: 4 }, () => ({ apiKey, abort: new AbortController() })))
      await Promise.all(
        aborts.map(async ({ apiKey, abort }) => {
          const answer = await clientOf(apiKey).chat.completions.create(hold, { signal: abort.signal }).asResponse()
          await answer.body?.getReader().read()
        }),
      )
      for (const { abort } of aborts) abort.abort()
      await expect
        .poll(
          async () =>
            (
              await clientOf(other.apiKey)
                .chat.completions.create(hi)
                .catch(() => null)
            )?.choices.length,
        )
        .toBe(1)
      for (const apiKey of apiKeys) await expect.poll(async () => ((one) => one.owed + one.left - one.deposited)(await balance(apiKey))).toBe(0n)
      model.release()
    })

    it('by a service with a large step is not tried, and its step is in the reason', async () => {
      const id = await newService({
        step: assetUnits(deposit * 2n),
        inputPrice: assetUnits(1n),
        cachedPrice: assetUnits(1n),
        outputPrice: assetUnits(1n),
      })
      await bond(id, deposit * 4n)
      await router.look()
      const { apiKey } = await userOf('stepper')
      const { response } = await clientOf(apiKey)
        .chat.completions.create({ ...hi, provider: { sort: 'price' } } as typeof hi)
        .withResponse()
      expect(response.headers.get('infinitio-service')).toBe(seller.service)
      const only = clientOf(apiKey).chat.completions.create({ ...hi, provider: { only: [id] } } as typeof hi)
      await expect(only).rejects.toMatchObject({ status: 402, code: 'serving.deposit_too_low', message: expect.stringContaining('its step is 2') })
    })

    it('by many small answers fills no disk: the log is shortened, and a minute has 240 requests of an account', async () => {
      const { apiKey } = await userOf('writer')
      await restart({}, { mostLogBytes: 1 })
      for (let count = 0; count < 12; count += 1) await clientOf(apiKey).chat.completions.create(hi)
      const shown = await balance(apiKey)
      const log = join(folder, 'router', 'prepaid.log')
      const size = statSync(log).size
      for (let count = 0; count < 60; count += 1) await clientOf(apiKey).chat.completions.create(hi)
      // Without shortening, the log of five times as many answers would be six times as long.
      expect(statSync(log).size).toBeLessThan(size * 3)
      const after = await balance(apiKey)
      expect(after.owed).toBeGreaterThan(shown.owed)
      await restart()
      expect(await balance(apiKey)).toEqual(after)
      const huge = { ...hi, messages: [{ role: 'user' as const, content: 'x'.repeat(3_000_000) }] }
      const codes: unknown[] = []
      for (let count = 0; count < 241; count += 1)
        codes.push(
          await clientOf(apiKey)
            .chat.completions.create({ ...hi, provider: { only: [service] } } as typeof hi)
            .catch((error: { readonly code: unknown }) => error.code),
        )
      expect([codes.slice(0, 240).includes('serving.busy'), codes.at(-1)]).toEqual([false, 'serving.busy'])
      await expect(clientOf(apiKey).chat.completions.create(huge)).rejects.toMatchObject({ code: 'serving.busy' })
    })

    it('by a kill costs the router nothing: the receipt of the service states the price of the answer that it cut', async () => {
      const { apiKey } = await userOf('killed user')
      const answer = await clientOf(apiKey).chat.completions.create(hold).asResponse()
      const reader = answer.body?.getReader()
      await reader?.read()
      // This is what a killed process leaves on the disk.
      cpSync(join(folder, 'router'), join(folder, 'killed'), { recursive: true })
      await router.stop()
      model.release()
      rmSync(join(folder, 'router'), { recursive: true })
      rmSync(join(folder, 'killed', 'lock'))
      renameSync(join(folder, 'killed'), join(folder, 'router'))
      await start()
      await expect.poll(async () => (await balance(apiKey)).owed).toBeGreaterThan(0n)
      const { owed, left, deposited } = await balance(apiKey)
      expect([owed < 10n ** 14n, left]).toEqual([true, deposited - owed])
    })

    async function restart(...settings: Parameters<typeof start>) {
      await router.stop()
      await start(...settings)
    }
  })
})

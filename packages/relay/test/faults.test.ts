import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { exitChannelCall, settleVouchersCall } from '@infinitio/chain'
import { sendCalls } from '@infinitio/chain/sender'
import { assetUnits } from '@infinitio/domain'
import { messageOfVoucher, packVoucherRows, readVoucher } from '@infinitio/services'
import { getBalance } from 'viem/actions'
import { afterAll, afterEach, beforeAll, describe, expect, it, test } from 'vitest'
import { takeLock } from '../src/files/takeLock.ts'
import type { ProxyKeys } from '../src/proxy/clientStore.ts'
import type { RunningProxy } from '../src/proxy/startProxy.ts'
import { type RunningServe, type ServeNews, startServe } from '../src/serve/startServe.ts'
import { startSeller, type TestSeller } from './startSeller.ts'
import { startTestModel, testModel, type TestModel } from './startTestModel.ts'

const isLong = process.env.TEST_LONG === '1'

type Client = { readonly folder: string; readonly keys: ProxyKeys }

describe('faults of service and proxy', () => {
  let model: TestModel
  let seller: TestSeller
  let serve: RunningServe
  let port: number
  const proxies: RunningProxy[] = []
  const children: ChildProcess[] = []

  beforeAll(async () => {
    ;[model, seller] = await Promise.all([startTestModel(), startSeller()])
    serve = await startServe(seller.serveSettings({ upstream: model.url }))
    port = serve.port
    await seller.setTerms({ url: `http://127.0.0.1:${port}/v1` })
    await restart()
  })
  afterEach(async () => {
    model.release()
    for (const proxy of proxies.splice(0)) await proxy.stop()
  })
  afterAll(async () => {
    for (const child of children) child.kill('SIGKILL')
    await serve.stop()
    await Promise.all([model.stop(), seller.stop()])
  })

  async function restart() {
    await serve.stop()
    serve = await startServe(seller.serveSettings({ upstream: model.url, listen: { host: '127.0.0.1', port } }))
  }

  async function open(client?: Client, deposit?: bigint) {
    const own = client ?? (await seller.newClient(deposit))
    const proxy = await seller.startProxy(own)
    proxies.push(proxy)
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${own.keys.apiKey}` }
    const ask = (content: string, { stream = false, signal }: { stream?: boolean; signal?: AbortSignal } = {}) =>
      fetch(`http://127.0.0.1:${proxy.port}/v1/chat/completions`, {
        ...{ method: 'POST', headers, body: JSON.stringify({ model: testModel, stream, messages: [{ role: 'user', content }] }) },
        ...(signal === undefined ? {} : { signal }),
      })
    return { client: own, proxy, ask, headers }
  }

  it('lets four parallel answers end out of order without a fault', async () => {
    const { proxy, ask } = await open()
    const held = await Promise.all(Array.from({ length: 3 }, () => ask('hold', { stream: true })))
    const fast = await (await ask('words 30')).text()
    expect(fast).toContain('word29')
    model.release()
    const texts = await Promise.all(held.map((answer) => answer.text()))
    expect(texts.every((text) => text.includes('word4') && text.includes('[DONE]'))).toBe(true)
    expect([proxy.fault(), proxy.figures().answers]).toEqual([null, 4])
  })

  it('refuses more than 16 open requests of one channel, and more than the deposit covers', async () => {
    const { ask } = await open()
    const held = await Promise.all(Array.from({ length: 16 }, () => ask('hold', { stream: true })))
    expect((await ask('Hi')).status).toBe(429)
    model.release()
    await Promise.all(held.map((answer) => answer.text()))
    const poor = await open(undefined, 10n ** 12n)
    const refused = await poor.ask('Hi')
    expect([refused.status, refused.headers.get('x-should-retry')]).toEqual([402, 'false'])
  })

  it.skipIf(!isLong)('keeps the owed amounts exact when the service is killed in the middle of a stream', async () => {
    const { proxy, ask } = await open()
    for (let count = 0; count < 3; count += 1) await (await ask('Hi')).text()
    await serve.stop()
    const { owed } = proxy.figures()
    const first = await startProgram()
    await (await ask('Hi')).text()
    const cut = await ask('hold', { stream: true })
    const ended = once(first, 'exit')
    first.kill('SIGKILL')
    expect(await cut.text()).toContain('serving.upstream_failed')
    await ended
    const second = await startProgram()
    model.release()
    await expect
      .poll(() =>
        proxy.reconcile().then(
          () => proxy.figures().answers,
          () => 0,
        ),
      )
      .toBe(5)
    expect(proxy.figures().owed).toBe(owed + 3_200_000_000_000n)
    await (await ask('Hi')).text()
    expect([proxy.figures().owed, proxy.fault()]).toEqual([owed + 2n * 3_200_000_000_000n, null])
    second.kill('SIGKILL')
    await once(second, 'exit')
    serve = await startServe(seller.serveSettings({ upstream: model.url, listen: { host: '127.0.0.1', port } }))
    const before = await seller.potOf(seller.payee.address)
    await serve.settle()
    const after = await seller.potOf(seller.payee.address)
    expect(after.free + after.fees - before.free - before.fees).toBeGreaterThanOrEqual(proxy.figures().owed)
  })

  it('continues after the proxy lost its state, and after it came from a backup', async () => {
    const { client, proxy, ask } = await open()
    await (await ask('Hi')).text()
    const backup = readFileSync(join(client.folder, 'channel.log'))
    await (await ask('Hi')).text()
    const { owed } = proxy.figures()
    await proxies.pop()?.stop()
    for (const state of [backup, Buffer.alloc(0)]) {
      writeFileSync(join(client.folder, 'channel.log'), state)
      const again = await open(client)
      expect((await again.ask('Hi')).status).toBe(200)
      expect(again.proxy.fault()).toBeNull()
      expect(again.proxy.figures().owed).toBeGreaterThan(owed)
      await proxies.pop()?.stop()
    }
  })

  it('lets one process use a key and its folder', async () => {
    const { client, proxy } = await open()
    await expect(seller.startProxy(client)).rejects.toThrow('Another process or browser tab uses this key')
    await expect(startServe(seller.serveSettings({ upstream: model.url }))).rejects.toThrow('Another process or browser tab uses this key')
    proxies.splice(proxies.indexOf(proxy), 1)
    await proxy.stop()
    writeFileSync(join(client.folder, 'lock'), '999999999 1\n')
    takeLock(join(client.folder, 'lock'))()
  })

  test.each<[string, Record<string, string>, number]>([
    ['a form of a web page', { 'content-type': 'text/plain' }, 415],
    ['a script of a web page', { origin: 'https://evil.example' }, 403],
    ['a page whose name was rebound', { host: 'evil.example:4180' }, 403],
    ['a frame of a web page', { origin: 'null' }, 403],
    ['a program without the key', { authorization: 'Bearer other' }, 401],
  ])('refuses %s', async (_, changes, status) => {
    const { proxy, headers } = await open()
    const asked = model.asked.length
    // Uses Node's own HTTP client, because only this client lets a test set the headers that browsers protect.
    const { request } = await import('node:http')
    const got = await new Promise<number>((resolve, reject) => {
      const options = { host: '127.0.0.1', port: proxy.port, method: 'POST', path: '/v1/chat/completions', headers: { ...headers, ...changes } }
      const sent = request(options, (answer) => {
        answer.resume()
        resolve(answer.statusCode ?? 0)
      })
      sent.on('error', reject)
      sent.end(JSON.stringify({ model: testModel, messages: [{ role: 'user', content: 'Hi' }] }))
    })
    expect([got, model.asked.length, proxy.figures().answers]).toEqual([status, asked, 0])
  })

  it('refuses unknown paths, large bodies and malformed vouchers before the model is asked', async () => {
    const { ask, headers, proxy } = await open()
    const asked = model.asked.length
    const direct = (path: string, init: RequestInit) => fetch(`http://127.0.0.1:${port}${path}`, init)
    const body = JSON.stringify({ model: testModel, messages: [] })
    const bare = await direct('/v1/chat/completions', { method: 'POST', headers, body })
    expect([bare.status, await bare.text()]).toEqual([402, expect.stringContaining('serving.voucher_missing')])
    const malformed = await direct('/v1/chat/completions', { method: 'POST', headers: { ...headers, 'infinitio-voucher': 'AAAA' }, body })
    expect(malformed.status).toBe(400)
    for (const path of ['/', '/metrics', '/v1/admin', '/v1/receipts/0x12', '/v1/chat/completions/../models'])
      expect((await direct(path, {})).status).toBe(404)
    const large = await fetch(`http://127.0.0.1:${proxy.port}/v1/chat/completions`, { method: 'POST', headers, body: 'x'.repeat(5 * 1_048_576) })
    expect(large.status).toBe(413)
    expect((await ask('Hi')).status).toBe(200)
    expect(model.asked.length).toBe(asked + 1)
  })

  it('asks again with new terms that are not dearer, and stops for dearer ones', async () => {
    const { ask, proxy } = await open()
    expect((await ask('Hi')).status).toBe(200)
    const { terms } = seller
    const cheaper = await seller.setTerms({ outputPrice: assetUnits(terms().outputPrice / 2n) })
    await restart()
    expect((await ask('Hi')).status).toBe(200)
    const dearer = await seller.setTerms({ outputPrice: assetUnits(cheaper.outputPrice * 4n) })
    await restart()
    const refused = await ask('Hi')
    expect([refused.status, await refused.text()]).toEqual([412, expect.stringContaining('outputPrice')])
    await seller.setTerms({ outputPrice: assetUnits(dearer.outputPrice / 2n) })
    await restart()
    expect(proxy.fault()).toBeNull()
  })

  it('stops the proxy when the service claims more than its receipts on the chain', async () => {
    const { ask, client, proxy } = await open()
    await (await ask('Hi')).text()
    const log = readFileSync(join(seller.serveSettings().folder, 'vouchers.log'), 'utf8').trim().split('\n')
    const lines = log.map((line) => JSON.parse(line) as { readonly k: string; readonly v: string; readonly q: `0x${string}` })
    const newest = lines.findLast(({ k }) => k === 'v')
    const voucher = readVoucher(newest?.v ?? '')
    if (voucher === null || newest === undefined) throw new Error('the log has the voucher')
    expect(voucher.key).toBe(client.keys.key)
    const { trace } = messageOfVoucher(voucher, { service: seller.service, request: newest.q, domain: seller.ledger.domain })
    const rows = packVoucherRows([{ ...voucher, trace, claim: voucher.spent }])
    const { to, data } = settleVouchersCall({ ledger: seller.ledger.domain.ledger, service: seller.service, asset: 'PToken', rows })
    const calls = [{ to, data, value: 0n, gas: 400_000n, what: 'claiming the whole ceiling' }]
    await sendCalls(seller.ledger.client, { privateKey: seller.operator.privateKey, calls, timeoutMs: 10_000 })
    await expect.poll(() => proxy.fault()).toBe('claim')
    expect(await (await ask('Hi')).text()).toContain('serving.stopped')
  })

  it('settles at once when a payer exits, and starts nothing on its channel', async () => {
    const { ask, client, proxy } = await open()
    await (await ask('Hi')).text()
    const { owed } = proxy.figures()
    const before = await seller.potOf(seller.payee.address)
    await exit(client)
    await expect.poll(async () => (await seller.potOf(seller.payee.address)).free).toBeGreaterThan(before.free)
    const after = await seller.potOf(seller.payee.address)
    expect(after.free + after.fees - before.free - before.fees).toBe(owed)
    expect((await ask('Hi')).status).toBe(403)
  })

  it('pays no gas for a claim that is worth less, also when its payer exits', async () => {
    const { ask, client, proxy } = await open()
    await serve.stop()
    const news: ServeNews[] = []
    // With this price of native coins, the gas of one transaction costs more than the service earns with one answer.
    const settings = {
      upstream: model.url,
      listen: { host: '127.0.0.1', port },
      coinPrice: 10n ** 30n,
      onNews: (one: ServeNews) => void news.push(one),
    }
    serve = await startServe(seller.serveSettings(settings))
    // Closes the channel of an earlier test whose service claimed more than it had earned, so that it costs no gas later.
    await serve.settle()
    await (await ask('Hi')).text()
    const { owed } = proxy.figures()
    const spentFrom = await getBalance(seller.ledger.client, { address: seller.operator.address })
    const before = await seller.potOf(seller.payee.address)
    await exit(client)
    // A refused request shows that the service has noticed the exit.
    await expect.poll(async () => (await ask('Hi')).status).toBe(403)
    await new Promise((resolve) => setTimeout(resolve, 300))
    expect(news.filter(({ kind }) => kind === 'settled' || kind === 'failed')).toEqual([])
    expect(await getBalance(seller.ledger.client, { address: seller.operator.address })).toBe(spentFrom)
    // Its owner can still claim the amount.
    expect((await serve.settle()).amount).toBeGreaterThanOrEqual(owed)
    expect((await seller.potOf(seller.payee.address)).free).toBeGreaterThan(before.free)
  })

  /** Lets the payer of a channel begin its exit. */
  async function exit({ keys }: Client): Promise<void> {
    const channel = { payer: seller.payer.address, key: keys.key, curve: 'secp256k1', service: seller.service, asset: 'PToken' } as const
    const { to, data } = exitChannelCall({ ledger: seller.ledger.domain.ledger, channel, serial: 0 })
    const calls = [{ to, data, value: 0n, gas: 200_000n, what: 'exit' }]
    await sendCalls(seller.ledger.client, { privateKey: seller.payer.privateKey, calls, timeoutMs: 10_000 })
  }

  async function startProgram(): Promise<ChildProcess> {
    const { folder, responseKey, operatorKey } = seller.serveSettings()
    const { rpcUrl, chainId, addresses } = seller.chain
    const settings = {
      ...{
        chain: { rpcUrl, chainId, directory: addresses.directory, pToken: addresses.pToken },
        service: seller.service,
        folder,
        responseKey,
        operatorKey,
      },
      ...{ upstream: model.url, port },
    }
    const child = fork(new URL('./serveProgram.ts', import.meta.url), [JSON.stringify(settings)], {
      execArgv: ['--disable-warning=ExperimentalWarning'],
    })
    children.push(child)
    await once(child, 'message')
    return child
  }
})

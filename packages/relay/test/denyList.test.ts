import { readFileSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { channelIdOf, type Hex32 } from '@infinitio/domain'
import { askRelease } from '@infinitio/sdk/services'
import { privateKeyToAccount } from 'viem/accounts'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { readChannel } from '../src/ledger/ledgerAccess.ts'
import { type RunningServe, type ServeNews, startServe } from '../src/serve/startServe.ts'
import { startSeller, type TestSeller } from './startSeller.ts'
import { startTestModel, testModel, type TestModel } from './startTestModel.ts'

const deposit = 10n ** 18n
const nobody = '# nobody\n'

describe('a service with a deny list', () => {
  let model: TestModel
  let seller: TestSeller
  let serve: RunningServe
  let port: number
  let file: string
  const news: ServeNews[] = []

  beforeAll(async () => {
    ;[model, seller] = await Promise.all([startTestModel(), startSeller()])
    const settings = seller.serveSettings({ upstream: model.url })
    file = join(settings.folder, '../deny.txt')
    serve = await startServe(settings)
    port = serve.port
    await seller.setTerms({ url: `http://127.0.0.1:${port}/v1` })
    deny(nobody)
    await restart()
  })
  beforeEach(() => {
    deny(nobody)
    news.length = 0
  })
  afterAll(async () => {
    await serve.stop()
    await Promise.all([model.stop(), seller.stop()])
  })

  const deny = (list: string) => writeFileSync(file, list)
  async function restart() {
    await serve.stop()
    const listen = { host: '127.0.0.1', port }
    // The interval of regular checks is so long that the service settles its channels only when the test calls `settle`.
    const changes = { upstream: model.url, listen, deny: { path: file, countryHeader: 'X-Country' }, lookEveryMs: 1_000_000 }
    serve = await startServe(seller.serveSettings({ ...changes, onNews: (event) => news.push(event) }))
  }

  /** Opens a channel with a new key of the payer. Its requests have no country, as if they did not pass the operator's proxy. */
  async function open(funds = deposit) {
    const own = await seller.newClient(funds)
    const proxy = await seller.startProxy(own)
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${own.keys.apiKey}` }
    const ask = async (content: string, stream = false) => {
      const body = JSON.stringify({ model: testModel, stream, messages: [{ role: 'user', content }] })
      const answer = await fetch(`http://127.0.0.1:${proxy.port}/v1/chat/completions`, { method: 'POST', headers, body })
      return { status: answer.status, text: await answer.text() }
    }
    const channel = { payer: seller.payer.address, key: own.keys.key, curve: 'secp256k1', service: seller.service, asset: 'PToken' } as const
    return { proxy, ask, channel, onChain: () => readChannel(seller.ledger, channelIdOf(channel), 'head') }
  }

  it('refuses a payer with an open channel in any letter case of its address, and gives back the rest', async () => {
    const { proxy, ask, onChain } = await open()
    expect((await ask('Hi')).status).toBe(200)
    const { owed } = proxy.figures()
    const asked = model.asked.length
    deny(`# of today\n0x${seller.payer.address.slice(2).toUpperCase()}\n`)
    expect(await ask('Hi')).toEqual({ status: 403, text: expect.stringContaining('serving.denied') })
    expect([model.asked.length, proxy.figures().owed]).toEqual([asked, owed])
    const before = await seller.potOf(seller.payer.address)
    await serve.settle()
    expect(await onChain()).toMatchObject({ serial: 1, settled: owed, deposited: owed })
    expect((await seller.potOf(seller.payer.address)).free - before.free).toBe(deposit - owed)
    expect(news.at(-1)).toEqual({ kind: 'released', channels: { lost: 0, denied: 1 } })
    await proxy.stop()
  })

  it('refuses a second key of the same payer, and closes the channels of both keys without a request', async () => {
    const [one, other] = [await open(), await open()]
    for (const { ask } of [one, other]) expect((await ask('Hi')).status).toBe(200)
    deny(seller.payer.address)
    expect((await other.ask('Hi')).text).toContain('serving.denied')
    await serve.settle()
    for (const { onChain, proxy } of [one, other]) {
      expect(await onChain()).toMatchObject({ serial: 1 })
      await proxy.stop()
    }
  })

  it('pays no gas for a channel that a denied payer fills, and still signs its release and its exit', async () => {
    deny(seller.payer.address)
    const { ask, channel, onChain, proxy } = await open()
    expect((await ask('Hi')).text).toContain('serving.denied')
    await serve.settle()
    expect(await onChain()).toMatchObject({ serial: 0, deposited: deposit })
    const sign = (hash: Hex32) => privateKeyToAccount(seller.payer.privateKey).sign({ hash })
    const release = await askRelease(channel, { url: seller.terms().url, serial: 0, domain: seller.ledger.domain, sign })
    expect(release.claim).toBe(0n)
    await proxy.stop()
  })

  it('lets a running answer end before it closes the channel', async () => {
    const { proxy, ask, onChain } = await open()
    const held = ask('hold', true)
    await expect.poll(() => model.asked.at(-1)).toContain('hold')
    deny(seller.payer.address)
    await serve.settle()
    expect(await onChain()).toMatchObject({ serial: 0 })
    model.release()
    expect((await held).status).toBe(200)
    await serve.settle()
    expect(await onChain()).toMatchObject({ serial: 1, settled: proxy.figures().owed })
    await proxy.stop()
  })

  it('keeps a channel ended after a restart, also if the list was lost in between', async () => {
    const { proxy, ask, onChain } = await open()
    expect((await ask('Hi')).status).toBe(200)
    deny(seller.payer.address)
    expect((await ask('Hi')).status).toBe(403)
    deny(nobody)
    await restart()
    expect((await ask('Hi')).text).toMatch(/serving\.(channel_ended|deposit_too_low|conflict)/)
    await serve.settle()
    expect(await onChain()).toMatchObject({ serial: 1 })
    await proxy.stop()
  })

  it('refuses a country, and a request that did not pass the proxy that knows it', async () => {
    const { proxy, ask, onChain } = await open()
    expect((await ask('Hi')).status).toBe(200)
    deny('IR')
    expect(await raw({ 'x-country': 'IR' })).toContain('serving.denied')
    expect(await raw({ 'x-country': 'DE' })).not.toContain('serving.denied')
    // The requests from the denied country named the payer with a copied voucher, but had no valid signature of the channel's key. So the service does not end
    // the payer's channel.
    await serve.settle()
    expect(await onChain()).toMatchObject({ serial: 0 })
    expect((await ask('Hi')).text).toContain('serving.denied')
    await serve.settle()
    expect(await onChain()).toMatchObject({ serial: 1 })
    await proxy.stop()

    async function raw(headers: Record<string, string>): Promise<string> {
      const voucher = lastVoucher()
      const body = JSON.stringify({ model: testModel, messages: [{ role: 'user', content: 'other words' }] })
      return await post({ ...headers, 'content-type': 'application/json', 'infinitio-voucher': voucher }, body)
    }
  })

  /** Returns the voucher of the newest request that the service accepted, which anyone between client and service could copy. */
  function lastVoucher(): string {
    const lines = readFileSync(join(seller.serveSettings().folder, 'vouchers.log'), 'utf8').trim().split('\n')
    const vouchers = lines.map((line) => JSON.parse(line) as { k: string; v?: string }).filter(({ k }) => k === 'v')
    return vouchers.at(-1)?.v ?? ''
  }

  function post(headers: Record<string, string>, body: string): Promise<string> {
    return new Promise((resolve, reject) => {
      const asking = request(
        { host: '127.0.0.1', port, path: '/v1/chat/completions', method: 'POST', headers },
        (answer) => void text(answer).then(resolve, reject),
      )
      asking.on('error', reject)
      asking.end(body)
    })
  }
})

import { releaseChannelCall } from '@infinitio/chain'
import { sendCalls } from '@infinitio/chain/sender'
import { assetUnits, channelIdOf, hashLedgerMessage, type Hex32 } from '@infinitio/domain'
import { askRelease } from '@infinitio/sdk/services'
import type { SignedRelease } from '@infinitio/services'
import { privateKeyToAccount } from 'viem/accounts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readChannel } from '../src/ledger/ledgerAccess.ts'
import { type RunningServe, startServe } from '../src/serve/startServe.ts'
import { startSeller, type TestSeller } from './startSeller.ts'
import { startTestModel, testModel, type TestModel } from './startTestModel.ts'

describe('a request to close a channel at once', () => {
  let model: TestModel
  let seller: TestSeller
  let serve: RunningServe
  let port: number

  beforeAll(async () => {
    ;[model, seller] = await Promise.all([startTestModel(), startSeller()])
    serve = await startServe(seller.serveSettings({ upstream: model.url }))
    port = serve.port
    await seller.setTerms({ url: `http://127.0.0.1:${port}/v1` })
    await restart()
  })
  afterAll(async () => {
    await serve.stop()
    await Promise.all([model.stop(), seller.stop()])
  })

  async function restart() {
    await serve.stop()
    serve = await startServe(seller.serveSettings({ upstream: model.url, listen: { host: '127.0.0.1', port } }))
  }

  async function open() {
    const own = await seller.newClient()
    const proxy = await seller.startProxy(own)
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${own.keys.apiKey}` }
    const ask = (content: string, stream = false) =>
      fetch(`http://127.0.0.1:${proxy.port}/v1/chat/completions`, {
        ...{ method: 'POST', headers, body: JSON.stringify({ model: testModel, stream, messages: [{ role: 'user', content }] }) },
      })
    const channel = { payer: seller.payer.address, key: own.keys.key, curve: 'secp256k1', service: seller.service, asset: 'PToken' } as const
    const { domain } = seller.ledger
    const release = (signer: `0x${string}` = seller.payer.privateKey, serial = 0) =>
      askRelease(channel, { url: seller.terms().url, serial, domain, sign: (hash: Hex32) => privateKeyToAccount(signer).sign({ hash }) })
    return { proxy, ask, channel, release, key: own.keys.channelKey }
  }

  async function send(channel: Awaited<ReturnType<typeof open>>['channel'], release: SignedRelease) {
    const { to, data } = releaseChannelCall({ ledger: seller.ledger.domain.ledger, channel, release })
    const calls = [{ to, data, value: 0n, gas: 250_000n, what: 'closing the channel' }]
    await sendCalls(seller.ledger.client, { privateKey: seller.payer.privateKey, calls, timeoutMs: 10_000 })
  }

  it('says when the service cannot be reached, and works when it can be reached again', async () => {
    const { ask, release } = await open()
    await (await ask('Hi')).text()
    await serve.stop()
    await expect(release()).rejects.toMatchObject({ code: 'service.release_unanswered' })
    serve = await startServe(seller.serveSettings({ upstream: model.url, listen: { host: '127.0.0.1', port } }))
    expect(await release()).toMatchObject({ serial: 0 })
  })

  it('pays the service what it is owed, and gives the rest back in one transaction', async () => {
    const { proxy, ask, channel, release } = await open()
    await (await ask('Hi')).text()
    const { owed } = proxy.figures()
    const signed = await release()
    expect(signed.claim).toBe(owed)
    const before = await seller.potOf(seller.payer.address)
    await send(channel, signed)
    expect((await seller.potOf(seller.payer.address)).free - before.free).toBe(10n ** 18n - owed)
    expect(await readChannel(seller.ledger, channelIdOf(channel), 'head')).toMatchObject({ settled: owed, deposited: owed, serial: 1 })
    await expect(send(channel, signed)).rejects.toThrow('failed')
    await proxy.stop()
  })

  it('ends the channel also after a restart, and may be repeated with the same claim', async () => {
    const { proxy, ask, release, key } = await open()
    await (await ask('Hi')).text()
    const signed = await release(key)
    const asked = model.asked.length
    expect((await ask('Hi')).status).toBe(403)
    await restart()
    const refused = await ask('Hi')
    expect([refused.status, await refused.text(), model.asked.length]).toEqual([403, expect.stringContaining('serving.channel_ended'), asked])
    expect(await release()).toEqual(signed)
    await proxy.stop()
  })

  it('is refused by another key, for another serial, and while a request runs', async () => {
    const { proxy, ask, release } = await open()
    await (await ask('Hi')).text()
    await expect(release(seller.operator.privateKey)).rejects.toMatchObject({ detail: 'serving.voucher_invalid' })
    await expect(release(seller.payer.privateKey, 1)).rejects.toMatchObject({ detail: 'serving.conflict' })
    const held = await ask('hold', true)
    await expect(release()).rejects.toMatchObject({ detail: 'serving.busy' })
    model.release()
    await held.text()
    expect((await ask('Hi')).status).toBe(200)
    await proxy.stop()
  })

  it('is worth nothing with another claim or another channel', async () => {
    const [one, other] = [await open(), await open()]
    await (await one.ask('Hi')).text()
    const signed = await one.release()
    await expect(send(one.channel, { ...signed, claim: assetUnits(0n) })).rejects.toThrow('failed')
    await expect(send(other.channel, signed)).rejects.toThrow('failed')
    for (const { proxy } of [one, other]) await proxy.stop()
  })

  it('needs a channel with money, so that strangers cannot fill the log', async () => {
    const key = privateKeyToAccount(`0x${'8'.repeat(64)}`)
    const account = key.address.toLowerCase() as `0x${string}` & { readonly __id: 'Address' }
    const channel = { payer: account, key: account, curve: 'secp256k1', service: seller.service, asset: 'PToken' } as const
    const signature = await key.sign({ hash: hashLedgerMessage('Exit', { channel: channelIdOf(channel), serial: 0 }, seller.ledger.domain) })
    const body = JSON.stringify({ payer: account, key: account, serial: 0, signature })
    const answer = await fetch(`http://127.0.0.1:${port}/v1/release`, { method: 'POST', body })
    expect([answer.status, await answer.text()]).toEqual([402, expect.stringContaining('serving.deposit_too_low')])
    expect((await fetch(`http://127.0.0.1:${port}/v1/release`, { method: 'POST', body: '{}' })).status).toBe(400)
  })
})

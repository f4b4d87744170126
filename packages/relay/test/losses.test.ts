import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { exitChannelCall, finishChannelCall, settleVouchersCall } from '@infinitio/chain'
import { sendCalls } from '@infinitio/chain/sender'
import { type FlakyNode, startFlakyNode } from '@infinitio/chain/test'
import { address, type ChannelFacts, channelIdOf, type Hex32 } from '@infinitio/domain'
import { programFile } from '@infinitio/process/test'
import { messageOfVoucher, packVoucherRows, promptPrice, readVoucher, stepAfter } from '@infinitio/services'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { type LedgerAccess, openLedger, readChannel } from '../src/ledger/ledgerAccess.ts'
import type { ProxyKeys } from '../src/proxy/clientStore.ts'
import type { RunningProxy } from '../src/proxy/startProxy.ts'
import { usualLimits } from '../src/serve/serveParts.ts'
import { type RunningServe, type ServeSettings, startServe } from '../src/serve/startServe.ts'
import type { ProxyProgramSettings } from './proxyProgram.ts'
import { type PassedAnswer, startMiddleman } from './startMiddleman.ts'
import { startSeller, type TestSeller } from './startSeller.ts'
import { startTestModel, testModel, type TestModel } from './startTestModel.ts'

type Client = { readonly folder: string; readonly keys: ProxyKeys }

const lockMs = 86_400_000
const deposit = 10n ** 18n
const hi = JSON.stringify({ model: testModel, stream: false, messages: [{ role: 'user', content: 'Hi' }] })

describe('what a user and a service can lose', () => {
  let model: TestModel
  let seller: TestSeller
  let serve: RunningServe
  let node: FlakyNode
  /** The ledger through a node of the chain that a test can stop. */
  let ledger: LedgerAccess
  let middleman: Awaited<ReturnType<typeof startMiddleman>>
  let change: (answer: PassedAnswer) => PassedAnswer
  const proxies: RunningProxy[] = []
  const children: ChildProcess[] = []

  beforeAll(async () => {
    change = (answer) => answer
    ;[model, seller] = await Promise.all([startTestModel(), startSeller()])
    node = await startFlakyNode(seller.chain.rpcUrl)
    const { chainId, addresses } = seller.chain
    ledger = await openLedger({ rpcUrl: node.url, chainId, directory: addresses.directory, pToken: addresses.pToken })
    serve = await startServe(seller.serveSettings({ upstream: model.url }))
    middleman = await startMiddleman(
      () => serve.port,
      (answer, path) => (path.endsWith('/completions') ? change(answer) : answer),
    )
    await restart()
    await seller.setTerms({ url: `http://127.0.0.1:${serve.port}/v1` })
    await restart()
  })
  afterEach(async () => {
    vi.useRealTimers()
    node.become('honest')
    change = (answer) => answer
    model.release()
    for (const proxy of proxies.splice(0)) await proxy.stop()
  })
  afterAll(async () => {
    for (const child of children) child.kill('SIGKILL')
    await serve.stop()
    await Promise.all([middleman.stop(), node.stop(), model.stop(), seller.stop()])
  })

  async function restart(changes: Partial<ServeSettings> = {}, prepare: () => void = () => {}) {
    const { port } = serve
    await serve.stop()
    prepare()
    serve = await startServe(seller.serveSettings({ ledger, upstream: model.url, listen: { host: '127.0.0.1', port }, ...changes }))
  }

  const asking =
    (port: number, { keys }: Client) =>
    (content: string, stream = false) =>
      fetch(`http://127.0.0.1:${port}/v1/chat/completions`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${keys.apiKey}` },
        body: JSON.stringify({ model: testModel, stream, messages: [{ role: 'user', content }] }),
      })

  async function open(own?: Client) {
    const client = own ?? (await seller.newClient(deposit))
    const proxy = await seller.startProxy(client, { ledger })
    proxies.push(proxy)
    const channel: ChannelFacts = { payer: seller.payer.address, key: client.keys.key, curve: 'secp256k1', service: seller.service, asset: 'PToken' }
    return { client, proxy, channel, ask: asking(proxy.port, client) }
  }

  async function send(what: string, { to, data }: { readonly to: `0x${string}`; readonly data: `0x${string}` }, privateKey: `0x${string}`) {
    await sendCalls(seller.ledger.client, { privateKey, calls: [{ to: address(to), data, value: 0n, gas: 400_000n, what }], timeoutMs: 10_000 })
  }

  /** Settles all claims, and returns the amount that the payee and the market got. */
  async function settled(): Promise<bigint> {
    const before = await seller.potOf(seller.payee.address)
    await serve.settle()
    const after = await seller.potOf(seller.payee.address)
    return after.free + after.fees - before.free - before.fees
  }

  it('an answer of a model server that hangs costs nothing, and a stream costs what came before it hung', async () => {
    const { proxy, ask } = await open()
    // The limits pass only when the test moves the time, so a slow computer cannot end a stream before its first words.
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const asked = model.asked.length
    const hanging = ask('hang')
    await expect.poll(() => model.asked.length).toBe(asked + 1)
    vi.advanceTimersByTime(usualLimits.wholeMs)
    const whole = await hanging
    expect([whole.status, await whole.text()]).toEqual([502, expect.stringContaining('serving.upstream_failed')])
    expect([proxy.figures().owed, proxy.fault()]).toEqual([0n, null])
    let text = ''
    const { body } = await ask('hold', true)
    const [reader, decoder] = [(body ?? expect.unreachable()).getReader(), new TextDecoder()]
    for (let read = await reader.read(); !read.done; read = await reader.read()) {
      const piece = decoder.decode(read.value, { stream: true })
      if (!text.includes('word1') && (text + piece).includes('word1')) vi.advanceTimersByTime(usualLimits.silentMs)
      text += piece
    }
    expect([text.includes('word1'), text.includes('word2'), text.includes('serving.upstream_failed')]).toEqual([true, false, true])
    expect(proxy.figures().owed).toBeGreaterThan(0n)
    expect(proxy.figures().owed).toBeLessThan(10n ** 13n)
    expect(proxy.fault()).toBeNull()
  })

  it('a service that takes steps and answers 503 gets one first step and the price of one prompt, however often it is asked', async () => {
    const { url } = seller.terms()
    await seller.setTerms({ url: `http://127.0.0.1:${middleman.port}/v1` })
    await restart()
    const { proxy, channel, ask } = await open()
    change = (answer) => ({ status: 503, headers: { 'content-type': 'application/json' }, body: answer.body })
    for (let count = 0; count < 10; count += 1) expect((await ask('Hi')).status).toBe(503)
    const most = stepAfter(seller.terms(), 0) + promptPrice(seller.terms(), { bytes: hi.length, messages: 1 })
    expect(proxy.figures()).toMatchObject({ owed: 0n, answers: 0 })
    expect(proxy.figures().ceiling).toBeGreaterThan(0n)
    expect(proxy.figures().ceiling).toBeLessThanOrEqual(most)
    await claimCeiling()
    await expect.poll(async () => (await readChannel(seller.ledger, channelIdOf(channel), 'head')).settled).toBe(proxy.figures().ceiling)
    for (let count = 0; count < 3; count += 1) await ask('Hi')
    expect(proxy.figures().ceiling).toBeLessThanOrEqual(most)
    await seller.setTerms({ url })
    await restart()
  })

  /** Lets the service claim the whole ceiling of the newest voucher that it took. */
  async function claimCeiling() {
    const log = readFileSync(join(seller.serveSettings().folder, 'vouchers.log'), 'utf8').trim().split('\n')
    const lines = log.map((line) => JSON.parse(line) as { readonly k: string; readonly v: string; readonly q: Hex32 })
    const newest = lines.findLast(({ k }) => k === 'v') ?? expect.unreachable()
    const voucher = readVoucher(newest.v) ?? expect.unreachable()
    const { trace } = messageOfVoucher(voucher, { service: seller.service, request: newest.q, domain: seller.ledger.domain })
    const rows = packVoucherRows([{ ...voucher, trace, claim: voucher.spent }])
    const call = settleVouchersCall({ ledger: seller.ledger.domain.ledger, service: seller.service, asset: 'PToken', rows })
    await send('claiming the whole ceiling', call, seller.operator.privateKey)
  }

  it('a proxy that is killed under load owes exactly what the service settles', async () => {
    const client = await seller.newClient(deposit)
    const first = await startProgram(client)
    const ask = asking(first.port, client)
    await (await ask('Hi')).text()
    const asked = model.asked.length
    const running = [...Array.from({ length: 4 }, () => ask('words 400', true)), ask('hold', true), ask('Hi')]
    const lost = Promise.allSettled(running.map(async (answer) => (await answer).text()))
    await expect.poll(() => model.asked.length).toBeGreaterThan(asked + 1)
    await first.kill()
    await lost
    model.release()
    const { proxy, ask: again } = await open(client)
    expect((await again('Hi')).status).toBe(200)
    const id = channelIdOf({ payer: seller.payer.address, key: client.keys.key, curve: 'secp256k1', service: seller.service, asset: 'PToken' })
    // The service notices the end of each connection at its own time, and signs the receipt of its answer then.
    await expect
      .poll(async () => {
        await proxy.reconcile()
        await serve.settle()
        return (await readChannel(seller.ledger, id, 'head')).settled - proxy.figures().owed
      })
      .toBe(0n)
    expect(proxy.fault()).toBeNull()
  })

  async function startProgram(client: Client) {
    const { rpcUrl, chainId, addresses } = seller.chain
    const chain = { rpcUrl, chainId, directory: addresses.directory, pToken: addresses.pToken }
    const settings: ProxyProgramSettings = { chain, service: seller.service, payer: seller.payer.address, folder: client.folder }
    const child = fork(programFile('packages/relay/test/proxyProgram.ts'), [JSON.stringify(settings)])
    children.push(child)
    const ended = once(child, 'exit')
    const [{ port }] = (await once(child, 'message')) as [{ readonly port: number }]
    return {
      port,
      async kill() {
        child.kill('SIGKILL')
        await ended
      },
    }
  }

  it('a chain that fails under load loses no answer: they are settled when it is back', async () => {
    await serve.settle()
    const { proxy, ask } = await open()
    expect((await ask('Hi')).status).toBe(200)
    const held = await ask('hold', true)
    const stranger = await seller.newClient(deposit)
    node.become('dead')
    expect((await ask('Hi')).status).toBe(200)
    model.release()
    expect(await held.text()).toContain('[DONE]')
    await expect(serve.settle()).rejects.toThrow()
    // A new channel cannot be read, so its first request is refused and nothing is asked of the model.
    const asked = model.asked.length
    await expect(seller.startProxy(stranger, { ledger })).rejects.toThrow()
    expect(model.asked.length).toBe(asked)
    node.become('honest')
    expect((await ask('Hi')).status).toBe(200)
    expect(await settled()).toBe(proxy.figures().owed)
    expect(proxy.fault()).toBeNull()
  })

  it('a service that cannot read the chain for a quarter of the lock starts nothing, because payers may leave unseen', async () => {
    const { proxy, ask } = await open()
    expect((await ask('Hi')).status).toBe(200)
    node.become('dead')
    vi.useFakeTimers({ toFake: ['Date'] })
    // A read of the chain that had begun before may still end, and then counts from the new time.
    await expect
      .poll(async () => {
        vi.setSystemTime(Date.now() + lockMs / 4 + 1)
        return (await ask('Hi')).status
      })
      .toBe(503)
    const [asked, { owed }] = [model.asked.length, proxy.figures()]
    const refused = await ask('Hi')
    expect([refused.status, await refused.text()]).toEqual([503, expect.stringContaining('serving.chain_unread')])
    expect([model.asked.length, proxy.figures().owed, proxy.fault()]).toEqual([asked, owed, null])
    vi.useRealTimers()
    node.become('honest')
    expect((await ask('Hi')).status).toBe(200)
  })

  it('a service that lost its log signs no second receipt of a number, and loses only what was unsettled', async () => {
    const { proxy, ask, channel } = await open()
    expect((await ask('Hi')).status).toBe(200)
    await settled()
    const { owed } = proxy.figures()
    expect((await ask('Hi')).status).toBe(200)
    const folder = seller.serveSettings().folder
    await restart({}, () => rmSync(join(folder, 'vouchers.log')))
    const asked = model.asked.length
    const refused = await ask('Hi')
    expect([refused.status, await refused.text()]).toEqual([403, expect.stringContaining('serving.channel_ended')])
    expect([model.asked.length, proxy.fault(), await settled()]).toEqual([asked, null, 0n])
    expect((await readChannel(seller.ledger, channelIdOf(channel), 'head')).settled).toBe(owed)
    const fresh = await open()
    expect((await fresh.ask('Hi')).status).toBe(200)
  })

  it('a service that sleeps longer than its lock loses what was unsettled, and serves the channel again once it is filled', async () => {
    const { client, proxy, channel, ask } = await open()
    await serve.settle()
    expect((await ask('Hi')).status).toBe(200)
    expect(proxy.figures().owed).toBeGreaterThan(0n)
    await proxies.pop()?.stop()
    const { port } = serve
    await serve.stop()
    const before = await seller.potOf(seller.payer.address)
    await send('exit', exitChannelCall({ ledger: ledger.domain.ledger, channel, serial: 0 }), seller.payer.privateKey)
    await seller.ledger.client.request({ method: 'evm_increaseTime', params: [lockMs / 1_000] } as never)
    await send('finish', finishChannelCall({ ledger: ledger.domain.ledger, channel }), seller.payer.privateKey)
    expect((await seller.potOf(seller.payer.address)).free - before.free).toBe(deposit)
    serve = await startServe(seller.serveSettings({ ledger, upstream: model.url, listen: { host: '127.0.0.1', port } }))
    expect(await settled()).toBe(0n)
    const asked = model.asked.length
    const empty = await open(client)
    expect((await empty.ask('Hi')).status).toBe(402)
    expect(model.asked.length).toBe(asked)
  })
})

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { RunningProxy } from '../src/proxy/startProxy.ts'
import { type RunningServe, type ServeSettings, startServe } from '../src/serve/startServe.ts'
import { startSeller, type TestSeller } from './startSeller.ts'
import { startTestModel, testModel, type TestModel } from './startTestModel.ts'

/** In these tests the machine of a service stops: the log loses its last lines, and `boot` names another start of the machine. */
describe('a service on a machine that stopped', () => {
  let model: TestModel
  let seller: TestSeller
  let serve: RunningServe | null = null
  let port: number
  let released = 0

  beforeAll(async () => {
    ;[model, seller] = await Promise.all([startTestModel(), startSeller()])
    serve = await startServe(seller.serveSettings({ upstream: model.url }))
    port = serve.port
    await seller.setTerms({ url: `http://127.0.0.1:${port}/v1` })
    await restart({})
  })
  afterAll(async () => {
    await stop()
    await Promise.all([model.stop(), seller.stop()])
  })

  async function stop() {
    await serve?.stop()
    serve = null
  }

  async function restart(changes: Partial<ServeSettings>) {
    await stop()
    const onNews: ServeSettings['onNews'] = (news) => {
      if (news.kind === 'released') released += news.channels.lost
    }
    serve = await startServe(seller.serveSettings({ upstream: model.url, listen: { host: '127.0.0.1', port }, boot: 'first', onNews, ...changes }))
  }

  const log = () => join(seller.serveSettings().folder, 'vouchers.log')
  const lines = () => readFileSync(log(), 'utf8').trim().split('\n')

  async function client(given: Awaited<ReturnType<TestSeller['newClient']>> | null = null) {
    const own = given ?? (await seller.newClient())
    const proxy = await seller.startProxy(own)
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${own.keys.apiKey}` }
    const ask = async (content: string) => {
      const body = JSON.stringify({ model: testModel, messages: [{ role: 'user', content }] })
      const answer = await fetch(`http://127.0.0.1:${proxy.port}/v1/chat/completions`, { method: 'POST', headers, body })
      return { status: answer.status, text: await answer.text() }
    }
    return { proxy, ask }
  }

  /** Brings the log into the state that a stop of the machine leaves: without the mark of a clean end, and without the last lines. */
  function loseLines(count: number, before: readonly string[]) {
    writeFileSync(
      log(),
      before
        .slice(0, before.length - count)
        .map((line) => `${line}\n`)
        .join(''),
    )
  }

  it('closes the channels that may have lost receipts, and gives their rest back', async () => {
    const [busy, idle] = [await client(), await client()]
    await idle.ask('Hi')
    // A clean end marks that all lines of the idle channel are on the disk.
    await restart({})
    for (let count = 0; count < 3; count += 1) expect((await busy.ask('Hi')).status).toBe(200)
    const { owed } = busy.proxy.figures()
    const before = lines()
    await stop()
    loseLines(1, before)
    const pot = await seller.potOf(seller.payer.address)
    await restart({ boot: 'second' })
    await expect.poll(() => released).toBe(1)
    const after = await seller.potOf(seller.payer.address)
    const payee = await seller.potOf(seller.payee.address)
    // The service loses the pay for the answer whose receipt was lost. The payer gets the rest of the deposit back.
    expect(after.free - pot.free).toBe(10n ** 18n - (owed * 2n) / 3n)
    expect(payee.free + payee.fees).toBeGreaterThanOrEqual((owed * 2n) / 3n)
    expect((await idle.ask('Hi')).status).toBe(200)
    await expectClosed(busy)
    for (const { proxy } of [busy, idle]) {
      expect(proxy.fault()).toBeNull()
      await proxy.stop()
    }
  })

  async function expectClosed({
    proxy,
    ask,
  }: {
    readonly proxy: RunningProxy
    readonly ask: (text: string) => Promise<{ readonly status: number }>
  }) {
    await expect.poll(() => proxy.figures().deposited === proxy.figures().owed).toBe(true)
    expect((await ask('Hi')).status).toBe(402)
  }

  it('signs no second receipt of a number before the channel is closed', async () => {
    const { proxy, ask } = await client()
    await ask('Hi')
    const before = lines()
    await stop()
    loseLines(1, before)
    const asked = model.asked.length
    // The operator has no key that can pay for gas, so the channel cannot be closed yet.
    await restart({ boot: 'third', operatorKey: `0x${'6'.repeat(64)}` })
    const refused = await ask('Hi')
    expect([refused.status, refused.text, model.asked.length]).toEqual([403, expect.stringContaining('serving.channel_ended'), asked])
    expect(lines().filter((line) => line.includes('"k":"r"')).length).toBe(before.filter((line) => line.includes('"k":"r"')).length - 1)
    // The channel stays ended after this process was killed, although the machine did not start again and so `boot` is the same.
    await restart({ boot: 'third', operatorKey: `0x${'6'.repeat(64)}` })
    expect((await ask('Hi')).status).toBe(403)
    await restart({ boot: 'third' })
    // `released` was 1 before this test. This start also releases the test's own channel, and the idle channel of the previous test, which had a request since
    // the last mark of a clean end.
    await expect.poll(() => released).toBe(3)
    await expectClosed({ proxy, ask })
    await proxy.stop()
  })

  it('goes on with all channels after a kill, and after a clean end before the stop', async () => {
    const { proxy, ask } = await client()
    await ask('Hi')
    const before = lines()
    await stop()
    loseLines(0, before)
    await restart({ boot: 'third' })
    expect((await ask('Hi')).status).toBe(200)
    await restart({ boot: 'fourth' })
    expect((await ask('Hi')).status).toBe(200)
    expect(proxy.fault()).toBeNull()
    await proxy.stop()
  })

  it('signs no second receipt for a payer that hides its receipts from a service without a log', async () => {
    const own = await seller.newClient()
    const honest = await client(own)
    await honest.ask('Hi')
    const { owed } = honest.proxy.figures()
    await honest.proxy.stop()
    await stop()
    rmSync(log())
    // The same key, and the memory of a client that has no receipt.
    const liar = await client({ keys: own.keys, folder: mkdtempSync(join(tmpdir(), 'infinitio-liar-')) })
    const asked = model.asked.length
    await restart({ operatorKey: `0x${'6'.repeat(64)}` })
    expect(await liar.ask('Hi')).toMatchObject({ status: 403, text: expect.stringContaining('serving.channel_ended') })
    // The channel stays ended after a further start, whose log has a mark.
    await restart({ operatorKey: `0x${'6'.repeat(64)}` })
    expect((await liar.ask('Hi')).status).toBe(403)
    expect([model.asked.length, lines().some((line) => line.includes('"k":"r"'))]).toEqual([asked, false])
    const before = released
    const pot = await seller.potOf(seller.payer.address)
    await restart({})
    await expect.poll(() => released).toBeGreaterThan(before)
    expect(owed).toBeGreaterThan(0n)
    expect((await seller.potOf(seller.payer.address)).free).toBeGreaterThan(pot.free)
    await liar.proxy.stop()
  })

  it('ends a channel whose log is an older copy than the last claim', async () => {
    const { proxy, ask } = await client()
    await ask('Hi')
    const copy = readFileSync(log())
    await ask('Hi')
    await serve?.settle()
    await stop()
    writeFileSync(log(), copy)
    await restart({ operatorKey: `0x${'6'.repeat(64)}` })
    expect((await ask('Hi')).status).toBe(403)
    await proxy.stop()
  })
})

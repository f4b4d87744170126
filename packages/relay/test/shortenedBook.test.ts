import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readReceipt } from '@infinitio/services'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type RunningServe, startServe } from '../src/serve/startServe.ts'
import { startSeller, type TestSeller } from './startSeller.ts'
import { startTestModel, testModel, type TestModel } from './startTestModel.ts'

type Line = { readonly k: string; readonly v?: string; readonly r?: string; readonly d?: string }

describe('a service with a short log', () => {
  let model: TestModel
  let seller: TestSeller
  let serve: RunningServe
  let port: number
  let ask: (content: string, stream?: boolean) => Promise<Response>
  let proxy: Awaited<ReturnType<TestSeller['startProxy']>>

  beforeAll(async () => {
    ;[model, seller] = await Promise.all([startTestModel(), startSeller()])
    serve = await startServe(seller.serveSettings({ upstream: model.url }))
    port = serve.port
    await seller.setTerms({ url: `http://127.0.0.1:${port}/v1` })
    await restart()
    const own = await seller.newClient()
    proxy = await seller.startProxy(own)
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${own.keys.apiKey}` }
    ask = (content, stream = false) =>
      fetch(`http://127.0.0.1:${proxy.port}/v1/chat/completions`, {
        ...{ method: 'POST', headers, body: JSON.stringify({ model: testModel, stream, messages: [{ role: 'user', content }] }) },
      })
  })
  afterAll(async () => {
    await proxy.stop()
    await serve.stop()
    await Promise.all([model.stop(), seller.stop()])
  })

  async function restart() {
    await serve.stop()
    serve = await startServe(seller.serveSettings({ upstream: model.url, listen: { host: '127.0.0.1', port }, mostLogBytes: 2_000 }))
  }

  const lines = () =>
    readFileSync(join(seller.serveSettings().folder, 'vouchers.log'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Line)

  it('begins with the states of its channels, and continues after a restart', async () => {
    for (let count = 0; count < 20; count += 1) expect((await ask('Hi')).status).toBe(200)
    await expect.poll(() => lines()[0]?.k).toBe('c')
    expect(lines().filter(({ k }) => k === 'v' || k === 'o').length).toBeLessThan(20)
    for (let count = 0; count < 3; count += 1) {
      await restart()
      expect((await ask('Hi')).status).toBe(200)
    }
    expect([proxy.fault(), proxy.figures().answers]).toEqual([null, 23])
  })

  it('shortens its log while answers run, and each still gets its one receipt', async () => {
    const held = await Promise.all([ask('hold', true), ask('hold', true)])
    for (let count = 0; count < 60; count += 1) await (await ask('Hi')).text()
    model.release()
    for (const answer of held) expect(await answer.text()).toContain('[DONE]')
    expect([proxy.fault(), proxy.figures().answers]).toEqual([null, 85])
    const numbers = lines().flatMap(({ k, r }) => (k === 'r' || k === 'k' ? [readReceipt(r ?? '')?.receipt.n] : []))
    expect(new Set(numbers).size).toBe(numbers.length)
  })

  it('still knows used vouchers and old receipts, and settles what it is owed', async () => {
    await restart()
    const body = JSON.stringify({ model: testModel, stream: false, messages: [{ role: 'user', content: 'Hi' }] })
    const used = lines().find(({ k }) => k === 'c')?.v ?? ''
    const headers = { 'content-type': 'application/json', 'infinitio-voucher': used }
    const replayed = await fetch(`http://127.0.0.1:${port}/v1/chat/completions`, { method: 'POST', headers, body })
    expect([replayed.status, await replayed.text()]).toEqual([409, expect.stringContaining('serving.conflict')])
    const first = lines().find(({ k }) => k === 'k')
    expect((await fetch(`http://127.0.0.1:${port}/v1/receipts/${first?.d ?? ''}`)).status).toBe(200)
    const before = await seller.potOf(seller.payee.address)
    await serve.settle()
    const after = await seller.potOf(seller.payee.address)
    expect(after.free + after.fees - before.free - before.fees).toBe(proxy.figures().owed)
  })
})

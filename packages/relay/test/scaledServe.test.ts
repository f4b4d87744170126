import { request } from 'node:http'
import { assetUnits } from '@infinitio/domain'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { MachinePool } from '../src/serve/machinePool.ts'
import { type RunningServe, startServe } from '../src/serve/startServe.ts'
import { startSeller, type TestSeller } from './startSeller.ts'
import { startTestModel, testModel, type TestModel } from './startTestModel.ts'

const startPrice = assetUnits(5n * 10n ** 15n)
const tokens = (input: number, output: number) => BigInt(input) * 200_000_000_000n + BigInt(output) * 600_000_000_000n

describe('a service that rents machines', () => {
  let model: TestModel
  let seller: TestSeller
  let serve: RunningServe
  let pool: MachinePool
  let port: number
  /** Resolves when the next request waits for a machine. */
  let demand: PromiseWithResolvers<void>

  beforeAll(async () => {
    ;[model, seller] = await Promise.all([startTestModel(), startSeller()])
    serve = await startServe(seller.serveSettings({ upstream: model.url }))
    port = serve.port
    await seller.setTerms({ url: `http://127.0.0.1:${port}/v1`, startPrice })
  })
  beforeEach(() => restart())
  afterAll(async () => {
    await serve.stop()
    await Promise.all([model.stop(), seller.stop()])
  })

  async function restart(machineWithinMs = 60_000) {
    await serve.stop()
    pool = new MachinePool()
    demand = Promise.withResolvers()
    pool.watch(() => demand.resolve())
    serve = await startServe(seller.serveSettings({ upstream: pool, listen: { host: '127.0.0.1', port }, limits: { machineWithinMs } }))
  }
  const addMachine = (id = 'one', slots = 4) => pool.add({ id, base: model.url, headers: { authorization: 'Bearer machine' }, slots })

  async function open() {
    const own = await seller.newClient()
    const proxy = await seller.startProxy(own)
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${own.keys.apiKey}` }
    const url = `http://127.0.0.1:${proxy.port}/v1/chat/completions`
    const bodyOf = (content: string, stream: boolean) => JSON.stringify({ model: testModel, stream, messages: [{ role: 'user', content }] })
    const ask = async (content: string, stream = false) => {
      const answer = await fetch(url, { method: 'POST', headers, body: bodyOf(content, stream) })
      return { status: answer.status, text: await answer.text() }
    }
    /** Sends a request and returns the function that breaks its connection. */
    const begin = (content: string) => {
      const sent = request(url, { method: 'POST', headers })
      sent.on('error', () => {})
      sent.end(bodyOf(content, true))
      return () => sent.destroy()
    }
    return { proxy, ask, begin }
  }

  it('lets a stream wait with a comment, and charges the start price only to the request that caused it', async () => {
    const [one, other] = [await open(), await open()]
    const first = one.ask('Hi', true)
    await demand.promise
    const second = other.ask('Hi')
    await expect.poll(() => pool.waiting).toBe(2)
    pool.noteStart('one')
    addMachine()
    const streamed = await first
    expect(streamed.text).toMatch(/^: starting, about \d+ s\n\n/)
    expect(streamed.text).toContain('word4')
    expect((await second).status).toBe(200)
    expect([one, other].map(({ proxy }) => proxy.figures().owed)).toEqual([tokens(1, 5) + startPrice, tokens(1, 5)])
    expect((await one.ask('Hi')).status).toBe(200)
    expect(one.proxy.figures().owed).toBe(2n * tokens(1, 5) + startPrice)
    for (const { proxy } of [one, other]) {
      expect(proxy.fault()).toBeNull()
      await proxy.stop()
    }
  })

  it('charges the start price to a client that disconnects after a machine was rented for it', async () => {
    const { proxy, begin } = await open()
    const disconnect = begin('Hi')
    await demand.promise
    pool.noteStart('one')
    disconnect()
    await expect.poll(() => pool.waiting).toBe(0)
    await expect
      .poll(async () => {
        await proxy.reconcile()
        return proxy.figures().owed
      })
      .toBe(startPrice)
    expect(proxy.fault()).toBeNull()
    await proxy.stop()
  })

  it('charges nothing to a client that disconnects while no machine was rented for it', async () => {
    const { proxy, begin } = await open()
    const disconnect = begin('Hi')
    await demand.promise
    disconnect()
    await expect.poll(() => pool.waiting).toBe(0)
    await expect
      .poll(async () => {
        await proxy.reconcile()
        return proxy.figures().answers
      })
      .toBe(1)
    expect(proxy.figures().owed).toBe(0n)
    await proxy.stop()
  })

  it.each([false, true])('charges nothing if no machine is ready in time (stream: %s)', async (stream) => {
    await restart(20)
    const { proxy, ask } = await open()
    const asking = ask('Hi', stream)
    await demand.promise
    pool.noteStart('one')
    const { status, text } = await asking
    expect([status, text]).toEqual([stream ? 200 : 503, expect.stringContaining('serving.no_machine')])
    expect([proxy.figures().owed, proxy.figures().answers, proxy.fault()]).toEqual([0n, 1, null])
    await proxy.stop()
  })

  it.each([false, true])('charges the start price to a request that is wrong in itself (stream: %s)', async (stream) => {
    const { proxy, ask } = await open()
    const asking = ask('error 400', stream)
    await demand.promise
    pool.noteStart('one')
    addMachine()
    expect((await asking).status).toBe(stream ? 200 : 400)
    expect([proxy.figures().owed, proxy.fault()]).toEqual([startPrice, null])
    expect((await ask('error 400')).status).toBe(400)
    expect([proxy.figures().owed, pool.starts.end('one')]).toEqual([startPrice, true])
    await proxy.stop()
  })

  it('charges the start price to the next request that the machine answers if the first one ended without an answer', async () => {
    await restart(20)
    const [one, other] = [await open(), await open()]
    const asking = one.ask('Hi')
    await demand.promise
    pool.noteStart('one')
    expect((await asking).status).toBe(503)
    addMachine()
    expect((await other.ask('error 500')).status).toBe(500)
    expect(other.proxy.figures().owed).toBe(0n)
    for (let n = 0; n < 2; n++) expect((await other.ask('Hi')).status).toBe(200)
    expect([one, other].map(({ proxy }) => proxy.figures().owed)).toEqual([0n, 2n * tokens(1, 5) + startPrice])
    expect(pool.useOf('one')).toMatchObject({ earned: 2n * tokens(1, 5) })
    for (const { proxy } of [one, other]) {
      expect(proxy.fault()).toBeNull()
      await proxy.stop()
    }
  })

  it('ends a stream that waited with the error of the model server', async () => {
    const { proxy, ask } = await open()
    const asking = ask('error 500', true)
    await demand.promise
    addMachine()
    expect((await asking).text).toContain('serving.upstream_failed')
    expect([proxy.figures().owed, proxy.fault()]).toEqual([0n, null])
    await proxy.stop()
  })

  it('gives no machine more requests than its slots, fills one before the next, and forgets a removed one', async () => {
    addMachine('one', 2)
    addMachine('two', 2)
    const { proxy, ask } = await open()
    const held = [ask('hold', true), ask('hold', true), ask('hold', true)]
    await expect.poll(() => ['one', 'two'].map((id) => pool.useOf(id)?.running)).toEqual([2, 1])
    pool.remove('two')
    const waits = ask('Hi')
    await demand.promise
    expect(pool.waiting).toBe(1)
    await expect.poll(() => model.asked.filter((body) => body.includes('hold')).length).toBe(3)
    model.release()
    for (const answer of held) expect((await answer).text).toContain('[DONE]')
    expect((await waits).status).toBe(200)
    expect(pool.useOf('one')).toMatchObject({ running: 0, idleSinceMs: expect.any(Number) })
    expect(pool.useOf('two')).toBeNull()
    await proxy.stop()
  })

  it('names its model without a machine', async () => {
    const models = (await (await fetch(`http://127.0.0.1:${port}/v1/models`)).json()) as { data: { id: string }[] }
    expect(models.data.map(({ id }) => id)).toEqual([testModel])
  })
})

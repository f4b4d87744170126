import { askOwed, openExitAccess } from '@infinitio/sdk/services'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type RunningServe, startServe } from '../src/serve/startServe.ts'
import { startSeller, type TestSeller } from './startSeller.ts'
import { startTestModel, testModel, type TestModel } from './startTestModel.ts'

describe('the report of what a service holds and has not settled', () => {
  let model: TestModel
  let seller: TestSeller
  let serve: RunningServe
  let port: number

  beforeAll(async () => {
    ;[model, seller] = await Promise.all([startTestModel(), startSeller()])
    serve = await startServe(seller.serveSettings({ upstream: model.url }))
    port = serve.port
    await seller.setTerms({ url: `http://127.0.0.1:${port}/v1` })
    await restart({})
  })
  afterAll(async () => {
    await serve.stop()
    await Promise.all([model.stop(), seller.stop()])
  })

  async function restart(changes: Parameters<TestSeller['serveSettings']>[0]) {
    await serve.stop()
    serve = await startServe(seller.serveSettings({ upstream: model.url, listen: { host: '127.0.0.1', port }, ...changes }))
  }

  async function ask(mayCall = true) {
    const access = openExitAccess({ rpcUrl: seller.chain.rpcUrl })
    const [answer] = await askOwed(access, { ledger: seller.ledger.domain.ledger, services: [seller.service], mayCall: () => mayCall })
    return answer
  }

  it('has the amount of the receipts, is open to pages, and continues after a restart', async () => {
    const own = await seller.newClient()
    const proxy = await seller.startProxy(own)
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${own.keys.apiKey}` }
    const body = JSON.stringify({ model: testModel, messages: [{ role: 'user', content: 'Hi' }] })
    await (await fetch(`http://127.0.0.1:${proxy.port}/v1/chat/completions`, { method: 'POST', headers, body })).text()
    const { owed } = proxy.figures()
    expect(owed).toBeGreaterThan(0n)
    expect(await ask()).toMatchObject({ kind: 'reported', service: seller.service, channels: 1, owed, claimable: owed })
    const plain = await fetch(`http://127.0.0.1:${port}/v1/owed`, { headers: { origin: 'https://market.example' } })
    expect([plain.status, plain.headers.get('access-control-allow-origin'), plain.headers.get('cache-control')]).toEqual([200, '*', 'no-store'])
    await restart({})
    expect(await ask()).toMatchObject({ kind: 'reported', channels: 1, owed })
    await serve.settle()
    await restart({})
    expect(await ask()).toMatchObject({ kind: 'reported', channels: 0, owed: 0n, claimable: 0n })
    await proxy.stop()
  })

  it('is not believed from a program with another key, and not asked where a page may not call', async () => {
    await restart({ responseKey: seller.operator.privateKey })
    expect(await ask()).toEqual({ kind: 'untrusted', service: seller.service })
    expect(await ask(false)).toEqual({ kind: 'unasked', service: seller.service })
    await serve.stop()
    expect(await ask()).toEqual({ kind: 'silent', service: seller.service })
    serve = await startServe(seller.serveSettings({ upstream: model.url, listen: { host: '127.0.0.1', port } }))
  })
})

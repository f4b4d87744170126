import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import OpenAI from 'openai'
import { parseEther } from 'viem'
import { readProxyKeys } from '../src/proxy/clientStore.ts'
import type { RunningProxy } from '../src/proxy/startProxy.ts'
import { allowRouter, fundByKey } from '../src/router/routerActs.ts'
import { type RunningRouter, startRouter } from '../src/router/startRouter.ts'
import { boxKeyOf } from '../src/serve/serveKeys.ts'
import { startServe, type ServeSettings } from '../src/serve/startServe.ts'
import { startSeller, type TestSeller } from './startSeller.ts'
import { startTestModel, type TestModel } from './startTestModel.ts'

/** A service that sells answers of the test server, and the stock client of OpenAI on two ways to it: through a proxy and through a router. */
export type TestWays = {
  readonly seller: TestSeller
  readonly model: TestModel
  readonly proxy: RunningProxy
  readonly router: RunningRouter
  readonly clients: { readonly proxy: OpenAI; readonly router: OpenAI }
  /** Returns the sum that is owed to the service on both ways. */
  readonly owed: () => bigint
  /** Returns a fault that the proxy saw in a receipt or, if it saw none, a fault that the router saw. Returns null if neither saw a fault. */
  readonly fault: () => string | null
  readonly stop: () => Promise<void>
}

const deposit = parseEther('1')
const listen = { host: '127.0.0.1', port: 0 }

/** Starts both ways to a service. Without `model`, it also starts a test server. */
export async function startWays(changes: Partial<ServeSettings> = {}, model: TestModel | null = null): Promise<TestWays> {
  const [server, seller] = await Promise.all([model ?? startTestModel(), startSeller()])
  const folder = mkdtempSync(join(tmpdir(), 'infinitio-ways-'))
  let serve = await startServe({ ...seller.serveSettings(), upstream: server.url })
  const { port } = serve
  const { boxSecret = null } = changes
  await seller.setTerms({ url: `http://127.0.0.1:${port}/v1`, ...(boxSecret === null ? {} : { boxKey: boxKeyOf(boxSecret) }) })
  await serve.stop()
  serve = await startServe(seller.serveSettings({ upstream: server.url, listen: { ...listen, port }, limits: { raiseWithinMs: 500 }, ...changes }))
  const client = await seller.newClient(parseEther('3'))
  const proxy = await seller.startProxy(client)
  const { ledger, payer } = seller
  const keys = readProxyKeys(folder)
  const allowance = { total: parseEther('5'), dayCap: parseEther('5'), channel: deposit * 2n, untilSeconds: 4_000_000_000 }
  await allowRouter(ledger, { payerKey: payer.privateKey, payer: payer.address, key: keys.key, allowance, gasCoins: parseEther('1') })
  const fund = fundByKey(ledger, { payer: payer.address, key: keys.key, channelKey: keys.channelKey })
  const router = await startRouter({ ledger, payer: payer.address, keys, folder, listen, deposit, fund, lookEveryMs: 100 })
  const { text } = router.books.addKey({ label: 'test', budgetPerDay: null, nowMs: Date.now() })
  const openai = (at: number, apiKey: string) => new OpenAI({ baseURL: `http://127.0.0.1:${at}/v1`, apiKey, maxRetries: 0 })
  return {
    ...{ seller, model: server, proxy, router },
    clients: { proxy: openai(proxy.port, client.keys.apiKey), router: openai(router.port, text) },
    owed: () => router.figures().reduce((sum, { owed }) => sum + owed, proxy.figures().owed),
    fault: () => proxy.fault() ?? router.figures().find((one) => one.fault !== null)?.fault ?? null,
    async stop() {
      await router.stop()
      await proxy.stop()
      await serve.stop()
      await Promise.all([server.stop(), seller.stop()])
      rmSync(folder, { recursive: true })
    },
  }
}

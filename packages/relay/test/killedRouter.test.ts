import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { programFile } from '@infinitio/process/test'
import { parseEther } from 'viem'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readProxyKeys } from '../src/proxy/clientStore.ts'
import { allowRouter, fundByKey } from '../src/router/routerActs.ts'
import { openRouterBooks } from '../src/router/routerBooks.ts'
import { startRouter } from '../src/router/startRouter.ts'
import { type RunningServe, startServe } from '../src/serve/startServe.ts'
import type { RouterProgramSettings } from './routerProgram.ts'
import { startSeller, type TestSeller } from './startSeller.ts'
import { startTestModel, testModel, type TestModel } from './startTestModel.ts'

const deposit = parseEther('0.5')

/** The moments at which the router is killed. Each sends requests, and returns when the router must be killed. A usual run tries only the second one. */
const allMoments: { readonly name: string; readonly requests: (ask: Ask) => Promise<unknown> }[] = [
  { name: 'while it fills its first channel', requests: async (ask) => void ask('Hi').catch(() => {}) },
  {
    name: 'while four answers run',
    requests: async (ask) => {
      await (await ask('Hi')).text()
      for (let count = 0; count < 4; count += 1) void ask('words 50').then(textOf, () => {})
    },
  },
  {
    name: 'in the middle of a stream',
    requests: async (ask) => {
      const { body } = await ask('hold', { stream: true })
      await body?.getReader().read()
    },
  },
  { name: 'right after the end of an answer', requests: async (ask) => await (await ask('words 20')).text() },
]

const moments = process.env.TEST_LONG === '1' ? allMoments : allMoments.slice(1, 2)

type Ask = (content: string, more?: object) => Promise<Response>

const textOf = (answer: Response) => answer.text().catch(() => '')

function askOf(port: number, apiKey: string): Ask {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${apiKey}` }
  return (content, more = {}) =>
    fetch(`http://127.0.0.1:${port}/v1/chat/completions`, {
      ...{ method: 'POST', headers, body: JSON.stringify({ model: testModel, messages: [{ role: 'user', content }], ...more }) },
    })
}

describe('a router that is killed', () => {
  let model: TestModel
  let seller: TestSeller
  let serve: RunningServe
  let folder: string
  let apiKey: string
  const children: ChildProcess[] = []

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'infinitio-killed-router-'))
    ;[model, seller] = await Promise.all([startTestModel(), startSeller()])
    serve = await startServe(seller.serveSettings({ upstream: model.url }))
    const { port } = serve
    await seller.setTerms({ url: `http://127.0.0.1:${port}/v1` })
    await serve.stop()
    serve = await startServe(seller.serveSettings({ upstream: model.url, listen: { host: '127.0.0.1', port } }))
    const allowance = { total: parseEther('5'), dayCap: parseEther('5'), channel: deposit * 2n, untilSeconds: 4_000_000_000 }
    const { payer, ledger } = seller
    const { key } = readProxyKeys(folder)
    await allowRouter(ledger, { payerKey: payer.privateKey, payer: payer.address, key, allowance, gasCoins: parseEther('1') })
    apiKey = openRouterBooks(folder).addKey({ label: 'test', budgetPerDay: null, nowMs: Date.now() }).text
  })
  afterAll(async () => {
    for (const child of children) child.kill('SIGKILL')
    await serve.stop()
    await Promise.all([model.stop(), seller.stop()])
    rmSync(folder, { recursive: true })
  })

  async function startProgram(): Promise<{ readonly ask: Ask; readonly kill: () => Promise<void> }> {
    const { rpcUrl, chainId, addresses } = seller.chain
    const chain = { rpcUrl, chainId, directory: addresses.directory, pToken: addresses.pToken }
    const settings: RouterProgramSettings = { chain, payer: seller.payer.address, folder, deposit: String(deposit) }
    const child = fork(programFile('packages/relay/test/routerProgram.ts'), [JSON.stringify(settings)])
    children.push(child)
    const ended = once(child, 'exit')
    const [{ port }] = (await once(child, 'message')) as [{ readonly port: number }]
    const kill = async () => {
      child.kill('SIGKILL')
      await ended
    }
    return { ask: askOf(port, apiKey), kill }
  }

  it.each(moments)('answers again after it was killed $name', async ({ requests }) => {
    const first = await startProgram()
    await requests(first.ask)
    await first.kill()
    model.release()
    const second = await startProgram()
    const answer = await second.ask('Hi')
    expect([answer.status, await answer.text()]).toEqual([200, expect.stringContaining('word4')])
    await second.kill()
  })

  it('then owes exactly what the service settles, and has used one channel', async () => {
    const { ledger, payer } = seller
    const keys = readProxyKeys(folder)
    const fund = fundByKey(ledger, { payer: payer.address, key: keys.key, channelKey: keys.channelKey })
    const router = await startRouter({ ledger, payer: payer.address, keys, folder, listen: { host: '127.0.0.1', port: 0 }, deposit, fund })
    await (await askOf(router.port, apiKey)('Hi')).text()
    await router.look()
    const figures = router.figures()
    expect(figures).toMatchObject([{ service: seller.service, fault: null }])
    const before = await seller.potOf(seller.payee.address)
    await serve.settle()
    const after = await seller.potOf(seller.payee.address)
    expect(after.free + after.fees - before.free - before.fees).toBe(figures[0]?.owed)
    await router.stop()
  })
})

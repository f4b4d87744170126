import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { address, assetUnits, bps, serviceId } from '@infinitio/domain'
import { type Candidate, type Measured, pickServices, usualPreferences } from '@infinitio/services'
import { parseEther } from 'viem'
import { newServiceFacts, registerService } from '../../src/ledger/accountActs.ts'
import { readProxyKeys } from '../../src/proxy/clientStore.ts'
import { allowRouter, fundByKey } from '../../src/router/routerActs.ts'
import { startRouter } from '../../src/router/startRouter.ts'
import { startServe } from '../../src/serve/startServe.ts'
import { startSeller } from '../startSeller.ts'
import { startTestModel, testModel } from '../startTestModel.ts'

// Measures the router and prints one line of JSON. The router, the services and the test server run in this process.
// - `pickP99Us`: the microseconds of the 99th percentile of 1,000 choices among 100 services of one model.
// - `failoverMs`: the milliseconds from a request until its answer, if the first service fails before its first byte and the second one answers.
// - `overheadP50Ms`: the milliseconds that the router and the service behind it add to an answer of the test server.

const { values } = parseArgs({ options: { seconds: { type: 'string', default: '5' } } })
const services = 100
const picks = 1_000
const perSample = 20
const leastRounds = 5
const percentile = (times: number[], share: number) => times.toSorted((one, other) => one - other)[Math.floor(times.length * share)] ?? Number.NaN

/**
 * Returns the 99th percentile, in microseconds, of the time of 1,000 choices of a service. Each uses another random number (`draw`), as requests with different
 * prompts do.
 */
function pickP99Us(): number {
  const digits = (at: number) => at.toString(16).padStart(40, '0')
  const candidates = Array.from({ length: services }, (_, at): Candidate => {
    const own = { service: serviceId(`0x${digits(at + 1)}`), payee: address(`0x${digits(at + 1_000)}`), isBonded: true, site: `host${at}.example` }
    const price = assetUnits(10n ** 17n + BigInt(at) * 10n ** 15n)
    return {
      ...{
        ...own,
        model: 'm',
        upstreamModel: 'm',
        promptPrice: price,
        cachedPrice: price,
        answerPrice: price,
        startPrice: assetUnits(0n),
        contextTokens: null,
      },
      ...{ quantization: null, region: null, privacy: ['plain'], verification: 'signed', isLeftOut: false, checkedSpeed: null, parameters: [] },
    }
  })
  const measured = new Map(
    candidates.map(({ service }, at): [typeof service, Measured] => [
      service,
      { faultAtMs: null, firstTokenMs: 100 + at, tokensPerSecond: 50, cachedShare: bps(100n), startShare: bps(0n) },
    ]),
  )
  const need = { model: 'm', promptTokens: 1_000, answerTokens: 1_000, parameters: [] }
  const times = Array.from({ length: picks }, (_, draw) => {
    const startedMs = performance.now()
    pickServices({ candidates, measured, need, wishes: usualPreferences, draw: draw * 40_503, nowMs: 1_000_000 })
    return (performance.now() - startedMs) * 1_000
  })
  return percentile(times, 0.99)
}

const folder = mkdtempSync(join(tmpdir(), 'infinitio-bench-router-'))
const seller = await startSeller()
const { ledger, payer, payee, operator } = seller
const model = await startTestModel()
const running: { readonly stop: () => Promise<void> }[] = []

/** Starts a service at a price in front of the test server. */
async function startService(salt: string, price: string) {
  const probe = await startTestModel()
  const port = Number(new URL(probe.url).port)
  await probe.stop()
  const settings = seller.serveSettings({ upstream: model.url, folder: join(folder, salt) })
  const [inputPrice, outputPrice] = [assetUnits(parseEther('0.2')), assetUnits(parseEther(price))]
  const terms = { ...settings.terms, url: `http://127.0.0.1:${port}/v1`, inputPrice, outputPrice }
  const facts = newServiceFacts({ payee: payee.address, lockSeconds: 86_400, salt: `0x${salt.repeat(64)}` })
  const service = await registerService(ledger, { payeeKey: payee.privateKey, facts, operator: operator.address, terms, gasCoins: 0n })
  running.push(await startServe({ ...settings, service, terms, listen: { host: '127.0.0.1', port } }))
}

await startService('2', '0.6')
await startService('3', '0.9')
const keys = readProxyKeys(join(folder, 'router'))
const deposit = parseEther('0.5')
const allowance = { total: parseEther('5'), dayCap: parseEther('5'), channel: deposit * 2n, untilSeconds: 4_000_000_000 }
await allowRouter(ledger, { payerKey: payer.privateKey, payer: payer.address, key: keys.key, allowance, gasCoins: parseEther('1') })
const fund = fundByKey(ledger, { payer: payer.address, key: keys.key, channelKey: keys.channelKey })
const router = await startRouter({
  ledger,
  payer: payer.address,
  keys,
  folder: join(folder, 'router'),
  listen: { host: '127.0.0.1', port: 0 },
  deposit,
  fund,
})
const { text: apiKey } = router.books.addKey({ label: 'bench', budgetPerDay: null, nowMs: Date.now() })
const routerUrl = `http://127.0.0.1:${router.port}/v1`

/** Sends a request and returns the milliseconds until its whole answer, and its status. */
async function ask(url: string, content: string, more: object = {}): Promise<{ readonly ms: number; readonly status: number }> {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${apiKey}` }
  const body = JSON.stringify({ model: testModel, messages: [{ role: 'user', content }], ...more })
  const startedMs = performance.now()
  const answer = await fetch(`${url}/chat/completions`, { method: 'POST', headers, body })
  await answer.text()
  return { ms: performance.now() - startedMs, status: answer.status }
}

const cheapest = { provider: { sort: 'price' } }
await ask(routerUrl, 'Hi', cheapest)
const samples = { pickP99Us: [] as number[], failoverMs: [] as number[], overheadP50Ms: [] as number[] }
pickP99Us()
const endMs = performance.now() + Number(values.seconds) * 1_000
while (performance.now() < endMs || samples.pickP99Us.length < leastRounds) {
  samples.pickP99Us.push(pickP99Us())
  const [direct, through]: [number[], number[]] = [[], []]
  for (let pair = 0; pair < perSample; pair += 1) {
    direct.push((await ask(model.url, 'Hi')).ms)
    through.push((await ask(routerUrl, 'Hi', cheapest)).ms)
  }
  samples.overheadP50Ms.push(percentile(through, 0.5) - percentile(direct, 0.5))
}
// The cheapest service dies now. Each request names both services in this order, so that each one tries the dead one first.
await running.shift()?.stop()
const order = router.figures().map(({ service }) => service)
for (let round = 0; round < leastRounds; round += 1) {
  const { ms, status } = await ask(routerUrl, 'Hi', { provider: { order } })
  if (status !== 200) throw new Error(`no service answered: ${status}`)
  samples.failoverMs.push(ms)
}
console.log(JSON.stringify(samples))
await router.stop()
for (const one of running) await one.stop()
await Promise.all([model.stop(), seller.stop()])
rmSync(folder, { recursive: true, force: true })
process.exit(0)

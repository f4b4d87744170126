import { fork } from 'node:child_process'
import { once } from 'node:events'
import { parseArgs } from 'node:util'
import { termsHash } from '@infinitio/services'
import type { ProxyKeys } from '../../src/proxy/clientStore.ts'
import type { ServeProgramSettings } from '../serveProgram.ts'
import { startSeller } from '../startSeller.ts'
import { startTestModel, testModel } from '../startTestModel.ts'
import { benchCalls } from './benchCalls.ts'
import { litellmModel, startLitellm } from './startLitellm.ts'

// Measures `infinitio serve` and prints one line of JSON. The clients and the model server run in this process.
// - `overheadP50Ms`: the milliseconds that the service adds to an answer of the test server. Calls with and without the service alternate.
// - `overheadP99Ms`: the same for the slowest of 100 calls, while 200 streams with ten words a second each run on 20 payment channels.
// - `requestsPerSec`: the answers per second with 200 requests at once, in one process. The clients and the model server need a part of the same time.
// - `requestsPerCoreSec`: the answers per second of processor time that the service's process used, in all its threads.
// - `litellmP50Ms`, `litellmP99Ms`, `litellmPerSec` and `litellmPerCoreSec`: the same figures for LiteLLM with one worker, at the same load, if this machine has it (`startLitellm`).

const { values } = parseArgs({ options: { seconds: { type: 'string', default: '10' } } })
const openAtOnce = 200
const channels = 20
const perSample = 100
const leastRounds = 5
const messageFor = (model: string, content: string, stream = false) =>
  Buffer.from(JSON.stringify({ model, stream, messages: [{ role: 'user', content }] }))

/** A server to measure: its URL, its bodies, and the headers of a request with a body. */
type Measured = {
  readonly url: string
  readonly body: Uint8Array
  readonly streamed: Uint8Array
  readonly headersOf: (body: Uint8Array) => Readonly<Record<string, string>>
}
const bodiesFor = (model: string) => ({ body: messageFor(model, 'Hi'), streamed: messageFor(model, 'drip 600', true) })

const model = await startTestModel()
const seller = await startSeller()
const { folder, responseKey, operatorKey } = seller.serveSettings()
const { rpcUrl, chainId, addresses } = seller.chain
const settings: ServeProgramSettings = {
  ...{ chain: { rpcUrl, chainId, directory: addresses.directory, pToken: addresses.pToken }, service: seller.service },
  ...{ folder, responseKey, operatorKey, upstream: model.url, port: 0 },
}
const keys: ProxyKeys[] = []
for (let at = 0; at < channels; at += 1) keys.push((await seller.newClient(10n ** 18n)).keys)
const child = fork(new URL('../serveProgram.ts', import.meta.url), [JSON.stringify(settings)])
const [{ port }] = (await once(child, 'message')) as [{ readonly port: number }]
const litellm = await startLitellm(model.url)
const calls = await benchCalls({
  keys,
  payer: seller.payer.address,
  service: seller.service,
  domain: seller.ledger.domain,
  terms: termsHash(seller.terms()),
})
const own: Measured = { url: `http://127.0.0.1:${port}/v1`, ...bodiesFor(testModel), headersOf: (body) => calls.voucher(body) }
const other: Measured | null = litellm && {
  ...{ url: litellm.url, ...bodiesFor(litellmModel) },
  headersOf: () => ({ authorization: 'Bearer sk-test', 'content-type': 'application/json' }),
}
const at = (sorted: readonly number[], share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN

/** Returns the milliseconds that a server adds to an answer, for a share of the calls: 0.5 for the median. */
async function overheadOf({ url, body, headersOf }: Measured, share: number): Promise<number> {
  const [direct, through]: [number[], number[]] = [[], []]
  for (let pair = 0; pair < perSample; pair += 1) {
    direct.push(await calls.send(model.url, {}, own.body))
    through.push(await calls.send(url, headersOf(body), body))
  }
  for (const times of [direct, through]) times.sort((one, two) => one - two)
  return at(through, share) - at(direct, share)
}

/** Returns the milliseconds that a server adds to the slowest of 100 calls, while 200 streams run through it. */
async function overheadWithStreams(measured: Measured): Promise<number> {
  const { url, streamed, headersOf } = measured
  const closeAll = await Promise.all(Array.from({ length: openAtOnce }, () => calls.open(url, headersOf(streamed), streamed)))
  const slowest = await overheadOf(measured, 0.99)
  for (const close of closeAll) close()
  await calls.settled(() => model.gone())
  return slowest
}

/** Returns the answers per second with 200 requests at once. */
async function rateOf({ url, body, headersOf }: Measured): Promise<number> {
  const headers = Array.from({ length: openAtOnce }, () => headersOf(body))
  const startedMs = performance.now()
  await Promise.all(headers.map((header) => calls.send(url, header, body)))
  return (openAtOnce * 1_000) / (performance.now() - startedMs)
}

async function cpuMs(): Promise<number> {
  child.send('cpu')
  const [used] = (await once(child, 'message')) as [{ readonly cpuMs: number }]
  return used.cpuMs
}

for (let warm = 0; warm < 2_000; warm += openAtOnce) await rateOf(own)
if (other !== null) for (let warm = 0; warm < 400; warm += openAtOnce) await rateOf(other)
const samples = { overheadP50Ms: [] as number[], overheadP99Ms: [] as number[], requestsPerSec: [] as number[], requestsPerCoreSec: [] as number[] }
const beside = { litellmP50Ms: [] as number[], litellmP99Ms: [] as number[], litellmPerSec: [] as number[], litellmPerCoreSec: [] as number[] }
const endMs = performance.now() + Number(values.seconds) * 1_000
while (performance.now() < endMs || samples.overheadP50Ms.length < leastRounds) {
  samples.overheadP50Ms.push(await overheadOf(own, 0.5))
  samples.overheadP99Ms.push(await overheadWithStreams(own))
  const before = await cpuMs()
  samples.requestsPerSec.push(await rateOf(own))
  samples.requestsPerCoreSec.push((openAtOnce * 1_000) / ((await cpuMs()) - before))
  if (other !== null) {
    beside.litellmP50Ms.push(await overheadOf(other, 0.5))
    beside.litellmP99Ms.push(await overheadWithStreams(other))
    const started = litellm?.cpuMs() ?? Number.NaN
    beside.litellmPerSec.push(await rateOf(other))
    beside.litellmPerCoreSec.push((openAtOnce * 1_000) / ((litellm?.cpuMs() ?? Number.NaN) - started))
  }
  console.log(
    `run ${samples.overheadP50Ms.length}: ${Object.entries({ ...samples, ...beside })
      .map(([key, all]) => `${key} ${all.at(-1)?.toFixed(2) ?? '-'}`)
      .join(', ')}`,
  )
}
console.log(`run with the ${calls.kind} curve; LiteLLM: ${litellm === null ? 'skipped, this machine has no litellm' : 'measured'}`)
console.log(JSON.stringify({ ...samples, ...(litellm === null ? {} : beside) }))
child.disconnect()
litellm?.stop()
calls.close()
await Promise.all([model.stop(), seller.stop()])
process.exit(0)

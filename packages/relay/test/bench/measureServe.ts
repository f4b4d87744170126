import { fork } from 'node:child_process'
import { once } from 'node:events'
import { Agent, request } from 'node:http'
import { parseArgs } from 'node:util'
import { assetUnits, zeroHex32 } from '@infinitio/domain'
import { messageOfVoucher, requestHash, termsHash, writeVoucher } from '@infinitio/services'
import type { ProxyKeys } from '../../src/proxy/clientStore.ts'
import { openSignatures } from '../../src/signatures/openSignatures.ts'
import { startSeller } from '../startSeller.ts'
import { startTestModel, testModel } from '../startTestModel.ts'
import type { ServeProgramSettings } from '../serveProgram.ts'

// Measures `infinitio serve` and prints one line of JSON: the milliseconds that it adds to an answer of the test server, and the requests per second that it
// answers in one process. The clients and the model server run in this process. 200 requests are open at once, on 20 payment channels. Calls with and without
// the service alternate.

const { values } = parseArgs({ options: { seconds: { type: 'string', default: '5' } } })
const openAtOnce = 200
const channels = 20
const perSample = 50
const body = Buffer.from(JSON.stringify({ model: testModel, messages: [{ role: 'user', content: 'Hi' }] }))

const model = await startTestModel()
const seller = await startSeller()
const signatures = await openSignatures()
const clients: { readonly keys: ProxyKeys; seq: number }[] = []
for (let at = 0; at < channels; at += 1) clients.push({ keys: (await seller.newClient(10n ** 18n)).keys, seq: 0 })
const { folder, responseKey, operatorKey } = seller.serveSettings()
const { rpcUrl, chainId, addresses } = seller.chain
const settings: ServeProgramSettings = {
  ...{
    chain: { rpcUrl, chainId, directory: addresses.directory, pToken: addresses.pToken },
    service: seller.service,
    folder,
    responseKey,
    operatorKey,
  },
  ...{ upstream: model.url, port: 0 },
}
const child = fork(new URL('../serveProgram.ts', import.meta.url), [JSON.stringify(settings)])
const [{ port }] = (await once(child, 'message')) as [{ readonly port: number }]
const agent = new Agent({ keepAlive: true, maxSockets: openAtOnce })
const terms = termsHash(seller.terms())

/** Signs the next voucher (promise to pay) of a channel. Signing is the client's work, so it is not measured. */
function nextVoucher(at: number): string {
  const client = clients[at % channels]
  if (client === undefined) throw new Error('there is a client for each channel')
  client.seq += 1
  const salt = `0x${client.seq.toString(16).padStart(32, '0')}` as const
  const unsigned = {
    payer: seller.payer.address,
    key: client.keys.key,
    serial: 0,
    seq: client.seq,
    spent: assetUnits(10n ** 18n),
    terms,
    newest: zeroHex32,
    salt,
  }
  const { digest } = messageOfVoucher(unsigned, { service: seller.service, request: requestHash(salt, body), domain: seller.ledger.domain })
  return writeVoucher({ ...unsigned, signature: signatures.sign(digest, client.keys.channelKey) })
}

function call(url: string, headers: Readonly<Record<string, string>>): Promise<number> {
  return new Promise((resolve, reject) => {
    const startedMs = performance.now()
    const sent = request(`${url}/chat/completions`, { method: 'POST', agent, headers: { 'content-length': body.length, ...headers } }, (answer) => {
      answer.resume()
      answer.on('end', () => (answer.statusCode === 200 ? resolve(performance.now() - startedMs) : reject(new Error(`answer ${answer.statusCode}`))))
    })
    sent.on('error', reject)
    sent.end(body)
  })
}

const serveUrl = `http://127.0.0.1:${port}/v1`
const voucherHeader = (at: number) => ({ 'infinitio-voucher': nextVoucher(at) })
const at = (sorted: readonly number[], share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
for (let warm = 0; warm < 200; warm += 1) await call(serveUrl, voucherHeader(warm))

const samples = { overheadP50Ms: [] as number[], overheadP99Ms: [] as number[], requestsPerSec: [] as number[] }
const endMs = performance.now() + Number(values.seconds) * 1_000
while (performance.now() < endMs || samples.overheadP50Ms.length < 5) {
  const [direct, served]: [number[], number[]] = [[], []]
  for (let pair = 0; pair < perSample; pair += 1) {
    direct.push(await call(model.url, {}))
    served.push(await call(serveUrl, voucherHeader(pair)))
  }
  for (const times of [direct, served]) times.sort((one, other) => one - other)
  samples.overheadP50Ms.push(at(served, 0.5) - at(direct, 0.5))
  samples.overheadP99Ms.push(at(served, 0.99) - at(direct, 0.99))
  const headers = Array.from({ length: openAtOnce }, (_, index) => voucherHeader(index))
  const startedMs = performance.now()
  await Promise.all(headers.map((header) => call(serveUrl, header)))
  samples.requestsPerSec.push((openAtOnce * 1_000) / (performance.now() - startedMs))
}
console.error(`curve: ${signatures.kind}; ${samples.overheadP50Ms.length} rounds`)
console.log(JSON.stringify(samples))
child.kill('SIGKILL')
agent.destroy()
await Promise.all([model.stop(), seller.stop()])
process.exit(0)

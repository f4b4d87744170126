import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { assetUnits, channelIdOf, type Hex32, zeroHex32 } from '@infinitio/domain'
import { askRelease } from '@infinitio/sdk/services'
import { checkEvidence, termsBytes, writeVoucher } from '@infinitio/services'
import { bytesToHex, parseEther } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readChannel } from '../src/ledger/ledgerAccess.ts'
import { type OpenProven, openProven } from '../src/proven/openProven.ts'
import { provenScheme } from '../src/proven/provenScheme.ts'
import { setUpProofs } from '../src/proven/setUpProofs.ts'
import { readKeptEvidence } from '../src/proxy/keptEvidence.ts'
import { type RunningServe, type ServeNews, startServe } from '../src/serve/startServe.ts'
import { plainSignatures } from '../src/signatures/openSignatures.ts'
import { startSeller, type TestSeller } from './startSeller.ts'
import { startTestModel, testModel, type TestModel } from './startTestModel.ts'

const setUpMs = 300_000
const testMs = 120_000

describe('channels whose vouchers a proof settles', () => {
  let model: TestModel
  let seller: TestSeller
  let serve: RunningServe
  let proven: OpenProven
  let port: number

  beforeAll(async () => {
    ;[model, seller] = await Promise.all([startTestModel(), startSeller()])
    serve = await startServe(seller.serveSettings({ upstream: model.url }))
    port = serve.port
    await expect(openProven(seller.ledger)).rejects.toMatchObject({ code: 'serving.proofs_off' })
    const steps: string[] = []
    const { rpcUrl } = seller.chain
    const made = await setUpProofs(seller.ledger, { rpcUrl, rows: 2, onStep: (text) => steps.push(text) })
    expect(await setUpProofs(seller.ledger, { rpcUrl, rows: 2, onStep: (text) => steps.push(text) })).toEqual(made)
    expect(steps.at(-1)).toMatch('naming it in the Directory')
    proven = await openProven(seller.ledger)
  }, setUpMs)
  afterAll(async () => {
    await serve?.stop()
    await Promise.all([model?.stop(), seller?.stop()])
  })

  const settings = () => seller.serveSettings({ upstream: model.url, listen: { host: '127.0.0.1', port }, proven })

  async function restart(): Promise<void> {
    await serve.stop()
    serve = await startServe(settings())
  }

  async function open(deposit = parseEther('1')) {
    const own = await seller.newClient(deposit, { curve: 'babyJubJub' })
    const proxy = await seller.startProxy(own)
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${own.keys.apiKey}` }
    const body = JSON.stringify({ model: testModel, messages: [{ role: 'user', content: 'words 40' }] })
    const ask = async () => await fetch(`http://127.0.0.1:${proxy.port}/v1/chat/completions`, { method: 'POST', headers, body })
    const channel = { payer: seller.payer.address, key: own.keys.key, curve: 'babyJubJub', service: seller.service, asset: 'PToken' } as const
    const read = async () => await readChannel(seller.ledger, channelIdOf(channel), 'head')
    return { ...own, proxy, ask, channel, read }
  }

  it('are refused by a service that settles nothing by proofs, before anything is charged', async () => {
    await expect(open()).rejects.toMatchObject({ code: 'serving.proven_unoffered' })
    const own = await seller.newClient(parseEther('1'), { curve: 'babyJubJub' })
    const names = { payer: seller.payer.address, key: own.keys.key, serial: 0, seq: 1, spent: assetUnits(1n), terms: zeroHex32, newest: zeroHex32 }
    const voucher = writeVoucher({ ...names, salt: `0x${'5'.repeat(32)}`, signature: `0x${'3'.repeat(320)}` })
    const answer = await fetch(`http://127.0.0.1:${port}/v1/vouchers`, { method: 'POST', headers: { 'infinitio-voucher': voucher }, body: '{}' })
    expect(await answer.text()).toContain('this service settles no vouchers of keys on BabyJubJub')
    expect(model.asked).toEqual([])
    const terms = { ...seller.terms(), acceptsG: true, settlesProven: true } as const
    await expect(seller.startProxy(own, { asset: 'G', terms })).rejects.toMatchObject({ code: 'serving.proven_unoffered' })
    await expect(startServe(seller.serveSettings({ proven }))).rejects.toMatchObject({ code: 'serving.proofs_off' })
  })

  it('are served, survive a restart, and are settled by one proof beside vouchers of Ethereum keys', { timeout: testMs }, async () => {
    await seller.setTerms({ url: `http://127.0.0.1:${port}/v1`, settlesProven: true })
    await restart()
    const [first, second, ethereum] = [await open(), await open(), await seller.newClient()]
    const signedProxy = await seller.startProxy(ethereum)
    for (const { ask } of [first, second, first]) expect((await ask()).status).toBe(200)
    await restart()
    expect((await second.ask()).status).toBe(200)
    const owed = [first, second].map(({ proxy }) => proxy.figures().owed)
    expect(await serve.settle()).toEqual({ rows: 2, amount: owed.reduce((sum, one) => sum + one, 0n), amountInG: 0n })
    expect(await Promise.all([first, second].map(async ({ read }) => (await read()).settled))).toEqual(owed)
    expect(first.proxy.fault()).toBe(null)

    const terms = [bytesToHex(termsBytes(seller.terms()))]
    const pieces = readKeptEvidence(first.folder)
    const file = { ...seller.ledger.domain, channel: first.channel, serial: 0, terms, pieces }
    const { recover } = plainSignatures()
    expect(checkEvidence(file, recover, provenScheme)).toMatchObject({ receipts: 2, vouchers: 2, problems: [], uncovered: [] })
    expect(checkEvidence(file, recover).problems.map(({ why }) => why)).toEqual(['signature', 'signature'])
    await Promise.all([first.proxy.stop(), second.proxy.stop(), signedProxy.stop()])
  })

  it('are closed at once only when their claim is settled', { timeout: testMs }, async () => {
    const { ask, proxy, channel, read } = await open()
    await (await ask()).text()
    const { domain } = seller.ledger
    const sign = (hash: Hex32) => privateKeyToAccount(seller.payer.privateKey).sign({ hash })
    const release = () => askRelease(channel, { url: seller.terms().url, serial: 0, domain, sign })
    await expect(release()).rejects.toMatchObject({ detail: 'serving.busy' })
    const { owed } = proxy.figures()
    while ((await read()).settled < owed) await serve.settle()
    expect(await release()).toMatchObject({ claim: owed, voucher: { signature: '0x' } })
    await proxy.stop()
  })

  it('wait for their proof while the service runs without proofs, and are settled later', { timeout: testMs }, async () => {
    const { ask, proxy, read } = await open()
    await (await ask()).text()
    const { owed } = proxy.figures()
    await serve.stop()
    const news: ServeNews[] = []
    const { settlesProven: _, ...terms } = seller.terms()
    serve = await startServe({ ...settings(), proven: null, terms, onNews: (one) => news.push(one) })
    expect(news).toMatchObject([{ kind: 'failed', error: { code: 'serving.proof_failed', detail: '1 claims wait for a service with --proven' } }])
    expect((await ask()).status).not.toBe(200)
    expect(await serve.settle()).toEqual({ rows: 0, amount: 0n, amountInG: 0n })
    await restart()
    expect((await serve.settle()).rows).toBe(1)
    expect((await read()).settled).toBe(owed)
    await proxy.stop()
  })

  it('are settled without a restart after a prover that could not work', { timeout: testMs }, async () => {
    const { ask, read, proxy } = await open()
    await (await ask()).text()
    const { NODE_OPTIONS: before } = process.env
    process.env['NODE_OPTIONS'] = '--max-old-space-size=8'
    try {
      await expect(serve.settle()).rejects.toMatchObject({ code: 'serving.proof_failed', detail: expect.stringContaining('no voucher was refused') })
    } finally {
      if (before === undefined) delete process.env['NODE_OPTIONS']
      else process.env['NODE_OPTIONS'] = before
    }
    expect((await read()).settled).toBe(0n)
    await serve.settle()
    expect((await read()).settled).toBe(proxy.figures().owed)
    await proxy.stop()
  })

  it('are settled one by one if the circuit refuses a voucher among them', { timeout: testMs }, async () => {
    const [good, bad] = [await open(), await open()]
    for (const { ask } of [good, bad]) await (await ask()).text()
    await serve.stop()
    // A voucher in the log whose signature is wrong, as a service with a fault could have accepted it.
    const log = join(seller.serveSettings().folder, 'vouchers.log')
    const lines = readFileSync(log, 'utf8').split('\n')
    const damaged = lines.map((line) => {
      if (!line.includes('"k":"v"')) return line
      const { v, ...rest } = JSON.parse(line) as { v: string }
      const bytes = Buffer.from(v, 'base64url')
      if (!bytes.includes(Buffer.from(bad.channel.key.slice(2), 'hex'))) return line
      bytes[bytes.length - 1] = (bytes[bytes.length - 1] ?? 0) ^ 1
      return JSON.stringify({ ...rest, v: bytes.toString('base64url') })
    })
    writeFileSync(log, damaged.join('\n'))
    serve = await startServe(settings())
    await expect(serve.settle()).rejects.toMatchObject({ code: 'serving.proof_failed' })
    expect([(await good.read()).settled, (await bad.read()).settled]).toEqual([good.proxy.figures().owed, 0n])
    // The same voucher is not proven again, because each try takes seconds.
    expect(await serve.settle()).toEqual({ rows: 0, amount: 0n, amountInG: 0n })
    await Promise.all([good.proxy.stop(), bad.proxy.stop()])
  })
})

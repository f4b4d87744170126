import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { assetUnits } from '@infinitio/domain'
import { checkFiled, openExitAccess, openServiceLedger } from '@infinitio/sdk/services'
import {
  type ChannelEvidence,
  checkEvidence,
  type EvidenceFile,
  fromBase64Url,
  meaningOfClaim,
  readEvidence,
  readReceipt,
  readVoucher,
  termsBytes,
  toBase64Url,
  writeEvidence,
  writeReceipt,
} from '@infinitio/services'
import { afterAll, afterEach, beforeAll, describe, expect, it, test } from 'vitest'
import { readServiceTerms } from '../src/ledger/ledgerAccess.ts'
import { readKeptEvidence } from '../src/proxy/keptEvidence.ts'
import type { RunningProxy } from '../src/proxy/startProxy.ts'
import { type RunningServe, startServe } from '../src/serve/startServe.ts'
import { openSignatures } from '../src/signatures/openSignatures.ts'
import { type PassedAnswer, startMiddleman } from './startMiddleman.ts'
import { startSeller, type TestSeller } from './startSeller.ts'
import { startTestModel, testModel, type TestModel } from './startTestModel.ts'

describe('a service that lies', () => {
  let model: TestModel
  let seller: TestSeller
  let serve: RunningServe
  let middleman: Awaited<ReturnType<typeof startMiddleman>>
  let change: (answer: PassedAnswer, path: string) => PassedAnswer = (answer) => answer
  const proxies: RunningProxy[] = []

  beforeAll(async () => {
    ;[model, seller] = await Promise.all([startTestModel(), startSeller()])
    middleman = await startMiddleman(
      () => serve.port,
      (answer, path) => change(answer, path),
    )
    await seller.setTerms({ url: `http://127.0.0.1:${middleman.port}/v1` })
    serve = await startServe(seller.serveSettings({ upstream: model.url }))
  })
  afterEach(async () => {
    change = (answer) => answer
    for (const proxy of proxies.splice(0)) await proxy.stop()
  })
  afterAll(async () => {
    await serve.stop()
    await Promise.all([middleman.stop(), model.stop(), seller.stop()])
  })

  async function open() {
    const client = await seller.newClient()
    const proxy = await seller.startProxy(client)
    proxies.push(proxy)
    const ask = async (content: string, stream = false) => {
      const answer = await fetch(`http://127.0.0.1:${proxy.port}/v1/chat/completions`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${client.keys.apiKey}` },
        body: JSON.stringify({ model: testModel, stream, messages: [{ role: 'user', content }] }),
      })
      return { status: answer.status, retry: answer.headers.get('x-should-retry'), text: await answer.text() }
    }
    const evidence = () =>
      readFileSync(join(client.folder, 'receipts.log'), 'utf8')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as ChannelEvidence)
    return { proxy, ask, evidence, folder: client.folder }
  }

  const flipped = (text: string, at: number) => {
    const bytes = fromBase64Url(text)
    if (bytes === null) throw new Error('a receipt is base64url')
    return toBase64Url(bytes.with(at, (bytes[at] ?? 0) ^ 1))
  }

  test.each<[string, string, (answer: PassedAnswer) => PassedAnswer]>([
    [
      'a flipped byte of the receipt',
      'signature',
      (answer) => ({ ...answer, headers: { ...answer.headers, 'infinitio-receipt': flipped(answer.headers['infinitio-receipt'] ?? '', 200) } }),
    ],
    [
      'a flipped byte of its signature',
      'signature',
      (answer) => ({ ...answer, headers: { ...answer.headers, 'infinitio-receipt': flipped(answer.headers['infinitio-receipt'] ?? '', 290) } }),
    ],
    ['a changed answer', 'response', (answer) => ({ ...answer, body: answer.body.replace('word0', 'other') })],
    ['a receipt that is no receipt', 'signature', (answer) => ({ ...answer, headers: { ...answer.headers, 'infinitio-receipt': 'AAAA' } })],
    [
      'a dearer cost',
      'signature',
      (answer) => {
        const read = readReceipt(answer.headers['infinitio-receipt'] ?? '')
        if (read === null) throw new Error('the answer has a receipt')
        const receipt = { ...read.receipt, cost: assetUnits(read.receipt.cost * 2n) }
        return { ...answer, headers: { ...answer.headers, 'infinitio-receipt': writeReceipt({ ...read, receipt }) } }
      },
    ],
  ])('is paid nothing more after %s', async (_, fault, change_) => {
    const { proxy, ask } = await open()
    expect((await ask('Hi')).status).toBe(200)
    const { owed } = proxy.figures()
    change = change_
    const wrong = await ask('Hi')
    expect([wrong.status, wrong.retry, wrong.text.includes('serving.receipt_wrong'), wrong.text.includes(fault)]).toEqual([502, 'false', true, true])
    change = (answer) => answer
    const [asked, next] = [model.asked.length, await ask('Hi')]
    expect([next.text.includes('serving.stopped'), model.asked.length, proxy.figures().owed]).toEqual([true, asked, owed])
  })

  it('is paid nothing more after an answer without a receipt', async () => {
    const { proxy, ask } = await open()
    change = ({ headers: { 'infinitio-receipt': _, ...headers }, ...answer }) => ({ ...answer, headers })
    expect((await ask('Hi')).text).toContain('serving.receipt_wrong')
    expect(proxy.fault()).toBe('signature')
  })

  test.each<[string, (text: string) => string]>([
    ['a changed word', (text) => text.replace('word3', 'w0rd3')],
    ['a missing event', (text) => text.replace(/data: [^\n]*word1[^\n]*\n\n/, '')],
    ['text after the receipt', (text) => text.replace('data: [DONE]', 'data: {"choices":[]}\n\ndata: [DONE]')],
    ['no receipt', (text) => text.replace(/: infinitio-receipt [^\n]*\n\n/, '')],
    [
      'a flipped byte of the receipt',
      (text) => text.replace(/(: infinitio-receipt )([^\n]*)/, (_, head, receipt) => `${head}${flipped(receipt, 40)}`),
    ],
  ])('ends a stream with an error after %s', async (_, alter) => {
    const { proxy, ask } = await open()
    change = (answer) => ({ ...answer, body: alter(answer.body) })
    const { text } = await ask('Hi', true)
    expect([text.includes('serving.receipt_wrong'), text.includes('[DONE]')]).toEqual([true, false])
    expect(proxy.fault()).not.toBeNull()
  })

  it('leaves evidence: each voucher of the client and each receipt, the wrong one too, without a word of the prompt', async () => {
    const { ask, evidence, folder } = await open()
    await ask('Hi secret')
    let shown = ''
    change = (answer) => {
      shown = flipped(answer.headers['infinitio-receipt'] ?? '', 200)
      return { ...answer, headers: { ...answer.headers, 'infinitio-receipt': shown } }
    }
    await ask('Hi secret')
    const kept = evidence()
    expect(kept.map(({ kind, serial, fault }) => [kind, serial, fault])).toEqual([
      ['voucher', 0, undefined],
      ['receipt', 0, undefined],
      ['voucher', 0, undefined],
      ['receipt', 0, 'signature'],
    ])
    expect(kept[3]?.text).toBe(shown)
    expect(readReceipt(kept[1]?.text ?? '')?.receipt).toMatchObject({ n: 1, seq: kept[0]?.seq, request: kept[0]?.request })
    expect(readVoucher(kept[2]?.text ?? '')?.seq).toBe(kept[3]?.seq)
    expect(JSON.stringify(kept)).not.toContain('secret')
    expect(readKeptEvidence(folder)).toEqual(kept)
    const sent = readVoucher(kept[0]?.text ?? '') ?? expect.unreachable()
    const { domain } = seller.ledger
    const { payer, key } = sent
    const channel = { payer, key, curve: 'secp256k1', service: seller.service, asset: 'PToken' } as const
    const terms = [`0x${Buffer.from(termsBytes(await readServiceTerms(seller.ledger, seller.service))).toString('hex')}`] as const
    const file: EvidenceFile = { ...domain, channel, serial: 0, terms, pieces: kept }
    const report = checkEvidence(readEvidence(writeEvidence(file)) ?? expect.unreachable(), (await openSignatures()).recover)
    expect(report).toMatchObject({ receipts: 1, vouchers: 2, pairs: [], uncovered: [kept[3]?.seq], lacking: null })
    expect(report.problems).toMatchObject([{ place: 3 }])
    const owed = report.newest?.spent ?? 0n
    expect([owed, owed + 1n].map((claim) => meaningOfClaim(report, claim))).toEqual(['covered', 'above'])

    // A page checks the same file against the chain. It believes only terms that the service published there.
    const access = openExitAccess({ rpcUrl: seller.chain.rpcUrl })
    const ledger = await openServiceLedger(access, seller.chain.addresses.directory)
    const filing = { facts: channel, serial: 0, act: 'claimAboveReceipt', number: owed + 1n, loss: 0n, evidence: [] } as const
    const checkText = (text: string, change: Partial<Parameters<typeof checkFiled>[1]['filing']> = {}, mostPieces = 4) =>
      checkFiled(access, { text, filing: { ...filing, ...change }, ledger, mostPieces })
    const text = writeEvidence(file)
    expect(await checkText(text)).toMatchObject({ kind: 'checked', report: { receipts: 1 }, meaning: 'above', isOfChannel: true, proves: true })
    expect(await checkText(text, { number: owed })).toMatchObject({ meaning: 'covered', proves: false })
    expect(await checkText(text, { serial: 1 })).toMatchObject({ isOfChannel: false, proves: false })
    expect(await checkText(text, { act: 'twoReceipts', number: 1n })).toMatchObject({ meaning: null, proves: false })
    const forged = termsBytes({ ...seller.terms(), responseKey: payer })
    const withOther = writeEvidence({ ...file, terms: [`0x${Buffer.from(forged).toString('hex')}`] })
    expect(await checkText(withOther)).toMatchObject({ report: { receipts: 0, newest: null } })
    expect(await checkText(writeEvidence({ ...file, chainId: 1 }))).toEqual({ kind: 'otherMarket' })
    expect(await checkText(text, {}, 3)).toEqual({ kind: 'tooLong', pieces: 4 })
    expect(await checkText('%PDF-1.7')).toEqual({ kind: 'otherFile' })
  })

  it('is believed after a conflict up to the last signature and no further', async () => {
    const { proxy, ask } = await open()
    expect((await ask('Hi')).status).toBe(200)
    change = (answer, path) =>
      path.endsWith('/completions')
        ? { ...answer, status: 409, headers: { ...answer.headers, 'infinitio-voucher': 'AAAA', 'infinitio-request': `0x${'1'.repeat(64)}` } }
        : answer
    const refused = await ask('Hi')
    expect(refused.text).toContain('serving.conflict')
    expect(proxy.figures().owed).toBeLessThan(10n ** 13n)
  })

  it('is paid nothing for an error with a receipt of an answer', async () => {
    const { proxy, ask } = await open()
    change = (answer) => ({ ...answer, status: 503 })
    expect((await ask('Hi')).text).toContain('serving.receipt_wrong')
    expect([proxy.fault(), proxy.figures().owed]).toEqual(['cost', 0n])
  })
})

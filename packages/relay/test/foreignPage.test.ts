import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseEther } from 'viem'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readProxyKeys } from '../src/proxy/clientStore.ts'
import { PayingChannel, type PayingRefusal } from '@infinitio/services'
import { readChannel } from '../src/ledger/ledgerAccess.ts'
import { RelayError } from '../src/relayError.ts'
import { type RunningRouter, startRouter } from '../src/router/startRouter.ts'
import { type RunningServe, startServe } from '../src/serve/startServe.ts'
import { plainSignatures } from '../src/signatures/openSignatures.ts'
import { startSeller, type TestSeller } from './startSeller.ts'
import { testModel } from './startTestModel.ts'

const page = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'cors' }
const body = JSON.stringify({ model: testModel, messages: [{ role: 'user', content: 'Hi' }] })

describe('a foreign web page', () => {
  let seller: TestSeller
  let serve: RunningServe
  let router: RunningRouter
  let upstream: Server
  const folder = mkdtempSync(join(tmpdir(), 'infinitio-page-'))

  beforeAll(async () => {
    seller = await startSeller()
    // A model server that the provider of the service does not control: it sets a cookie and answers with a page that runs a script.
    upstream = createServer((_, response) => {
      response.writeHead(200, { 'content-type': 'text/html', 'set-cookie': 'session=stolen', 'access-control-allow-credentials': 'true' })
      response.end('<script>alert(1)</script>')
    })
    await new Promise<void>((resolve) => upstream.listen(0, '127.0.0.1', () => resolve()))
    const url = `http://127.0.0.1:${(upstream.address() as AddressInfo).port}/v1`
    serve = await startServe({ ...seller.serveSettings(), upstream: url })
    const listen = { host: '127.0.0.1', port: 0 }
    const keys = readProxyKeys(folder)
    router = await startRouter({
      ledger: seller.ledger,
      payer: seller.payer.address,
      keys,
      folder,
      listen,
      deposit: parseEther('1'),
      fund: async () => {},
    })
  })
  afterAll(async () => {
    await router.stop()
    await serve.stop()
    upstream.closeAllConnections()
    await new Promise((resolve) => upstream.close(resolve))
    await seller.stop()
    rmSync(folder, { recursive: true })
  })

  const at = (port: number, path = '/v1/chat/completions') => `http://127.0.0.1:${port}${path}`
  const post = (port: number, headers: Record<string, string> = {}) =>
    fetch(at(port), { method: 'POST', headers: { 'content-type': 'application/json', ...page, ...headers }, body })
  const codeOf = async (answer: Response) => [answer.status, /"code":"([^"]*)"/.exec(await answer.text())?.[1]]

  it('gets permission to ask, and never for cookies', async () => {
    for (const port of [serve.port, router.port]) {
      const asked = { ...page, 'access-control-request-method': 'POST', 'access-control-request-headers': 'infinitio-voucher,x-stainless-os' }
      const answer = await fetch(at(port), { method: 'OPTIONS', headers: asked })
      expect(answer.status).toBe(204)
      expect(answer.headers.get('access-control-allow-origin')).toBe('*')
      expect(answer.headers.get('access-control-allow-credentials')).toBeNull()
      expect(answer.headers.get('access-control-allow-headers')).toMatch(/^authorization, content-type, infinitio-voucher, \*$/)
    }
  })

  it('cannot spend: it has neither a voucher nor an API key, and a browser adds neither', async () => {
    expect(await codeOf(await post(serve.port))).toEqual([402, 'serving.voucher_missing'])
    expect(await codeOf(await post(router.port))).toEqual([401, 'serving.key_wrong'])
    expect(await codeOf(await post(router.port, { cookie: 'key=infr_x' }))).toEqual([401, 'serving.key_wrong'])
    const form = await fetch(at(router.port), { method: 'POST', headers: { ...page, 'content-type': 'text/plain' }, body })
    expect(await codeOf(form)).toEqual([401, 'serving.key_wrong'])
  })

  it('cannot spend with a voucher that it saw: each voucher pays its own request once', async () => {
    const { keys } = await seller.newClient(parseEther('0.1'))
    const { key, channelKey } = keys
    const facts = { payer: seller.payer.address, service: seller.service }
    const store = { stored: null, save: () => {} }
    const parts = {
      ...facts,
      key,
      channelKey,
      domain: seller.ledger.domain,
      signatures: plainSignatures(),
      store,
      salt: () => `0x${'5'.repeat(32)}` as const,
    }
    const refuse = (code: PayingRefusal, detail: string) => new RelayError(code, detail)
    const none = { deposited: 0n, settled: 0n, serial: 0 } as never
    const channel = new PayingChannel({ ...parts, refuse }, { terms: seller.terms(), chain: none })
    channel.noteChain(await readChannel(seller.ledger, channel.id, 'head'))
    const bytes = Buffer.from(body)
    const request = {
      model: testModel,
      isStream: false,
      asksUsage: false,
      prompt: { bytes: bytes.length, messages: 1 },
      mostOutput: null,
      namesRemoteFile: false,
    }
    const { header } = channel.begin(bytes, request)
    expect((await post(serve.port, { 'infinitio-voucher': header })).status).toBe(200)
    expect(await codeOf(await post(serve.port, { 'infinitio-voucher': header }))).toEqual([409, 'serving.conflict'])
    const other = body.replace('Hi', 'Another prompt')
    const changed = await fetch(at(serve.port), {
      method: 'POST',
      headers: { ...page, 'content-type': 'application/json', 'infinitio-voucher': header },
      body: other,
    })
    expect(await codeOf(changed)).toEqual([400, 'serving.voucher_invalid'])
  })

  it('gets data and no page: a cookie and a script of the model server stay behind', async () => {
    for (const answer of [await fetch(at(serve.port, '/v1/models'), { headers: page }), await post(serve.port), await post(router.port)]) {
      expect(answer.headers.get('content-type')).toBe('application/json')
      expect(answer.headers.get('set-cookie')).toBeNull()
      expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
      expect(answer.headers.get('content-security-policy')).toBe("default-src 'none'; frame-ancestors 'none'; sandbox")
      expect(answer.headers.get('access-control-allow-credentials')).toBeNull()
    }
  })
})

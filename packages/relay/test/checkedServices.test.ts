import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { hex32, type ServiceId } from '@infinitio/domain'
import { type CheckedStanding, questionOf, type StatedFacts } from '@infinitio/services'
import OpenAI from 'openai'
import { parseEther } from 'viem'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newServiceFacts, registerService } from '../src/ledger/accountActs.ts'
import { readProxyKeys } from '../src/proxy/clientStore.ts'
import { allowRouter, fundByKey } from '../src/router/routerActs.ts'
import { type RunningRouter, startRouter } from '../src/router/startRouter.ts'
import { startSeller, type TestSeller } from './startSeller.ts'

const deposit = parseEther('0.5')
const model = 'recorded model'

/** A service that records what reaches it, before `serve` could read anything, and that answers no request. */
type Recorder = {
  readonly service: ServiceId
  readonly seen: { readonly headers: IncomingHttpHeaders; readonly body: string }[]
  readonly stop: () => Promise<void>
}

async function startRecorder(seller: TestSeller, salt: string, stated: StatedFacts = {}): Promise<Recorder> {
  const seen: Recorder['seen'] = []
  const server = createServer((message, response) => {
    if (message.method === 'GET') return response.writeHead(200, { 'content-type': 'application/json' }).end('{"object":"list","data":[]}')
    void text(message).then((body) => {
      seen.push({ headers: message.headers, body })
      response.writeHead(503).end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`
  const { payee, operator, ledger } = seller
  const facts = newServiceFacts({ payee: payee.address, lockSeconds: 86_400, salt: `0x${salt.repeat(64)}` })
  const terms = { ...seller.terms(), url, model, ...stated }
  const service = await registerService(ledger, { payeeKey: payee.privateKey, facts, operator: operator.address, terms, gasCoins: 0n })
  const stop = async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
  return { service, seen, stop }
}

describe('a router that knows the checks of services', () => {
  const standings = new Map<ServiceId, Pick<CheckedStanding, 'standing'> & { readonly quality?: { firstMs: number; tokensPerSecond: number } }>()
  let isAway = false
  let folder: string
  let seller: TestSeller
  let recorders: Recorder[]
  let router: RunningRouter
  let apiKey: string
  let openai: OpenAI

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'infinitio-checks-'))
    seller = await startSeller()
    recorders = [
      await startRecorder(seller, '2'),
      await startRecorder(seller, '3', { contextTokens: 4_096, quantization: 'fp8', region: 'eu-north' }),
    ]
    const { ledger, payer } = seller
    const keys = readProxyKeys(folder)
    const allowance = { total: parseEther('5'), dayCap: parseEther('5'), channel: deposit * 2n, untilSeconds: 4_000_000_000 }
    await allowRouter(ledger, { payerKey: payer.privateKey, payer: payer.address, key: keys.key, allowance, gasCoins: parseEther('1') })
    const fund = fundByKey(ledger, { payer: payer.address, key: keys.key, channelKey: keys.channelKey })
    const checks = async () => {
      if (isAway) throw new Error('the API does not answer')
      return new Map(standings)
    }
    router = await startRouter({ ledger, payer: payer.address, keys, folder, listen: { host: '127.0.0.1', port: 0 }, deposit, fund, checks })
    apiKey = router.books.addKey({ label: 'test', budgetPerDay: null, nowMs: Date.now() }).text
    openai = new OpenAI({ baseURL: `http://127.0.0.1:${router.port}/v1`, apiKey, maxRetries: 0 })
  })
  afterAll(async () => {
    await router.stop()
    for (const { stop } of recorders) await stop()
    await seller.stop()
    rmSync(folder, { recursive: true })
  })

  const [first, second] = [() => recorders[0] as Recorder, () => recorders[1] as Recorder]
  /** Sends a request, and returns the error that names each service that was tried or left out. */
  const ask = (more: object): Promise<string> =>
    openai.chat.completions.create({ model, messages: [{ role: 'user', content: 'Hi' }], ...more }).then(
      () => 'answered',
      (error: unknown) => String(error),
    )
  const setStanding = async (standing: CheckedStanding['standing'], { service }: Recorder) => {
    standings.set(service, { standing })
    await router.lookAtChecks()
  }

  it('leaves out a service that differs, unless the request names it', async () => {
    expect(await ask({})).not.toContain('left out')
    await setStanding('left_out', first())
    const before = first().seen.length
    expect(await ask({})).toContain(`${first().service}: left out by checks`)
    expect(first().seen).toHaveLength(before)
    expect(await ask({ provider: { only: [first().service] } })).toContain(`${first().service}: status 503`)
    expect(await ask({ provider: { order: [first().service] } })).toContain(`${first().service}: status 503`)
    expect(first().seen).toHaveLength(before + 2)
  })

  it('sends requests for checked services only to services with a fine standing', async () => {
    await setStanding('fine', second())
    const answer = await ask({ verify: 'checked' })
    expect(answer).toContain(`${first().service}: left out by verification`)
    expect(answer).toContain(`${second().service}: status 503`)
  })

  it('keeps the standings while the market does not answer, and asks the service again after it was fine', async () => {
    isAway = true
    await expect(router.lookAtChecks()).rejects.toThrow('does not answer')
    expect(await ask({})).toContain(`${first().service}: left out by checks`)
    isAway = false
    await setStanding('fine', first())
    expect(await ask({})).not.toContain('left out')
  })

  it('sends requests with a quantisation or a region to services whose terms state it, and none above their context', async () => {
    for (const one of [first(), second()]) await setStanding('fine', one)
    const fp8 = await ask({ provider: { quantizations: ['fp8', 'bf16'] } })
    expect([fp8.includes(`${first().service}: left out by quantization`), fp8.includes(`${second().service}: status 503`)]).toEqual([true, true])
    const north = await ask({ region: ['eu-north'] })
    expect([north.includes(`${first().service}: left out by region`), north.includes(`${second().service}: status 503`)]).toEqual([true, true])
    expect(await ask({ region: 'us-west' })).toContain(`${second().service}: left out by region`)
    const long = await ask({ max_tokens: 5_000 })
    expect([long.includes(`${first().service}: status 503`), long.includes(`${second().service}: left out by context`)]).toEqual([true, true])
  })

  it('asks first the service that validators measured as fast, if the request sorts by speed', async () => {
    const quality = (firstMs: number) => ({ firstMs, tokensPerSecond: 10_000 / firstMs })
    for (const fast of [first(), second()]) {
      for (const one of [first(), second()]) standings.set(one.service, { standing: 'fine', quality: quality(one === fast ? 100 : 400) })
      await router.lookAtChecks()
      for (const sort of ['latency', 'throughput']) {
        const counts = () => [first().seen.length, second().seen.length]
        const before = counts()
        await ask({ provider: { sort, allow_fallbacks: false } })
        expect(counts().map((count, place) => count - (before[place] ?? 0))).toEqual(fast === first() ? [1, 0] : [0, 1])
      }
    }
  })

  it('sends the same headers, fields and payer for a check as for a user', async () => {
    const body = questionOf({ secret: hex32(`0x${'5'.repeat(64)}`), slot: 3, model, question: 0, prompts: null })
    const provider = { only: [first().service], allow_fallbacks: false }
    await fetch(`http://127.0.0.1:${router.port}/v1/chat/completions`, {
      method: 'POST',
      headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
      body: JSON.stringify({ ...body, provider }),
    })
    const check = first().seen.at(-1)
    await openai.chat.completions.create({ ...body, provider } as never).catch(() => null)
    const user = first().seen.at(-1)
    expect(user).not.toBe(check)
    expect(check?.body).toBe(user?.body)
    expect(Object.keys(check?.headers ?? {})).toEqual(Object.keys(user?.headers ?? {}))
    // The two requests have different vouchers (promises to pay), because each voucher has a number and a salt. Both vouchers name the router's channel.
    const { 'infinitio-voucher': _check, ...ofCheck } = check?.headers ?? {}
    const { 'infinitio-voucher': _user, ...ofUser } = user?.headers ?? {}
    expect(ofCheck).toEqual(ofUser)
    expect(JSON.stringify(ofCheck)).not.toContain(apiKey)
  })
})

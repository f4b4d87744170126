import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sendCalls } from '@infinitio/chain/sender'
import { address, assetUnits, type Hex32 } from '@infinitio/domain'
import { openPaidServices, openSealedRouter, type PaidServices } from '@infinitio/sdk/services'
import { readReceipt, readVoucher, requestHash } from '@infinitio/services'
import OpenAI from 'openai'
import { parseEther } from 'viem'
import { afterAll, afterEach, beforeAll, describe, expect, it, test } from 'vitest'
import { fundChannel, newServiceFacts, registerService } from '../src/ledger/accountActs.ts'
import { readProxyKeys } from '../src/proxy/clientStore.ts'
import type { PromptPrivacy } from '../src/proxy/sealBody.ts'
import type { RunningProxy } from '../src/proxy/startProxy.ts'
import { allowRouter, fundByKey } from '../src/router/routerActs.ts'
import { type RunningRouter, startRouter } from '../src/router/startRouter.ts'
import { boxKeyOf, readServeKeys } from '../src/serve/serveKeys.ts'
import { type RunningServe, startServe } from '../src/serve/startServe.ts'
import { type PassedAnswer, type PassedRequest, startMiddleman } from './startMiddleman.ts'
import { startSeller, type TestSeller } from './startSeller.ts'
import { startTestModel, testModel, type TestModel } from './startTestModel.ts'

const boxSecret = `0x${'7'.repeat(64)}` as const
const otherSecret = `0x${'8'.repeat(64)}` as const

/** Parts of a stream as the middleman sees them: each event without its empty line. */
const eventsOf = (body: string) => body.split('\n\n').filter((event) => event !== '')
const joined = (events: readonly string[]) => `${events.join('\n\n')}\n\n`
const isPart = (event: string) => event.startsWith('data: {"sealed"')

/** Changes the encrypted parts of a stream, and leaves all other events as they are. */
function withParts(body: string, change: (parts: readonly string[]) => readonly string[]): string {
  const events = eventsOf(body)
  return joined([...change(events.filter(isPart)), ...events.filter((event) => !isPart(event))])
}

const deposit = parseEther('0.5')
const attackerSecret = `0x${'9'.repeat(64)}` as const

type Started = { readonly model: TestModel; readonly serve: RunningServe; readonly service: `0x${string}` }

/** Starts a service with a model server. `price` is the price of its output, in PToken for a million tokens. */
async function startService(
  seller: TestSeller,
  { folder, salt, price, boxSecret }: { readonly folder: string; readonly salt: string; readonly price: string; readonly boxSecret: Hex32 | null },
): Promise<Started> {
  const model = await startTestModel()
  const facts = newServiceFacts({ payee: seller.payee.address, lockSeconds: 86_400, salt: `0x${salt.repeat(64)}` })
  const probe = await startTestModel()
  await probe.stop()
  const port = Number(new URL(probe.url).port)
  const prices = { outputPrice: assetUnits(parseEther(price)), ...(boxSecret === null ? {} : { boxKey: boxKeyOf(boxSecret) }) }
  const { boxKey: _, ...plain } = seller.terms()
  const terms = { ...plain, ...prices, url: `http://127.0.0.1:${port}/v1` }
  const { payee, operator, ledger } = seller
  const service = await registerService(ledger, { payeeKey: payee.privateKey, facts, operator: operator.address, terms, gasCoins: 0n })
  const settings = seller.serveSettings({ upstream: model.url, folder })
  const serve = await startServe({ ...settings, service, terms, boxSecret, listen: { host: '127.0.0.1', port } })
  return { model, serve, service }
}

let seller: TestSeller
beforeAll(async () => {
  seller = await startSeller()
})
afterAll(async () => await seller.stop())

describe('a proxy and a service that decrypts prompts', () => {
  let model: TestModel
  let serve: RunningServe
  let middleman: Awaited<ReturnType<typeof startMiddleman>>
  let change: (answer: PassedAnswer, path: string) => PassedAnswer = (answer) => answer
  const asked: PassedRequest[] = []
  const answered: PassedAnswer[] = []
  const proxies: RunningProxy[] = []

  beforeAll(async () => {
    model = await startTestModel()
    middleman = await startMiddleman(
      () => serve.port,
      (answer, path) => {
        answered.push({ ...answer })
        return change(answer, path)
      },
      (request) => {
        asked.push(request)
        return request.body
      },
    )
    await seller.setTerms({ url: `http://127.0.0.1:${middleman.port}/v1`, boxKey: boxKeyOf(boxSecret) })
    serve = await startServe(seller.serveSettings({ upstream: model.url, boxSecret }))
    // With money in the pot, each new client of these tests costs one transaction in place of three.
    const channel = { payer: seller.payer.address, key: seller.payer.address, curve: 'secp256k1', service: seller.service, asset: 'PToken' } as const
    await fundChannel(seller.ledger, {
      payerKey: seller.payer.privateKey,
      channel,
      plan: { fund: 0n, deposit: parseEther('30'), serial: 0, total: 0n },
    })
  })
  afterEach(async () => {
    change = (answer) => answer
    for (const proxy of proxies.splice(0)) await proxy.stop()
  })
  afterAll(async () => {
    await serve.stop()
    await Promise.all([middleman.stop(), model.stop()])
  })

  async function open(privacy?: PromptPrivacy) {
    const client = await seller.newClient()
    const proxy = await seller.startProxy(client, privacy === undefined ? {} : { privacy })
    proxies.push(proxy)
    const ask = async (content: string, more: object = {}) => {
      const answer = await fetch(`http://127.0.0.1:${proxy.port}/v1/chat/completions`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${client.keys.apiKey}` },
        body: JSON.stringify({ model: testModel, messages: [{ role: 'user', content }], ...more }),
      })
      return { status: answer.status, headers: answer.headers, text: await answer.text() }
    }
    return { proxy, ask, apiKey: client.keys.apiKey }
  }

  it('reach the model with the body as the program wrote it, while nobody between them reads prompt or answer', async () => {
    const { ask } = await open()
    const whole = await ask('words 7 zanzibar')
    expect(whole.status).toBe(200)
    expect(JSON.parse(whole.text)).toMatchObject({ choices: [{ message: { content: 'word0 word1 word2 word3 word4 word5 word6 ' } }] })
    expect(model.asked.at(-1)).toBe(JSON.stringify({ model: testModel, messages: [{ role: 'user', content: 'words 7 zanzibar' }] }))
    const stream = await ask('words 40 zanzibar', { stream: true })
    expect(stream.text).toContain('word39 ')
    expect(stream.text).toContain('data: [DONE]')
    const wire = [...asked.map(({ body }) => body), ...answered.map(({ body }) => body)].join('\n')
    expect(wire).not.toMatch(/zanzibar|word\d|content|assistant/)
    expect(wire).toContain(testModel)
  })

  it('answer the stock client of OpenAI, streams too', async () => {
    const { proxy, apiKey } = await open('sealed')
    const openai = new OpenAI({ baseURL: `http://127.0.0.1:${proxy.port}/v1`, apiKey, maxRetries: 0 })
    const messages = [{ role: 'user' as const, content: 'words 200' }]
    let text = ''
    for await (const { choices } of await openai.chat.completions.create({ model: testModel, messages, stream: true }))
      text += choices[0]?.delta.content ?? ''
    expect(text.split(' ').length).toBe(201)
    await expect(openai.chat.completions.create({ model: testModel, messages: [{ role: 'user', content: 'error 422 zanzibar' }] })).rejects.toThrow(
      'error 422 of the test server',
    )
    expect(answered.at(-1)?.body).not.toContain('test server')
    expect(proxy.fault()).toBeNull()
  })

  it('count an encrypted request as a plain one, and sign the hashes of the bytes that others see', async () => {
    const { ask } = await open()
    const receiptOf = (text: string | null) => {
      const read = readReceipt(text ?? '')
      if (read === null) throw new Error('each answer has a receipt')
      return read.receipt
    }
    const sealed = receiptOf((await ask('words 7 zanzibar')).headers.get('infinitio-receipt'))
    const [request, answer] = [asked.at(-1), answered.at(-1)]
    const plain = receiptOf((await ask('words 7 zanzibar', { privacy: 'plain' })).headers.get('infinitio-receipt'))
    expect([sealed.units, sealed.cost]).toEqual([plain.units, plain.cost])
    const salt = readVoucher(String(request?.headers['infinitio-voucher']))?.salt ?? '0x'
    const bytes = (text = '') => new TextEncoder().encode(text)
    expect([sealed.request, sealed.response]).toEqual([requestHash(salt, bytes(request?.body)), requestHash(salt, bytes(answer?.body))])
  })

  it('send a prompt unencrypted only if the request asks for it, without the field of the wish', async () => {
    const { ask } = await open()
    await ask('words 2 zanzibar', { privacy: 'plain' })
    expect([asked.at(-1)?.body.includes('zanzibar'), asked.at(-1)?.body.includes('privacy')]).toEqual([true, false])
    await ask('words 2 zanzibar', { privacy: 'sealed' })
    expect(asked.at(-1)?.body).not.toContain('zanzibar')
    expect(model.asked.at(-1)).not.toContain('privacy')
    const before = asked.length
    expect((await ask('Hi', { privacy: 'tee' })).text).toContain('serving.field_invalid')
    expect(asked.length).toBe(before)
  })

  it('refuse a prompt that is too large when encrypted, before anything is signed', async () => {
    const { proxy, ask } = await open()
    const before = asked.length
    const refused = await ask('x'.repeat(3.5 * 1_048_576))
    expect([refused.status, refused.text.includes('serving.body_too_large')]).toEqual([413, true])
    expect([asked.length, proxy.figures().ceiling]).toEqual([before, 0n])
  })

  it('store nothing of a prompt or an answer', async () => {
    const { ask } = await open()
    await ask('words 3 zanzibar')
    await ask('words 3 zanzibar', { stream: true })
    // The folders of the service and of all proxies.
    const root = join(seller.serveSettings().folder, '..')
    const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).map((name) => join(root, name))
    const stored = files.filter((file) => statSync(file).isFile()).map((file) => readFileSync(file, 'utf8'))
    expect(stored.length).toBeGreaterThan(4)
    expect(stored.join('').length).toBeGreaterThan(100)
    expect(stored.join('')).not.toMatch(/zanzibar|word\d/)
  })

  test.each<[string, (body: string, earlier: string) => string]>([
    ['is not encrypted', () => JSON.stringify({ choices: [{ message: { content: 'forged' } }] })],
    ['has a flipped byte', (body) => `${body.slice(0, 90)}${body[90] === 'A' ? 'B' : 'A'}${body.slice(91)}`],
    ['is the answer to another request', (_, earlier) => earlier],
  ])('stop paying after an answer that %s', async (_, alter) => {
    const { proxy, ask } = await open()
    expect((await ask('Hi')).status).toBe(200)
    const earlier = answered.at(-1)?.body ?? ''
    change = (answer, path) => (path.endsWith('/completions') ? { ...answer, body: alter(answer.body, earlier) } : answer)
    const refused = await ask('Hi')
    expect([refused.status, refused.text.includes('serving.answer_unsealed'), refused.text.includes('forged')]).toEqual([502, true, false])
    const before = model.asked.length
    expect((await ask('Hi')).text).toContain('serving.stopped')
    expect([proxy.fault(), model.asked.length]).toEqual(['sealed', before])
  })

  test.each<[string, (parts: readonly string[], earlier: readonly string[]) => readonly string[]]>([
    ['reordered parts', ([first = '', second = '', ...rest]) => [second, first, ...rest]],
    ['a missing part', ([first = '', , ...rest]) => [first, ...rest]],
    ['a repeated part', ([first = '', ...rest]) => [first, first, ...rest]],
    ['a plain part', ([first = '', ...rest]) => [first, 'data: {"choices":[{"delta":{"content":"forged"}}]}', ...rest]],
    ['a part of an earlier stream', (parts, earlier) => parts.map((part, at) => (at === 2 ? (earlier[2] ?? '') : part))],
    ['all parts of an earlier stream', (_, earlier) => earlier],
    ['a flipped byte', ([first = '', ...rest]) => [`${first.slice(0, 99)}${first[99] === 'A' ? 'B' : 'A'}${first.slice(100)}`, ...rest]],
    ['no encrypted end', (parts) => parts.slice(0, -1)],
    ['no part at all', () => []],
  ])('end a stream with an error after %s', async (_, alter) => {
    const { proxy, ask } = await open()
    expect((await ask('Hi', { stream: true })).text).toContain('[DONE]')
    const earlier = eventsOf(answered.at(-1)?.body ?? '').filter(isPart)
    change = (answer) => ({ ...answer, body: withParts(answer.body, (parts) => alter(parts, earlier)) })
    const { text } = await ask('Hi', { stream: true })
    expect(text).toMatch(/serving\.(answer_unsealed|receipt_wrong)/)
    expect(text).not.toMatch(/\[DONE\]|forged/)
    expect(proxy.fault()).not.toBeNull()
  })

  it('end a stream with an error if it is cut before its receipt', async () => {
    const { proxy, ask } = await open()
    change = (answer) => ({ ...answer, body: joined(eventsOf(answer.body).filter(isPart).slice(0, 2)) })
    const { text } = await ask('Hi', { stream: true })
    expect([text.includes('serving.receipt_wrong'), text.includes('[DONE]'), proxy.fault()]).toEqual([true, false, 'signature'])
  })

  it('drop lines of a stream that the service did not encrypt', async () => {
    const { ask } = await open()
    change = (answer) => ({ ...answer, body: answer.body.replace('data: {"sealed"', 'event: forged\ndata: {"sealed"') })
    const { text } = await ask('Hi', { stream: true })
    expect([text.includes('forged'), text.includes('[DONE]')]).toEqual([false, true])
  })

  it('refuse to serve with a box key in the terms that belongs to another secret', async () => {
    for (const secret of [otherSecret, null])
      await expect(startServe(seller.serveSettings({ upstream: model.url, boxSecret: secret }))).rejects.toMatchObject({
        code: 'serving.state_unreadable',
      })
  })

  it('follow a new box key that the service publishes on the chain, and refuse terms without one', async () => {
    const { ask } = await open()
    expect((await ask('Hi')).status).toBe(200)
    await serve.stop()
    await seller.setTerms({ boxKey: boxKeyOf(otherSecret) })
    serve = await startServe(seller.serveSettings({ upstream: model.url, boxSecret: otherSecret }))
    expect((await ask('words 2 zanzibar')).status).toBe(200)
    expect(asked.at(-1)?.body).not.toContain('zanzibar')
    await serve.stop()
    await seller.setTerms({}, 'boxKey')
    serve = await startServe(seller.serveSettings({ upstream: model.url }))
    expect((await ask('words 2 zanzibar')).text).toContain('serving.terms_changed')
    expect(asked.at(-1)?.body).not.toContain('zanzibar')
    await expect(open('sealed')).rejects.toMatchObject({ code: 'serving.sealed_unoffered' })
    const offered = await open()
    expect((await offered.ask('Hi')).status).toBe(200)
    expect((await offered.ask('Hi', { privacy: 'sealed' })).text).toContain('serving.sealed_unoffered')
  })
})

describe('prompts that a router cannot read', () => {
  let folder: string
  /** The cheapest service reads only plain prompts, the next two decrypt. */
  let services: readonly Started[]
  let router: RunningRouter
  let evil: Awaited<ReturnType<typeof startMiddleman>>
  let apiKey: string
  let openai: OpenAI
  let change: (answer: PassedAnswer, path: string) => PassedAnswer = (answer) => answer
  let alter: (request: PassedRequest) => string = ({ body }) => body
  const seen: string[] = []
  const stopped = new Set<number>()

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'infinitio-sealed-'))
    services = [
      await startService(seller, { folder: join(folder, '2'), salt: '2', price: '0.3', boxSecret: null }),
      await startService(seller, { folder: join(folder, '3'), salt: '3', price: '0.6', boxSecret: `0x${'3'.repeat(64)}` }),
      await startService(seller, { folder: join(folder, '4'), salt: '4', price: '0.9', boxSecret: `0x${'4'.repeat(64)}` }),
    ]
    // This service decrypts prompts, but it sells another model.
    await seller.setTerms({ model: 'worse-model', boxKey: boxKeyOf(attackerSecret) })
    const { ledger, payer, chain } = seller
    const keys = readProxyKeys(join(folder, 'router'))
    const allowance = { total: parseEther('5'), dayCap: parseEther('5'), channel: deposit * 2n, untilSeconds: 4_000_000_000 }
    await allowRouter(ledger, { payerKey: payer.privateKey, payer: payer.address, key: keys.key, allowance, gasCoins: parseEther('1') })
    const fund = fundByKey(ledger, { payer: payer.address, key: keys.key, channelKey: keys.channelKey })
    const listen = { host: '127.0.0.1', port: 0 }
    router = await startRouter({ ledger, payer: payer.address, keys, folder: join(folder, 'router'), listen, deposit, fund, lookEveryMs: 100 })
    apiKey = router.books.addKey({ label: 'test', budgetPerDay: null, nowMs: Date.now() }).text
    evil = await startMiddleman(
      () => router.port,
      (answer, path) => {
        seen.push(answer.body)
        return change(answer, path)
      },
      (request) => {
        seen.push(request.body)
        return alter(request)
      },
    )
    const sealed = await openSealedRouter({
      url: `http://127.0.0.1:${evil.port}/v1`,
      apiKey,
      rpcUrl: chain.rpcUrl,
      directory: address(chain.addresses.directory.toLowerCase()),
    })
    openai = new OpenAI({ baseURL: 'https://models.example/v1', apiKey: 'unused', maxRetries: 0, fetch: sealed.fetch })
  })
  afterEach(() => {
    change = (answer) => answer
    alter = ({ body }) => body
    seen.length = 0
  })
  afterAll(async () => {
    await router.stop()
    await evil.stop()
    for (const [at, { serve, model }] of services.entries()) {
      if (!stopped.has(at)) await serve.stop()
      await model.stop()
    }
    rmSync(folder, { recursive: true })
  })

  const cheapest = { provider: { sort: 'price' } }
  const ask = (content: string, more: object = {}) => ({
    ...{ model: testModel, messages: [{ role: 'user' as const, content }], max_tokens: 500, ...cheapest },
    ...more,
  })
  const askedBy = () => services.map(({ model }) => model.asked.length)
  const post = (body: object, path = 'chat/completions') =>
    fetch(`http://127.0.0.1:${router.port}/v1/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${apiKey}` },
      body: JSON.stringify(body),
    })
  /** Returns the id of a service that decrypts prompts: of the two such services, the one that `provider` does not contain. */
  const otherOf = (provider: unknown) => (JSON.stringify(provider).includes(services[2]?.service ?? '-') ? services[1] : services[2])?.service
  const codeOf = async (answer: Response) => ((await answer.json()) as { error: { code: string } }).error.code

  describe('through a router', () => {
    it('reach the cheapest service that decrypts them, and the router reads neither prompt nor answer', async () => {
      const { data, response } = await openai.chat.completions.create(ask('words 7 zanzibar')).withResponse()
      expect(data.choices[0]?.message.content).toBe('word0 word1 word2 word3 word4 word5 word6 ')
      expect(response.headers.get('infinitio-service')).toBe(services[1]?.service)
      expect(JSON.parse(services[1]?.model.asked.at(-1) ?? '')).toEqual({
        ...{ model: testModel, messages: [{ role: 'user', content: 'words 7 zanzibar' }], max_tokens: 500 },
      })
      let text = ''
      for await (const { choices } of await openai.chat.completions.create({ ...ask('words 100 zanzibar'), stream: true }))
        text += choices[0]?.delta.content ?? ''
      expect(text.split(' ').length).toBe(101)
      expect(seen.join('\n')).not.toMatch(/zanzibar|word\d|content|assistant/)
    })

    it('are paid by their receipts, and nothing of them is stored', async () => {
      await openai.chat.completions.create(ask('words 9 zanzibar'))
      const cost = assetUnits(4n * 200_000_000_000n + 9n * 600_000_000_000n)
      const row = { service: services[1]?.service, input: 4, output: 9, cost, status: 200 }
      await expect.poll(() => router.books.usage().at(-1)).toMatchObject(row)
      expect(router.figures().every(({ fault }) => fault === null)).toBe(true)
      const files = (path: string): string[] =>
        readdirSync(path).flatMap((name) => (statSync(join(path, name)).isDirectory() ? files(join(path, name)) : [join(path, name)]))
      const stored = files(folder).map((file) => readFileSync(file, 'utf8'))
      expect(stored.length).toBeGreaterThan(3)
      expect(stored.join('\n')).not.toMatch(/zanzibar|word\d/)
    })

    it('are not read by a router that names another key: the key comes from the chain', async () => {
      change = (answer, path) => {
        if (!path.endsWith('/candidates')) return answer
        const { data } = JSON.parse(answer.body) as { data: object[] }
        return { ...answer, body: JSON.stringify({ data: data.map((one) => ({ ...one, boxKey: boxKeyOf(attackerSecret) })) }) }
      }
      const { choices } = await openai.chat.completions.create(ask('words 1 zanzibar'))
      expect(choices[0]?.message.content).toBe('word0 ')
    })

    test.each<[string, (data: readonly { service: string; model: string }[]) => readonly object[]]>([
      ['a service that decrypts nothing', () => [{ service: services[0]?.service, model: testModel }]],
      ['a service that does not exist', () => [{ service: `0x${'e'.repeat(40)}`, model: testModel }]],
      ['a service of another model', () => [{ service: seller.service, model: testModel }]],
      ['another model', (data) => data.map((one) => ({ ...one, model: 'worse-model' }))],
      ['no service', () => []],
    ])('are sent to nobody if the router names %s', async (_, rename) => {
      change = (answer, path) =>
        path.endsWith('/candidates')
          ? { ...answer, body: JSON.stringify({ data: rename((JSON.parse(answer.body) as { data: { service: string; model: string }[] }).data) }) }
          : answer
      const before = askedBy()
      await expect(openai.chat.completions.create(ask('zanzibar'))).rejects.toMatchObject({ code: 'serving.sealed_unoffered', status: 422 })
      expect([askedBy(), seen.join('').includes('zanzibar')]).toEqual([before, false])
    })

    test.each<[string, (outer: Record<string, unknown>) => object]>([
      ['raises the limit of tokens', (outer) => ({ ...outer, max_tokens: 5_000 })],
      ['asks for a stream', (outer) => ({ ...outer, stream: true })],
      ['states fewer messages', (outer) => ({ ...outer, sealed: { ...(outer['sealed'] as object), messages: 0 } })],
      ['sends it to another service', ({ provider, ...outer }) => ({ ...outer, provider: { only: [otherOf(provider)] } })],
    ])('are refused without a charge by the service if the router %s', async (_, tamper) => {
      alter = ({ path, body }) => (path.endsWith('/completions') ? JSON.stringify(tamper(JSON.parse(body) as Record<string, unknown>)) : body)
      const [before, owed] = [askedBy(), router.figures().reduce((sum, one) => sum + one.owed, 0n)]
      await expect(openai.chat.completions.create(ask('zanzibar'))).rejects.toMatchObject({ code: 'serving.prompt_unopened', status: 422 })
      expect(askedBy()).toEqual(before)
      expect(router.figures().reduce((sum, one) => sum + one.owed, 0n)).toBe(owed)
    })

    it('are not answered by a router in place of a service', async () => {
      const forged = { choices: [{ index: 0, message: { role: 'assistant', content: 'forged' } }] }
      change = (answer, path) => (path.endsWith('/completions') ? { ...answer, status: 200, body: JSON.stringify(forged) } : answer)
      await expect(openai.chat.completions.create(ask('Hi'))).rejects.toMatchObject({ code: 'serving.answer_unsealed' })
      change = (answer, path) =>
        path.endsWith('/completions')
          ? { ...answer, body: answer.body.replace(/data: \{"sealed".*/, 'data: {"choices":[{"delta":{"content":"forged"}}]}') }
          : answer
      const read = async () => {
        let text = ''
        for await (const { choices } of await openai.chat.completions.create({ ...ask('Hi'), stream: true })) text += choices[0]?.delta.content ?? ''
        return text
      }
      await expect(read()).rejects.toThrow('not encrypted to you')
      change = (answer, path) =>
        path.endsWith('/completions') ? { ...answer, body: answer.body.split('\n\n').slice(0, 3).join('\n\n').concat('\n\n') } : answer
      await expect(read()).rejects.toThrow('ended its answer early')
    })

    it('get two answers with different keys if the router sends one of them twice', async () => {
      await openai.chat.completions.create(ask('words 7 zanzibar'))
      const sealed = seen.find((body) => body.includes('"sealed"'))
      const bodies = await Promise.all([1, 2].map(async () => await (await post(JSON.parse(sealed ?? '') as object)).text()))
      expect(bodies[0]).toContain('"sealed"')
      const wireOf = (text = '') => Buffer.from((JSON.parse(text) as { sealed: string }).sealed, 'base64url').subarray(32)
      // If both responses were encrypted with the same key and nonce, their ciphertexts would be equal, because the answer is the same.
      expect(wireOf(bodies[0]).equals(wireOf(bodies[1]))).toBe(false)
    })

    it('are refused by the router if they arrive unencrypted, or if no service of the model decrypts them', async () => {
      const before = askedBy()
      const plain = { ...ask('zanzibar'), privacy: 'sealed' }
      expect(await codeOf(await post(plain))).toBe('serving.prompt_unsealed')
      const only = { provider: { only: [services[0]?.service] } }
      expect(await codeOf(await post({ model: testModel, max_tokens: 5, ...only }, 'candidates'))).toBe('serving.sealed_unoffered')
      expect(askedBy()).toEqual(before)
    })

    test.each<[string, object]>([
      ['no limit of tokens', { max_tokens: undefined }],
      ['no service', { provider: {} }],
      ['two services', { provider: { only: ['0x1', '0x2'] } }],
      ['two models', { models: ['another'] }],
    ])('are refused by the router with %s', async (_, wrong) => {
      await openai.chat.completions.create(ask('Hi'))
      const sealed = JSON.parse(seen.find((body) => body.includes('"sealed"')) ?? '') as object
      expect(await codeOf(await post({ ...sealed, ...wrong }))).toBe('serving.field_invalid')
    })

    it('go to the next service, encrypted again, if the first one does not answer', async () => {
      await services[1]?.serve.stop()
      stopped.add(1)
      const { data, response } = await openai.chat.completions.create(ask('words 1 zanzibar')).withResponse()
      expect(data.choices[0]?.message.content).toBe('word0 ')
      expect(response.headers.get('infinitio-service')).toBe(services[2]?.service)
      const texts = seen.flatMap((body) => /"text":"([^"]+)"/.exec(body)?.[1] ?? [])
      expect(new Set(texts).size).toBe(2)
    })
  })

  describe('from a browser', () => {
    let paid: PaidServices
    const entries = new Map<string, string>()

    beforeAll(async () => {
      const { directory, market, pToken } = seller.chain.addresses
      const addresses = { directory: directory as never, market: market as never, pToken: pToken as never }
      const listed = async () => services.map(({ service }) => ({ service, standing: 'unchecked' as const }))
      const storage = {
        getItem: (name: string) => entries.get(name) ?? null,
        setItem: (name: string, value: string) => void entries.set(name, value),
      }
      const place = { rpcUrl: seller.chain.rpcUrl, chainId: seller.chain.chainId, ...addresses, services: listed }
      paid = await openPaidServices(place, { payer: seller.payer.address, storage, deposit: parseEther('0.2') })
      const { steps } = await paid.plan(parseEther('1'))
      const calls = steps.map(({ kind, ...call }) => ({ ...call, what: kind }))
      await sendCalls(seller.ledger.client, { privateKey: seller.payer.privateKey, calls, timeoutMs: 60_000 })
    })
    afterAll(() => paid.close())

    const send = (content: string, more: object) =>
      paid.fetch('https://models.example/v1/chat/completions', {
        method: 'POST',
        body: JSON.stringify({ ...ask(content), provider: undefined, ...more }),
      })

    it('go only to a service that decrypts them, if the request asks for it', async () => {
      const answer = await send('words 3 zanzibar', { privacy: 'sealed', stream: true })
      expect(answer.headers.get('infinitio-service')).toBe(services[2]?.service)
      expect(await answer.text()).toContain('word2 ')
      const receipt = await paid.receiptOf(answer)
      expect(receipt).toMatchObject({ isSealed: true, receipt: { units: { output: 3 } } })
      expect([...entries.values()].join('')).not.toMatch(/zanzibar|word\d/)
    })

    it('are not encrypted for a service that reads only plain ones, nor if the request asks for that', async () => {
      const cheap = await send('Hi', {})
      expect([cheap.headers.get('infinitio-service'), (await paid.receiptOf(cheap))?.isSealed]).toEqual([services[0]?.service, false])
      const only = { provider: { only: [services[2]?.service] } }
      const [sealed, plain] = [await send('Hi', only), await send('Hi', { ...only, privacy: 'plain' })]
      expect([(await paid.receiptOf(sealed))?.isSealed, (await paid.receiptOf(plain))?.isSealed]).toEqual([true, false])
    })

    it('are refused if no service decrypts them, before anything is sent', async () => {
      const before = askedBy()
      const only = { provider: { only: [services[0]?.service] }, privacy: 'sealed' }
      expect(await codeOf(await send('zanzibar', only))).toBe('serving.sealed_unoffered')
      expect(await codeOf(await send('zanzibar', { privacy: 'secret' }))).toBe('serving.field_invalid')
      expect(askedBy()).toEqual(before)
    })
  })
})

describe('the keys of a service', () => {
  const folder = mkdtempSync(join(tmpdir(), 'infinitio-keys-'))
  const path = join(folder, 'keys.json')
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it('have a box key that stays the same, in a file that only its owner can read', () => {
    const first = readServeKeys(folder)
    expect(readServeKeys(folder)).toEqual(first)
    expect(first.boxKey).toBe(boxKeyOf(first.boxSecret))
    expect(statSync(path).mode & 0o777).toBe(0o600)
  })

  it('get a box key if an earlier version made the file', () => {
    const { boxSecret: _, ...earlier } = JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>
    writeFileSync(path, JSON.stringify(earlier))
    const keys = readServeKeys(folder)
    expect(keys.responseKey).toBe(earlier['responseKey'])
    expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual({ ...earlier, boxSecret: keys.boxSecret })
    expect(statSync(path).mode & 0o777).toBe(0o600)
  })
})

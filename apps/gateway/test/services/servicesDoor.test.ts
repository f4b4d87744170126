import OpenAI from 'openai'
import { testModel } from '@infinitio/relay/test'
import { readHeaderJson } from '@infinitio/services'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { until } from '../until.ts'
import { startServicesTestbed } from './servicesTestbed.ts'

describe('a service behind the gateway', () => {
  let bed: Awaited<ReturnType<typeof startServicesTestbed>>
  let proxy: Awaited<ReturnType<typeof bed.seller.startProxy>>
  let openai: OpenAI

  beforeAll(async () => {
    bed = await startServicesTestbed()
    const client = await bed.seller.newClient()
    proxy = await bed.seller.startProxy(client)
    openai = new OpenAI({ baseURL: `http://127.0.0.1:${proxy.port}/v1`, apiKey: client.keys.apiKey, maxRetries: 0 })
  })
  afterAll(async () => {
    await proxy.stop()
    await bed.close()
  })

  const asked = (content: string) => ({ model: testModel, messages: [{ role: 'user' as const, content }] })

  it('streams to the stock client of OpenAI and is paid for its tokens', async () => {
    const before = proxy.figures().owed
    const words = []
    for await (const { choices } of await openai.chat.completions.create({ ...asked('words 40'), stream: true }))
      words.push(choices[0]?.delta.content ?? '')
    expect(words.join('')).toContain('word39 ')
    expect(proxy.figures().owed - before).toBe(2n * 200_000_000_000n + 40n * 600_000_000_000n)
  })

  it('answers whole, with a receipt that the proxy accepts', async () => {
    const answer = await openai.chat.completions.create(asked('Hi'))
    expect(answer.choices[0]?.message.content).toBe('word0 word1 word2 word3 word4 ')
  })

  it('sends the first words before the answer ends', async () => {
    const stream = await openai.chat.completions.create({ ...asked('hold'), stream: true })
    const words = stream[Symbol.asyncIterator]()
    expect((await words.next()).value?.choices[0]?.delta.content).toBe('word0 ')
    bed.model.release()
    let last = await words.next()
    while (last.done !== true) last = await words.next()
  })

  it('aborts the model server when the client disconnects in a stream', async () => {
    const gone = bed.model.gone()
    const stream = await openai.chat.completions.create({ ...asked('hold'), stream: true })
    await stream[Symbol.asyncIterator]().next()
    stream.controller.abort()
    await until(() => bed.model.gone() > gone)
    bed.model.release()
    expect((await openai.chat.completions.create(asked('Hi'))).usage?.completion_tokens).toBe(5)
  })

  it('lists the models to web pages of every site, without cookies and frames', async () => {
    const { status, headers, body } = await bed.ask({ path: '/v1/models', headers: { origin: 'https://elsewhere.example' } })
    expect([status, JSON.parse(body).data[0].id]).toEqual([200, testModel])
    expect(headers).toMatchObject({
      'access-control-allow-origin': '*',
      'x-content-type-options': 'nosniff',
      'content-security-policy': expect.stringContaining('sandbox'),
      'cache-control': 'no-store, no-transform',
    })
  })

  it('passes the payment of a client of x402, the answer that asks for it, and its result', async () => {
    const post = (headers: object) =>
      bed.ask(
        { method: 'POST', path: '/v1/chat/completions', headers: { 'content-type': 'application/json', ...headers } },
        JSON.stringify(asked('Hi')),
      )
    const unpaid = await post({})
    expect([unpaid.status, readHeaderJson(String(unpaid.headers['payment-required']))]).toMatchObject([
      402,
      { accepts: [{ scheme: 'service-ledger' }] },
    ])
    const wrong = await post({ 'payment-signature': 'AAAA' })
    const result = { success: false, errorReason: 'serving.voucher_invalid' }
    expect([wrong.status, readHeaderJson(String(wrong.headers['payment-response']))]).toMatchObject([400, result])
    expect(wrong.headers['access-control-expose-headers']).toContain('payment-required, payment-response')
  })

  it('answers the question of a browser itself', async () => {
    const { status, headers } = await bed.ask({ method: 'OPTIONS', path: '/v1/chat/completions' })
    expect([status, headers['access-control-allow-methods']]).toEqual([204, 'GET, POST'])
  })

  it.each([
    ['GET', '/'],
    ['GET', '/metrics'],
    ['GET', '/v1/../admin'],
    ['GET', '/v1/chat/completions'],
    ['PUT', '/v1/chat/completions'],
    ['POST', '/v1/models'],
    ['POST', '/v1/owed'],
    ['DELETE', '/v1/models'],
  ])('refuses %s %s', async (method, path) => {
    const { status, body } = await bed.ask({ method, path })
    expect([status, JSON.parse(body).error.code]).toEqual([404, 'serving.path_unknown'])
  })

  it('refuses a request above 4 MiB, announced or in chunks', async () => {
    const headers = { 'content-type': 'application/json', 'content-length': String(5 * 1_048_576) }
    const announced = await bed.ask({ method: 'POST', path: '/v1/chat/completions', headers }).catch((error: Error) => error)
    expect(announced instanceof Error || announced.status === 413).toBe(true)
    const chunked = { 'content-type': 'application/json', 'transfer-encoding': 'chunked' }
    const sent = await bed
      .ask({ method: 'POST', path: '/v1/chat/completions', headers: chunked }, 'x'.repeat(5 * 1_048_576))
      .catch((error: Error) => error)
    expect(sent instanceof Error || sent.status === 413).toBe(true)
    expect((await bed.ask({ path: '/v1/models' })).status).toBe(200)
  })

  it('passes the request to close a channel at once, which the service itself checks', async () => {
    const { status, body } = await bed.ask({ method: 'POST', path: '/v1/release' }, '{}')
    expect(status).toBe(400)
    expect(JSON.parse(body).error.code).toMatch(/^serving\./)
    expect(JSON.parse(body).error.code).not.toBe('serving.path_unknown')
  })

  it.each([`0x${'1'.repeat(40)}.svc.localhost`, `0x${'1'.repeat(40)}.SVC.LOCALHOST:80`])(
    'answers 503 with a sentence for %s, which has no tunnel',
    async (host) => {
      const { status, headers, body } = await bed.ask({ path: '/v1/models', headers: { host } })
      expect([status, JSON.parse(body).error.code, headers['retry-after']]).toEqual([503, 'serving.tunnel_down', '2'])
      expect(JSON.parse(body).error.message).toContain('not connected')
    },
  )

  it.each([
    'svc.localhost',
    'x.svc.localhost',
    `0x${'1'.repeat(39)}.svc.localhost`,
    `0x${'1'.repeat(40)}.svc.localhost.example.org`,
    `0x${'1'.repeat(40)}.ports.localhost`,
    `a.0x${'1'.repeat(40)}.svc.localhost`,
  ])('refuses the host %s', async (host) => {
    expect((await bed.ask({ path: '/v1/models', headers: { host } })).status).toBe(421)
  })

  it('refuses an upgrade to a WebSocket', async () => {
    const headers = { connection: 'Upgrade', upgrade: 'websocket', 'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==', 'sec-websocket-version': '13' }
    expect((await bed.ask({ path: '/v1/models', headers })).status).toBe(421)
  })
})

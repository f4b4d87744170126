import { connect } from 'node:net'
import type { EventWire } from '@infinitio/domain/wire'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { seedLease } from '../../test/seedLease.ts'
import { seedBalance, seedMarket, type SeededNode } from '../../test/seedMarket.ts'
import { endpoints } from '../app.ts'
import { startTestApi, type TestApi } from '../../test/startTestApi.ts'

let api: TestApi
let node: SeededNode
beforeAll(async () => {
  api = await startTestApi()
  node = (await seedMarket(api, [{ name: 'one' }]))[0] as SeededNode
})
afterAll(() => api.stop())

const within = { timeout: 60_000, interval: 20 }

function watch(client: Pick<TestApi['client'], 'watchEvents'>, topics: string[]) {
  const seen: EventWire[] = []
  const stop = new AbortController()
  const done = client.watchEvents({ topics, onEvent: (event) => seen.push(event), signal: stop.signal })
  const finish = () => {
    stop.abort()
    return done
  }
  return { seen, of: (topic: string) => seen.filter((event) => event.topic === topic), stop: finish }
}

describe('streams of a session', () => {
  test('end with it, and a stolen token reads nothing anywhere once its owner has signed out everywhere', async () => {
    const [owner, stolen] = [await api.signedIn(api.accounts.stranger), await api.signedIn(api.accounts.stranger)]
    const bystander = await api.signedIn(api.accounts.renter)
    const thiefs = await Promise.all(
      ['/events?topics=wallet,notifications', '/events?topics=market', '/orders/events'].map((path) => openStream(stolen, path)),
    )
    const [owners, others] = await Promise.all([openStream(owner, '/events?topics=wallet'), openStream(bystander, '/events?topics=wallet')])
    await owner.closeSession()
    await vi.waitFor(() => expect(owners.isOver()).toBe(true), within)
    expect([...thiefs, others].map((stream) => stream.isOver())).toEqual([false, false, false, false])
    const again = await api.signedIn(api.accounts.stranger)
    await again.closeAllSessions()
    await vi.waitFor(() => expect(thiefs.every((stream) => stream.isOver())).toBe(true), within)
    expect(others.isOver()).toBe(false)
    others.stop()
    const ownGets = endpoints.filter(({ access }) => access === 'account')
    expect(ownGets.length).toBeGreaterThan(30)
    const headers = { authorization: `Bearer ${stolen.transport.options.token}`, cookie: `infinitio_session=${stolen.transport.options.token}` }
    const answers = await Promise.all(
      ownGets.map(async ({ method, path }) => {
        const { status, body } = await api.send(method.toUpperCase(), path.replaceAll(/\{\w+\}/g, '1'), { headers })
        return [method, path, status, body.code]
      }),
    )
    expect(answers).toEqual(ownGets.map(({ method, path }) => [method, path, 401, 'auth.session_revoked']))
    expect(await api.send('GET', '/events?topics=wallet', { headers })).toMatchObject({ status: 401 })
  })

  /** Opens an event stream of a client. `isOver` returns true once the server has ended the stream; `stop` closes the stream. */
  async function openStream({ transport }: Awaited<ReturnType<TestApi['signedIn']>>, path: string) {
    const { baseUrl, token } = transport.options
    const stop = new AbortController()
    const response = await fetch(`${baseUrl}/api/v1${path}`, { headers: { authorization: `Bearer ${token}` }, signal: stop.signal })
    expect(response.status).toBe(200)
    let isOver = false
    void response.text().then(
      () => (isOver = true),
      () => undefined,
    )
    return { isOver: () => isOver, stop: () => stop.abort() }
  }
})

describe('live events', () => {
  test('report each topic once when the stream opens, and again when it changes', async () => {
    const client = await api.signedIn(api.accounts.renter)
    const watching = watch(client, ['listings', 'wallet', 'lease:7'])
    await vi.waitFor(() => expect(new Set(watching.seen.map(({ topic }) => topic))).toEqual(new Set(['listings', 'wallet', 'lease:7'])), within)
    const before = watching.of('wallet').length
    await seedBalance(api, api.accounts.renter.address, 5n)
    await vi.waitFor(() => expect(watching.of('wallet').length).toBe(before + 1), within)
    await seedLease(api, node, { leaseId: 7n })
    await vi.waitFor(() => expect(watching.of('lease:7').length).toBe(2), within)
    await api.owner.query('update node_heartbeats set silent = true where node_id = $1', [node.node])
    await vi.waitFor(() => expect(watching.of('listings').length).toBeGreaterThan(1), within)
    // A viewer of a lease is notified when its machine no longer responds, before the machine counts as lost.
    await vi.waitFor(() => expect(watching.of('lease:7').length).toBe(3), within)
    await watching.stop()
  })

  test('go out in whole chunks, and without any to a reader of HTTP/1.0', async () => {
    const [chunked, plain] = [readRaw('HTTP/1.1'), readRaw('HTTP/1.0')]
    const versions = (text: string) => text.match(/data: {"topic":"lease:9","version":"[^"]*"}\n\n/g) ?? []
    await vi.waitFor(() => expect([chunked, plain].map(({ body }) => versions(body()).length)).toEqual([1, 1]), within)
    await seedLease(api, node, { leaseId: 9n })
    await vi.waitFor(() => expect([chunked, plain].map(({ body }) => versions(body()).length)).toEqual([2, 2]), within)
    expect(unchunked(chunked.body())).toBe(plain.body())
    for (const { stop } of [chunked, plain]) stop()
  })

  /** Returns the bytes that arrive on a connection after the head of the answer. */
  function readRaw(version: 'HTTP/1.0' | 'HTTP/1.1') {
    const { hostname, port, host } = new URL(api.url)
    let sent = ''
    const socket = connect({ host: hostname, port: Number(port) }).setEncoding('latin1')
    socket.on('data', (part: string) => (sent += part))
    socket.write(`GET /api/v1/events?topics=lease:9 ${version}\r\nHost: ${host}\r\n\r\n`)
    return { body: () => sent.slice(sent.indexOf('\r\n\r\n') + 4), stop: () => socket.destroy() }
  }

  /** Removes the frames of a chunked HTTP body. Fails if a chunk has another length than it declares. */
  function unchunked(text: string): string {
    if (text === '') return ''
    const [, hex = ''] = /^([0-9a-f]+)\r\n/.exec(text) ?? []
    const [from, length] = [hex.length + 2, Number.parseInt(hex, 16)]
    expect(text.slice(from + length, from + length + 2)).toBe('\r\n')
    return text.slice(from, from + length) + unchunked(text.slice(from + length + 2))
  }

  test('report both topics of an account when it changes', async () => {
    const client = await api.signedIn(api.accounts.provider)
    const watching = watch(client, ['provider', 'wallet'])
    await vi.waitFor(() => expect(watching.seen).toHaveLength(2), within)
    await seedBalance(api, api.accounts.provider.address, 5n)
    await vi.waitFor(() => expect([watching.of('provider').length, watching.of('wallet').length]).toEqual([2, 2]), within)
    await watching.stop()
  })

  test('an agent is woken when its leases change', async () => {
    const agent = api.client.withToken(
      (await api.client.signInNodes([{ nodeId: node.node, signMessage: (args) => node.nodeKey.signMessage(args) }])).token,
    )
    const wakes: number[] = []
    const stop = new AbortController()
    const done = agent.watchNodeEvents({ onWake: () => wakes.push(1), signal: stop.signal })
    await vi.waitFor(() => expect(wakes).toHaveLength(1), within)
    await seedLease(api, node, { leaseId: 8n })
    await vi.waitFor(() => expect(wakes).toHaveLength(2), within)
    stop.abort()
    await done
  })

  test('own topics need a session, and unknown topics are refused', async () => {
    expect(await api.send('GET', '/events?topics=wallet')).toMatchObject({ status: 401, body: { code: 'auth.session_missing' } })
    expect(await api.send('GET', '/events?topics=nonsense')).toMatchObject({ status: 400, body: { code: 'api.invalid_field' } })
    expect(await api.send('GET', '/events')).toMatchObject({ status: 400 })
    expect(await api.send('GET', '/nodes/events')).toMatchObject({ status: 401 })
    await expect(watch(api.client, ['nonsense']).stop()).resolves.toBeUndefined()
  })
})

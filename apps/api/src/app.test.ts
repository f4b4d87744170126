import { metrics } from '@infinitio/process'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startDeploymentMetrics } from './metrics/startDeploymentMetrics.ts'
import { seedMarket, type SeededNode } from '../test/seedMarket.ts'
import { startTestApi, type TestApi } from '../test/startTestApi.ts'

let api: TestApi
let nodes: SeededNode[]

beforeAll(async () => {
  api = await startTestApi()
  nodes = await seedMarket(api, [
    { name: 'this-machine', price: 1_000n },
    { name: 'pohja-07', classId: 1, gpus: 8, price: 500_000n, simulated: true },
  ])
})
afterAll(() => api.stop())

describe('what anyone may read', () => {
  test('the chain answer names contracts, fee, clock and the gateway key', async () => {
    const chain = await api.client.getChain()
    expect(chain.chainId).toBe(31_337)
    expect(chain.developmentChain).toBe(true)
    expect(chain.addresses.market).toBe(api.chain.addresses.market)
    expect(chain.feeBps).toBe(25)
    expect(chain.receiptKey).toBe(api.chain.keys.receipt.address)
    expect(chain.gateway?.knownHostsLine).toMatch(/^\[127\.0\.0\.1\]:2222 ssh-ed25519 /)
    expect(Math.abs(chain.chainNow - Date.now() / 1_000)).toBeLessThan(120)
  })

  test('classes say what is free and what it costs', async () => {
    const { classes, regions } = await api.client.getClasses()
    expect(classes.map(({ name, freeGpus, cheapestPricePerGpuSecond }) => [name, freeGpus, cheapestPricePerGpuSecond])).toEqual([
      ['CPU slot (development)', 1, '1000'],
      ['H100 SXM 80 GB', 8, '500000'],
    ])
    expect(regions).toContainEqual({ regionId: 3, name: 'eu-west', listedNodes: 1 })
  })

  test('templates without a digest have no pin, so that nobody signs an image by its tag', async () => {
    const { items } = await api.client.listTemplates()
    expect(items.find(({ id }) => id === 'ollama')).toEqual({ id: 'ollama', image: 'docker.io/ollama/ollama', pin: null })
    expect(items.find(({ id }) => id === 'shell')).toEqual({ id: 'shell', image: null, pin: null })
  })

  test('listings are cheapest first, with facets and a total that adds up', async () => {
    const page = await api.client.searchListings({ hours: 2 })
    expect(page.items.map(({ name }) => name)).toEqual(['this-machine', 'pohja-07'])
    expect(page.total).toBe(2)
    expect(page.facets.simulated).toEqual({ simulated: 1, real: 1 })
    const quote = page.items[0]?.quote
    expect(quote).toMatchObject({ gpus: 1, durationSeconds: 7_200, price: '7200000', fee: '18000', relayFee: '0', total: '7218000' })
  })

  test('an advice lists the ways to run a model on free machines, and a search for it says how well each fits', async () => {
    const { name, durationSeconds, ways } = await api.client.getAdvice({ run: 'llama-3.3-70b', hours: 2 })
    expect([name, durationSeconds]).toEqual(['Llama 3.3 70B', 7_200])
    expect(ways.map(({ run, choices }) => [run, choices.map(({ gpus }) => gpus)])).toEqual([
      ['llama-3.3-70b', [1]],
      ['llama-3.3-70b_8bit', [2]],
      ['llama-3.3-70b_16bit', [2]],
      ['llama-3.3-70b_lora', [1]],
      ['llama-3.3-70b_lora_16bit', [3]],
      ['llama-3.3-70b_full', []],
    ])
    const fit = { rating: 'fair', warnings: ['speedUnknown'], tokensPerSecond: null, epochSeconds: null, pricePerMillionTokens: null }
    expect(ways[0]?.choices[0]).toEqual({
      ...{ classId: 1, className: 'H100 SXM 80 GB', gpus: 1, vramGib: 80, gpuLink: null, machines: 1 },
      ...{ pricePerGpuSecond: '500000', total: '3609000000', fit },
    })
    const { items } = await api.client.searchListings({ run: 'llama-3.3-70b', hours: 2 })
    expect(items.map((item) => [item.name, item.fit])).toEqual([['pohja-07', fit]])
    await expect(api.client.getAdvice({ run: 'comfyui' })).rejects.toMatchObject({ code: 'api.invalid_field' })
  })

  test('a machine is shown with 28 days of free hours, and a slot without a GPU is not like it', async () => {
    const detail = await api.client.getListing({ node: nodes[1]?.node ?? '', query: {} })
    expect(detail.unavailable).toBeNull()
    expect(detail.calendar.freeGpus).toHaveLength(672)
    expect(detail.calendar.freeGpus[0]).toBe(8)
    expect(detail.similar).toEqual([])
    expect(detail.priceHistory).toHaveLength(1)
    expect(detail.past.leasedBps).toHaveLength(detail.past.reachableBps.length)
    expect(detail.past.leasedBps.at(-1)).toBe(0)
  })

  test('health says what answers', async () => {
    const health = await api.send('GET', '/health')
    expect(health.status).toBe(200)
    expect(health.body).toMatchObject({ database: { ok: true }, chain: { ok: true } })
  })

  test('health says when the engine hangs, and when it does not believe its clock', async () => {
    const engine = async () => (await api.send('GET', '/health')).body.engine
    await api.owner.query('update follower_checkpoint set head_number = 1000000, updated_at = now()', [])
    await api.owner.query('insert into matcher_status (id, last_seq, unsettled, paused, updated_at) values (1, 1, 0, false, now())', [])
    expect(await engine()).toMatchObject({ ok: true, state: 'well', clockAheadSeconds: null })
    // Make each part of the engine look silent for 7 s, one after the other. If only the follower (the process that copies chain events into the database) is
    // silent, the matcher still accepts orders. So the engine counts as behind and not as away.
    for (const [part, state] of [
      ['matcher_status', 'away'],
      ['follower_checkpoint', 'behind'],
    ]) {
      await api.owner.query(`update ${part} set updated_at = now() - interval '7 seconds'`, [])
      expect(await engine()).toMatchObject({ ok: false, state })
      await api.owner.query(`update ${part} set updated_at = now()`, [])
      expect(await engine()).toMatchObject({ ok: true })
    }
    await api.owner.query('update matcher_status set clock_ahead_ms = 7200400', [])
    expect(await engine()).toMatchObject({ ok: false, state: 'slow', clockAheadSeconds: 7_200 })
    await api.owner.query('update matcher_status set clock_ahead_ms = null, paused = true', [])
    expect(await engine()).toMatchObject({ ok: false, state: 'slow' })
    await api.owner.query('delete from matcher_status', [])
    await api.owner.query('update follower_checkpoint set head_number = 1', [])
  })

  /** Reads from the metrics how many requests for `/status` this process has answered so far. */
  const askedForStatus = (text: string) =>
    Number(/^infinitio_http_request_duration_seconds_count\{method="GET",route="\/api\/v1\/status",status="200"\} (\d+)$/m.exec(text)?.[1] ?? 0)

  test('status says how each part does, from the reading that the metrics show', async () => {
    const askedBefore = askedForStatus(await metrics.text())
    const { status, body } = await api.send('GET', '/status')
    expect(status).toBe(200)
    // Because no matcher runs in this test, the API does not accept orders.
    expect(body).toMatchObject({ status: 'degraded', parts: { database: { state: 'well' }, chain: { state: 'well' }, orders: { state: 'away' } } })
    const endMetrics = startDeploymentMetrics(api.services.deployment)
    const text = await metrics.text()
    endMetrics()
    expect(text).toMatch(/^infinitio_database_up 1$/m)
    expect(text).toContain(`\ninfinitio_chain_head_block ${body.parts.chain.latestBlock}\n`)
    expect(text).toContain(`\ninfinitio_nodes{state="answering"} ${body.parts.nodes.answering}\n`)
    expect(askedForStatus(text)).toBe(askedBefore + 1)
    expect(await metrics.text()).not.toContain('\ninfinitio_nodes{')
  })

  test('the OpenAPI document is 3.1 and describes every endpoint with its problems', async () => {
    const { body } = await api.send('GET', '/openapi.json')
    expect(body.openapi).toBe('3.1.0')
    expect(Object.keys(body.paths).length).toBeGreaterThan(30)
    expect(body.components.schemas.Problem).toBeDefined()
    expect(body.components.schemas.Bid).toBeDefined()
    expect(Object.keys(body.paths['/orders'].post.responses)).toEqual(expect.arrayContaining(['202', '400', '402', '409', '429', '503']))
  })
})

describe('the door', () => {
  test('an unknown address is 404 and a wrong method 405 with the right ones', async () => {
    expect(await api.send('GET', '/nowhere')).toMatchObject({ status: 404, body: { code: 'api.not_found' } })
    const wrong = await api.send('DELETE', '/chain')
    expect(wrong).toMatchObject({ status: 405, body: { code: 'api.method_not_allowed' } })
    expect(wrong.headers.get('allow')).toBe('GET')
    expect(wrong.headers.get('x-request-id')).toBe(wrong.body.requestId)
  })

  test('refuses a page of another site where an account is needed', async () => {
    expect(await api.send('GET', '/wallet', { headers: { origin: 'https://evil.example' } })).toMatchObject({
      status: 403,
      body: { code: 'auth.origin_refused' },
    })
  })

  test('every answer names its request and what is left of the limit', async () => {
    const { headers } = await api.send('GET', '/classes')
    expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/)
    expect(Number(headers.get('ratelimit-remaining'))).toBeGreaterThan(0)
    expect(headers.get('x-content-type-options')).toBe('nosniff')
  })

  test.each([
    ['not JSON', '{', {}, 400, 'api.malformed_body'],
    ['an unknown field', { account: `0x${'1'.repeat(40)}`, more: 1 }, {}, 400, 'api.unknown_field'],
    ['a bad address', { account: '0x12' }, {}, 400, 'api.bad_address'],
    ['a missing field', {}, {}, 400, 'api.bad_address'],
    ['no media type of ours', '{}', { 'content-type': 'text/plain' }, 415, 'api.unsupported_media_type'],
    ['too many levels', `{"account":${'['.repeat(30)}${']'.repeat(30)}}`, {}, 400, 'api.body_too_deep'],
    ['more than 64 KiB', { account: 'x'.repeat(70_000) }, {}, 413, 'api.body_too_large'],
  ])('a body with %s is refused with its own code', async (_what, body, headers, status, code) => {
    expect(await api.send('POST', '/faucet', { body, headers })).toMatchObject({ status, body: { code, status } })
  })

  test('a query with an unknown or bad parameter is refused', async () => {
    expect(await api.send('GET', '/listings?nope=1')).toMatchObject({ status: 400, body: { code: 'api.unknown_field' } })
    expect(await api.send('GET', '/listings?hours=0')).toMatchObject({ status: 400, body: { code: 'api.invalid_field' } })
    expect(await api.send('GET', '/listings?hours=0&limit=1000000')).toMatchObject({
      status: 400,
      body: {
        errors: [
          { in: 'query', pointer: '/hours', detail: expect.stringMatching(/^must be a whole number from 1 to \d+$/) },
          { pointer: '/limit' },
        ].map((one) => expect.objectContaining(one)),
      },
    })
    const names = [{ in: 'query', pointer: '/class' }, { pointer: '/region' }].map((one) => expect.objectContaining(one))
    expect(await api.send('GET', '/listings?class=999&region=nowhere')).toMatchObject({ status: 400, body: { errors: names } })
    expect(await api.send('GET', '/listings?cursor=zzz')).toMatchObject({ status: 400, body: { code: 'api.cursor_invalid' } })
    expect(await api.send('GET', '/listings/0x12')).toMatchObject({ status: 400, body: { code: 'api.invalid_field' } })
    expect(await api.send('GET', `/listings/0x${'9'.repeat(64)}`)).toMatchObject({ status: 404, body: { code: 'node.unknown' } })
  })
})

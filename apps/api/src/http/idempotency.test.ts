import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readyChange, seedLease } from '../../test/seedLease.ts'
import { bytesOf, seedMarket, type SeededNode } from '../../test/seedMarket.ts'
import { startTestApi, type TestApi } from '../../test/startTestApi.ts'

/** One test case: a request that creates something, a different request that is sent with the same key, and the number of rows that must exist afterwards. */
type Creating = {
  readonly path: string
  readonly body?: unknown
  readonly otherBody?: unknown
  readonly otherPath?: string
  readonly made: () => Promise<number>
}

let api: TestApi
let token: string
const leaseId = '1'

beforeAll(async () => {
  const wide = { capacity: 1e9, refillPerSecond: 1e9 }
  api = await startTestApi({ change: (services) => ({ ...services, limits: { ...services.limits, ip: wide, account: wide } }) })
  const [node] = (await seedMarket(api, [{ name: 'one' }])) as [SeededNode]
  const workloadHash = bytesOf('workload with ports')
  const workload = { template: 'shell', startScript: '', sshKeys: [], environment: {}, ports: [8888], salt: bytesOf('salt') }
  const renter = api.accounts.renter.address.toLowerCase()
  await api.owner.query('insert into workloads (hash, owner, body) values ($1, $2, $3)', [workloadHash, renter, JSON.stringify(workload)])
  const startAt = BigInt(api.services.clock.read().now - 100)
  await seedLease(api, node, { leaseId: 1n, startAt, workloadHash, change: readyChange(startAt) })
  token = await tokenOf()
})
afterAll(() => api.stop())

async function tokenOf(): Promise<string> {
  return (await api.signedIn(api.accounts.renter)).transport.options.token ?? ''
}

const rows = (sql: string) => async () => (await api.owner.query(`select from ${sql}`, [])).length
const mate = (digit: string) => `0x${digit.repeat(40)}`

const webhookBody = { url: 'http://127.0.0.1:1/hook', kinds: ['lease_ready'] }

const creating: Readonly<Record<string, () => Promise<Creating>>> = {
  shareLease: async () => {
    await api.owner.query('delete from lease_shares', [])
    const body = { account: mate('1'), right: 'watch' }
    return { path: `/leases/${leaseId}/shares`, body, otherBody: { ...body, account: mate('2') }, made: rows('lease_shares') }
  },
  reportProblem: async () => {
    const body = { problem: 'gpu', text: 'no GPU' }
    return { path: `/leases/${leaseId}/reports`, body, otherBody: { ...body, problem: 'disk' }, made: rows('problem_reports') }
  },
  saveSearch: async () => {
    await api.owner.query('delete from saved_searches', [])
    return { path: '/account/searches', body: { query: { hours: 2 } }, otherBody: { query: { hours: 3 } }, made: rows('saved_searches') }
  },
  createWebhook: async () => {
    await api.owner.query('delete from webhooks', [])
    const otherBody = { ...webhookBody, url: 'http://127.0.0.1:1/other' }
    return { path: '/account/webhooks', body: webhookBody, otherBody, made: rows('webhooks') }
  },
  createPortToken: async () => ({
    path: `/leases/${leaseId}/port-tokens`,
    body: { kind: 'program' },
    otherBody: { kind: 'page', port: 8888 },
    made: rows('port_tokens'),
  }),
  testWebhook: async () => {
    await api.owner.query('delete from webhooks', [])
    const [one, other] = [await webhook(), await webhook()]
    return { path: `/account/webhooks/${one}/test`, otherPath: `/account/webhooks/${other}/test`, made: rows('webhook_deliveries') }
  },
}

async function webhook(): Promise<string> {
  return (await send({ path: '/account/webhooks', body: webhookBody }, randomUUID())).body.webhookId
}

function send({ path, body }: Pick<Creating, 'path' | 'body'>, key: string, by = token) {
  return api.send('POST', path, { ...(body === undefined ? {} : { body }), headers: { authorization: `Bearer ${by}`, 'idempotency-key': key } })
}

describe('a request that creates something', () => {
  test.each(Object.keys(creating))('%s is done once for each key, and answered alike', async (name) => {
    const asked = await creating[name]?.()
    if (asked === undefined) throw new Error(name)
    const key = randomUUID()
    const before = await asked.made()
    const first = await send(asked, key)
    expect(first.status, JSON.stringify(first.body)).toBeLessThan(300)
    const again = await send(asked, key)
    expect(again).toMatchObject({ status: first.status, body: first.body })
    expect([again.headers.get('idempotent-replayed'), again.headers.get('cache-control')]).toEqual(['true', 'no-store'])
    expect(again.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/)
    expect((await asked.made()) - before).toBe(1)
  })

  test.each(Object.keys(creating))('%s is refused with a key that came with another request', async (name) => {
    const asked = await creating[name]?.()
    if (asked === undefined) throw new Error(name)
    const key = randomUUID()
    await send(asked, key)
    const before = await asked.made()
    const other = { path: asked.otherPath ?? asked.path, body: asked.otherBody }
    expect(await send(other, key)).toMatchObject({ status: 409, body: { code: 'api.idempotency_conflict' } })
    expect(await asked.made()).toBe(before)
  })

  test.each(Object.keys(creating))('%s is done once when it comes ten times at once', async (name) => {
    const asked = await creating[name]?.()
    if (asked === undefined) throw new Error(name)
    const key = randomUUID()
    const before = await asked.made()
    const answers = await Promise.all(Array.from({ length: 10 }, () => send(asked, key)))
    const codes = answers.map(({ status, body }) => (status < 300 ? 'done' : body.code))
    expect(codes).toContain('done')
    expect(codes.filter((code) => code !== 'done' && code !== 'api.idempotency_in_progress')).toEqual([])
    expect(new Set(answers.filter(({ status }) => status < 300).map(({ body }) => JSON.stringify(body))).size).toBe(1)
    expect((await asked.made()) - before).toBeLessThanOrEqual(1)
  })

  test('keeps an answer with a secret encrypted, and gives it to no other session', async () => {
    const key = randomUUID()
    const asked = { path: '/account/webhooks', body: { url: 'http://127.0.0.1:1/hook', kinds: ['lease_ready'] } }
    await api.owner.query('delete from webhooks', [])
    const { body } = await send(asked, key)
    const [row] = await api.owner.query<{ body: string }>('select body from idempotency_keys where key = $1', [key])
    expect(row?.body).not.toContain('whsec_')
    expect(row?.body).not.toContain(body.secret)
    const other = await send(asked, key, await tokenOf())
    expect(other).toMatchObject({ status: 409, body: { code: 'api.idempotency_conflict' } })
    expect(JSON.stringify(other.body)).not.toContain(body.secret)
  })
})

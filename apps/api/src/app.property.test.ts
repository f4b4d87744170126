import { isErrorCode } from '@infinitio/domain'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { endpoints } from './app.ts'
import type { Endpoint } from './endpoints/endpoint.ts'
import { codesOf } from './openApiDocument.ts'
import { seedLease } from '../test/seedLease.ts'
import { seedMarket, type SeededNode } from '../test/seedMarket.ts'
import { signedBid } from '../test/signedBid.ts'
import { startTestApi, type TestApi } from '../test/startTestApi.ts'

const seed = Number(process.env.FUZZ_SEED ?? 20_261_120)
const runsPerEndpoint = process.env['TEST_LONG'] === '1' ? 25 : 2

let api: TestApi
let node: SeededNode
let bid: Record<string, unknown>

beforeAll(async () => {
  const plenty = { capacity: 1e9, refillPerSecond: 1e9 }
  api = await startTestApi({ change: (services) => ({ ...services, limits: { ip: plenty, account: plenty, streamsPerIp: 1_000 } }) })
  node = (await seedMarket(api, [{ name: 'one' }]))[0] as SeededNode
  await seedLease(api, node, { leaseId: 1n })
  bid = (await signedBid(api, node)) as Record<string, unknown>
})
afterAll(() => api.stop())

/** Returns a new token for a caller of the endpoint. An earlier request may have ended the session of the previous token. */
async function tokenFor({ access }: Endpoint): Promise<string> {
  if (access !== 'node') return (await api.signedIn(api.accounts.renter)).transport.options.token ?? ''
  return (await api.client.signInNodes([{ nodeId: node.node, signMessage: (args) => node.nodeKey.signMessage(args) }])).token
}

/** Invalid values that people and programs may send by mistake or on purpose. */
const odd = fc.oneof(
  fc.constantFrom<unknown>(
    '',
    '0',
    '-1',
    'null',
    '0x',
    `0x${'0'.repeat(40)}`,
    `0x${'f'.repeat(64)}`,
    `0x${'0'.repeat(130)}`,
    '9'.repeat(80),
    2 ** 53,
    -1,
    1.5,
    1e308,
    true,
    null,
    [],
    {},
    '\u0000',
    '🦀',
    '../..',
    "'; drop table leases; --",
  ),
  fc.jsonValue({ maxDepth: 3 }),
)
const text = fc.constantFrom(
  '1',
  '0',
  'x',
  `0x${'a'.repeat(64)}`,
  '00000000-0000-4000-8000-000000000000',
  '%00',
  '%F0%9F%A6%80',
  '999999999999999999999',
  '-1',
  'a'.repeat(300),
)

/** Generates request bodies for an endpoint: valid bodies from this list, some with one field replaced by an odd value. */
const bodies = (endpoint: Endpoint) => {
  const all: Record<string, unknown>[] = [
    bid,
    { askHash: node.askHash, gpus: 1, durationSeconds: 3_600, funded: true },
    { account: `0x${'1'.repeat(40)}` },
    { message: 'x', signature: `0x${'1'.repeat(130)}`, as: 'token' },
    { kind: 'end', leaseId: '1', accept: true, expiry: 9_999_999_999, signature: `0x${'1'.repeat(130)}` },
    { nonce: 'a', nodes: [{ nodeId: node.node, signature: `0x${'1'.repeat(130)}` }] },
    { template: 'shell', startScript: '', sshKeys: [], environment: {}, ports: [], salt: node.node },
    { jsonrpc: '2.0', id: 1, method: 'eth_call', params: [] },
    { kind: 'terminal' },
    { nodes: [node.node] },
    {
      samples: [
        {
          nodeId: node.node,
          leaseId: '1',
          at: 1,
          cpuPercent: 1,
          ramUsedMib: 1,
          ramTotalMib: 1,
          diskUsedGib: 1,
          diskTotalGib: 1,
          netRxKib: 1,
          netTxKib: 1,
        },
      ],
    },
    { expiry: 9_999_999_999, signature: `0x${'1'.repeat(130)}` },
  ]
  const fitting = all.filter((part) => endpoint.body?.safeParse(part).success === true)
  const parts = fitting.length === 0 ? all : fitting
  const changed = fc.tuple(fc.constantFrom(...parts), fc.nat(), odd).map(([part, at, value]) => {
    const name = Object.keys(part)[at % Object.keys(part).length] ?? ''
    return { ...part, [name]: value } as unknown
  })
  return fc.oneof(fc.constantFrom<unknown>(...parts), changed, changed, odd)
}

describe(`whatever is sent (seed ${seed})`, () => {
  test.each(endpoints.filter(({ path }) => !path.endsWith('/events')).map((endpoint) => [`${endpoint.method} ${endpoint.path}`, endpoint] as const))(
    '%s answers with its own statuses and codes, never with a fault of ours',
    async (_name, endpoint) => {
      const cases = fc.sample(
        fc.record({
          body: bodies(endpoint),
          at: fc.oneof(text, fc.constantFrom('1', node.node, node.askHash)),
          query: fc.option(fc.tuple(fc.constantFrom('hours', 'limit', 'cursor', 'class', 'role', 'x'), text)),
        }),
        { seed, numRuns: runsPerEndpoint },
      )
      const token = await tokenFor(endpoint)
      for (const { body, at, query } of cases) {
        const path = `${endpoint.path.replaceAll(/\{\w+\}/g, at)}${query === null ? '' : `?${query[0]}=${query[1]}`}`
        const headers = { authorization: `Bearer ${token}` }
        const answer = await api.send(endpoint.method.toUpperCase(), path, endpoint.body === null ? { headers } : { body, headers })
        const said = JSON.stringify({ path, body, answer: answer.body }).slice(0, 600)
        if (answer.status < 400) continue
        expect(answer.status, said).not.toBe(500)
        expect(isErrorCode(answer.body.code), said).toBe(true)
        expect([...codesOf(endpoint), 'api.not_found'], said).toContain(answer.body.code)
      }
    },
  )
})

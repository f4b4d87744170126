import { testServerUrl, type TestDb, openTestDb } from '@infinitio/db/test'
import { startAnvil } from '@infinitio/process/embedded'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { seedBalance, seedMarket, type SeededNode } from '../test/seedMarket.ts'
import { signedBid } from '../test/signedBid.ts'
import { startTestApi, type TestApi } from '../test/startTestApi.ts'

let api: TestApi
let node: SeededNode
beforeAll(async () => {
  api = await startTestApi()
  node = (await seedMarket(api, [{ name: 'one' }]))[0] as SeededNode
  await seedBalance(api, api.accounts.renter.address, 10n ** 18n)
})
afterAll(() => api.stop())

const within = { timeout: 60_000, interval: 100 }

describe('while the database is away', () => {
  test('every answer says so with its code, and work goes on by itself when it is back', async () => {
    const name = new URL(api.database.urls.infinitio_api).pathname.slice(1)
    const client = await api.signedIn(api.accounts.renter)
    await closeDatabase(name)
    await vi.waitFor(
      async () => expect(await api.send('GET', '/health')).toMatchObject({ status: 503, body: { status: 'down', database: { ok: false } } }),
      within,
    )
    const answer = await api.send('GET', `/orders/0x${'1'.repeat(64)}`)
    expect(answer).toMatchObject({ status: 503, body: { code: 'api.database_unavailable' } })
    expect(answer.headers.get('retry-after')).toBe('1')
    await expect(client.getWallet({})).rejects.toMatchObject({ code: 'api.database_unavailable' })
    await openDatabase(name)
    await vi.waitFor(async () => expect(await client.getWallet({})).toMatchObject({ balance: (10n ** 18n).toString() }), within)
    expect((await api.send('POST', '/orders', { body: await signedBid(api, node) })).status).toBe(202)
  })
})

describe('while the chain is away', () => {
  test('orders wait with a code, reading goes on', async () => {
    const order = await signedBid(api, node)
    await api.chain.stop()
    await vi.waitFor(
      async () => expect(await api.send('POST', '/orders', { body: order })).toMatchObject({ status: 503, body: { code: 'chain.rpc_unavailable' } }),
      within,
    )
    await vi.waitFor(
      async () => expect(await api.send('GET', '/health')).toMatchObject({ status: 200, body: { status: 'degraded', chain: { ok: false } } }),
      within,
    )
    expect(await api.send('POST', '/rpc', { body: { jsonrpc: '2.0', id: 1, method: 'eth_chainId', params: [] } })).toMatchObject({
      status: 503,
      body: { code: 'chain.rpc_unavailable' },
    })
    expect(await api.send('GET', '/chain')).toMatchObject({ status: 503, body: { code: 'chain.rpc_unavailable' } })
    expect((await api.client.searchListings({})).total).toBe(1)
    expect(await (await api.signedIn(api.accounts.renter)).getWallet({})).toMatchObject({ balance: (10n ** 18n).toString() })
  })

  test('the clock says so and finds the chain again by itself', async () => {
    expect(api.services.clock.read().ok).toBe(false)
    const anvil = await startAnvil({
      dataDir: '/tmp',
      port: Number(new URL(api.chain.rpcUrl).port),
      chainId: 31_337,
      stateFile: null,
      mining: 'instant',
    })
    await vi.waitFor(() => expect(api.services.clock.read().ok).toBe(true), within)
    await anvil.stop()
  })
})

/**
 * Simulates a database that does not answer: blocks new connections to it and closes the open ones. Runs the SQL statements for this in another database of the
 * same server.
 */
async function closeDatabase(name: string): Promise<void> {
  await asAdmin(async (admin) => {
    await admin.query(`alter database ${name} allow_connections false`, [])
    await admin.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [name])
  })
}

async function openDatabase(name: string): Promise<void> {
  await asAdmin(async (admin) => {
    await admin.query(`alter database ${name} allow_connections true`, [])
  })
}

async function asAdmin(run: (admin: TestDb) => Promise<void>): Promise<void> {
  const admin = openTestDb({ url: await testServerUrl(), max: 1, onError: () => undefined })
  await run(admin)
  await admin.close()
}

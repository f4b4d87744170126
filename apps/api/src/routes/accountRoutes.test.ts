import { insertStatementLine } from '@infinitio/db'
import type { OrderPageWire } from '@infinitio/domain/wire'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readyChange, seedLease } from '../../test/seedLease.ts'
import { bytesOf, seedBalance, seedMarket, type SeededNode } from '../../test/seedMarket.ts'
import { startTestApi, type TestApi } from '../../test/startTestApi.ts'

let api: TestApi
let nodes: SeededNode[]

beforeAll(async () => {
  api = await startTestApi()
  nodes = await seedMarket(api, [
    { name: 'one', price: 1_000n },
    { name: 'two', price: 3_000n },
  ])
})
afterAll(() => api.stop())

describe('the wallet', () => {
  test('returns the balance, the reserved amount and the escrow', async () => {
    const account = api.accounts.renter.address.toLowerCase()
    await seedBalance(api, account, 10_000_000n)
    await seedLease(api, nodes[0] as SeededNode, { leaseId: 1n })
    await api.owner.query(
      "insert into book_reservations (id, kind, node_id, account, from_hour, to_hour, gpus, amount) values ('a', 'hold', '0x', $1, 0, 1, 1, 1000), ('b', 'match', '0x', $1, 0, 1, 1, 2000)",
      [account],
    )
    await insertStatementLine(api.owner, {
      account,
      blockNumber: 1n,
      logIndex: 1,
      kind: 'deposit',
      txHash: bytesOf('deposit'),
      amount: 10_000_000n,
      balanceAfter: 10_000_000n,
      leaseId: null,
      at: 5n,
    })
    const wallet = await (await api.signedIn(api.accounts.renter)).getWallet({})
    expect(wallet).toMatchObject({
      account,
      balance: '10000000',
      held: '1000',
      unsettled: '2000',
      available: '9997000',
      escrow: '3609000',
      holdsLeftThisHour: 3,
      nextHoldAt: null,
      nextTrialAt: null,
    })
    expect(wallet.statement).toEqual([expect.objectContaining({ kind: 'deposit', amount: '10000000', final: true })])
  })

  test('says from when there is a free trial again: a day after the last lease that had one', async () => {
    const wallet = await api.signedIn(api.accounts.renter)
    const settledAt = api.services.clock.read().now - 100
    const leased = (at: number, trialSeconds: number) =>
      api.owner.query('update leases set settled_at = $1, trial_seconds = $2 where lease_id = 1', [BigInt(at), BigInt(trialSeconds)])
    await leased(settledAt, 300)
    expect((await wallet.getWallet({})).nextTrialAt).toBe(settledAt + 86_400)
    await leased(settledAt - 86_400, 300)
    expect((await wallet.getWallet({})).nextTrialAt).toBeNull()
    await leased(settledAt, 0)
    expect((await wallet.getWallet({})).nextTrialAt).toBeNull()
  })

  test('is empty for an unknown account', async () => {
    expect(await (await api.signedIn(api.accounts.stranger)).getWallet({})).toMatchObject({
      balance: '0',
      available: '0',
      nextNonce: { bid: '0', ask: '0' },
      statement: [],
    })
  })

  test('is for its owner, and a bad limit is refused', async () => {
    expect(await api.send('GET', '/wallet')).toMatchObject({ status: 401, body: { code: 'auth.session_missing' } })
    await expect((await api.signedIn(api.accounts.renter)).getWallet({ limit: 0 })).rejects.toMatchObject({ code: 'api.invalid_field', status: 400 })
  })
})

describe('the provider page', () => {
  test('shows nodes, leases and earnings of the account', async () => {
    const startAt = BigInt(api.services.clock.read().now - 3_700)
    await seedLease(api, nodes[1] as SeededNode, { leaseId: 2n, startAt, change: { ...readyChange(startAt), endAt: startAt + 3_600n } })
    const provider = await (await api.signedIn(api.accounts.provider)).getProvider()
    expect(provider.nodes.map(({ name, state, pricePercentile }) => [name, state, pricePercentile]).toSorted()).toEqual([
      ['one', 'listed', null],
      ['two', 'listed', null],
    ])
    expect(provider.leases.map(({ leaseId }) => leaseId)).toEqual(['2', '1'])
    expect(BigInt(provider.claimable)).toBeGreaterThan(0n)
    expect(provider.requiredBond).toBe((2n * 86_400n * 500n).toString())
    expect(provider.nextAskNonce).toBe('2')
    expect(provider.nodes.map(({ ask, latestAsk }) => latestAsk !== null && (ask === null || ask.nonce === latestAsk.nonce))).not.toContain(false)
  })

  test('is empty for an account without machines, and requires a session', async () => {
    expect(await (await api.signedIn(api.accounts.stranger)).getProvider()).toMatchObject({ nodes: [], leases: [], claimable: '0' })
    expect(await api.send('GET', '/provider')).toMatchObject({ status: 401, body: { code: 'auth.session_missing' } })
  })
})

describe('orders of an account', () => {
  test('are listed newest first, page by page', async () => {
    const provider = await api.signedIn(api.accounts.provider)
    const first = await provider.listOrders({ limit: 1 })
    expect(first.items.map(({ orderHash, state }) => [orderHash, state])).toEqual([[nodes[1]?.askHash, 'open']])
    const second = await provider.listOrders({ limit: 1, cursor: first.nextCursor ?? '' })
    expect(second.items.map(({ orderHash }) => orderHash)).toEqual([nodes[0]?.askHash])
    await expect(provider.listOrders({ cursor: 'x' })).rejects.toMatchObject({ code: 'api.cursor_invalid', status: 400 })
    expect(await api.send('GET', '/orders')).toMatchObject({ status: 401 })
  })

  test('are found by state behind any number of newer orders in the other state', async () => {
    const provider = await api.signedIn(api.accounts.provider)
    const hashes = await keepPastAsks(130)
    const pagesOf = async (state: 'open' | 'past') => {
      const found: string[] = []
      for (let cursor: string | null = null, more = true; more; more = cursor !== null) {
        const page: OrderPageWire = await provider.listOrders({ state, side: 'asks', limit: 100, ...(cursor === null ? {} : { cursor }) })
        found.push(...page.items.map(({ orderHash }) => orderHash))
        cursor = page.nextCursor
      }
      return found
    }
    expect(await pagesOf('open')).toEqual([nodes[1]?.askHash, nodes[0]?.askHash])
    expect(await pagesOf('past')).toEqual(hashes.toReversed())
    expect((await provider.listOrders({ side: 'bids' })).items).toEqual([])
    await expect(provider.listOrders({ state: 'closed' as 'past' })).rejects.toMatchObject({ code: 'api.invalid_field', status: 400 })
  })

  /** Inserts `count` expired copies of the node's ask into the database, each newer than the previous one. Returns their order hashes. */
  async function keepPastAsks(count: number): Promise<string[]> {
    const rows = await api.owner.query<{ hash: string }>(
      `insert into book_orders select (jsonb_populate_record(o, jsonb_build_object('state', 'expired', 'created_seq', 100 + n,
         'order_hash', '0x' || lpad(to_hex(n), 64, '0')))).* from book_orders o, generate_series(1, $2::int) n where o.order_hash = $1
       returning order_hash as hash`,
      [nodes[0]?.askHash, count],
    )
    return rows.map(({ hash }) => hash).toSorted()
  }
})

describe('what is kept about an account', () => {
  const workloadHash = `0x${'9'.repeat(64)}`
  const keep = async (account: string) => {
    await api.owner.query('insert into workloads (hash, owner, body) values ($1, $2, $3)', [workloadHash, account, '{"image":"private/image"}'])
    await api.owner.query("insert into lease_names (bid_hash, account, name) values ('0xname', $1, 'my secret project')", [account])
    await api.owner.query("insert into idempotency_keys (account, key, request_hash) values ($1, 'k', 'h')", [account])
  }

  test('is exported in one piece, without tokens', async () => {
    const account = api.accounts.stranger.address.toLowerCase()
    const client = await api.signedIn(api.accounts.stranger)
    await keep(account)
    const kept = await client.exportAccount()
    expect(kept).toMatchObject({
      address: account,
      leaseNames: [{ name: 'my secret project' }],
      workloads: [{ hash: workloadHash }],
      orders: [],
      leases: [],
    })
    expect(kept.sessions.length).toBeGreaterThan(0)
    expect(JSON.stringify(kept)).not.toContain('token_hash')
    const other = await (await api.signedIn(api.accounts.renter)).exportAccount()
    expect(JSON.stringify(other)).not.toContain('my secret project')
    expect(other.leases.map(({ lease_id }) => lease_id)).toEqual(['1', '2'])
  })

  test('is deleted with the account; the answer says what stays, and the session is over', async () => {
    const account = api.accounts.stranger.address.toLowerCase()
    const client = await api.signedIn(api.accounts.stranger)
    const { deleted, kept } = await client.deleteAccount()
    expect(deleted).toMatchObject({ workloads: 1, leaseNames: 1, answers: 1, account: 1 })
    expect(kept.map(({ what }) => what).join()).toContain('on the chain')
    await expect(client.getWallet({})).rejects.toMatchObject({ code: 'auth.token_invalid' })
    for (const table of ['sessions', 'lease_names', 'idempotency_keys', 'accounts', 'terminal_tokens'])
      expect(await api.owner.query(`select from ${table} where account = $1`, [account])).toEqual([])
    expect(await api.owner.query('select from workloads where owner = $1', [account])).toEqual([])
  })

  test('requires a session', async () => {
    expect(await api.send('GET', '/account/export')).toMatchObject({ status: 401, body: { code: 'auth.session_missing' } })
    expect(await api.send('DELETE', '/account')).toMatchObject({ status: 401, body: { code: 'auth.session_missing' } })
  })

  test('stays while a lease is live, and while a workload of it runs for somebody else', async () => {
    const renter = await api.signedIn(api.accounts.renter)
    await expect(renter.deleteAccount()).rejects.toMatchObject({ code: 'account.leases_live', status: 409 })
    const [live] = await api.owner.query<{ hash: string }>("select workload_hash as hash from leases where state <> 'closed'", [])
    await api.owner.query('insert into workloads (hash, owner, body) values ($1, $2, $3)', [
      live?.hash,
      api.accounts.stranger.address.toLowerCase(),
      '{}',
    ])
    const { deleted } = await (await api.signedIn(api.accounts.stranger)).deleteAccount()
    expect(deleted.workloads).toBe(0)
    await api.owner.query("update leases set state = 'closed'", [])
    expect((await renter.deleteAccount()).deleted.account).toBe(1)
  })
})

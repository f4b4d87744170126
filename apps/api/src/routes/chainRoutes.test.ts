import { simulatedIn } from '../explorer/simulatedIn.ts'
import { randomUUID } from 'node:crypto'
import { dripCall, pTokenAbi, stakeVaultAbi } from '@infinitio/chain'
import { createChainClient, sendCalls } from '@infinitio/chain/node'
import { insertChainLogs, openTunnel } from '@infinitio/db'
import { localTokenHeader } from '@infinitio/domain'
import { encodeFunctionData, stringToHex } from 'viem'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { moveDevelopmentTime, readDevelopmentTime } from '../actions/chain/developmentTime.ts'
import { readyChange, seedLease } from '../../test/seedLease.ts'
import { bytesOf, seedBalance, type SeededNode, seedMarket } from '../../test/seedMarket.ts'
import { startTestApi, type TestApi } from '../../test/startTestApi.ts'

let api: TestApi
let nodes: SeededNode[]
beforeAll(async () => {
  api = await startTestApi()
})
afterAll(() => api.stop())

const day = 86_400
const rpc = (method: string, params: unknown[] = []) => ({ jsonrpc: '2.0', id: 1, method, params })

describe('JSON-RPC', () => {
  test('reading passes, one request or a batch', async () => {
    expect((await api.send('POST', '/rpc', { body: rpc('eth_chainId') })).body).toEqual({ jsonrpc: '2.0', id: 1, result: '0x7a69' })
    const withoutId = { jsonrpc: '2.0', method: 'eth_chainId' }
    expect((await api.send('POST', '/rpc', { body: withoutId })).body).toEqual({ jsonrpc: '2.0', id: null, result: '0x7a69' })
    const batch = await api.send('POST', '/rpc', { body: [rpc('eth_blockNumber'), { ...rpc('eth_gasPrice'), id: 2 }] })
    expect(batch.body.map(({ id }: { id: number }) => id)).toEqual([1, 2])
  })

  test('returns an error of the chain node unchanged', async () => {
    expect((await api.send('POST', '/rpc', { body: rpc('eth_sendRawTransaction', ['0x12']) })).body.error).toBeDefined()
  })

  test.each(['anvil_setBalance', 'evm_mine', 'eth_sendTransaction', 'eth_sign', 'debug_traceTransaction', 'personal_unlockAccount'])(
    '%s is answered as a method that does not exist',
    async (method) => {
      const { status, body } = await api.send('POST', '/rpc', { body: [rpc('eth_chainId'), { ...rpc(method), id: 2 }] })
      expect(status).toBe(200)
      expect(body).toEqual([
        { jsonrpc: '2.0', id: 1, result: '0x7a69' },
        { jsonrpc: '2.0', id: 2, error: { code: -32_601, message: expect.stringContaining(method), data: { code: 'chain.method_not_allowed' } } },
      ])
      expect((await api.send('POST', '/rpc', { body: rpc(method) })).body.error.code).toBe(-32_601)
    },
  )

  test('a call cannot bring its own code or its own gas', async () => {
    const endless = { [`0x${'77'.repeat(20)}`]: { code: '0x5b600056' } }
    const loop = rpc('eth_call', [{ to: `0x${'77'.repeat(20)}`, gas: '0x11e1a300' }, 'latest', endless])
    expect((await api.send('POST', '/rpc', { body: loop })).body.error).toMatchObject({ code: -32_602, data: { code: 'chain.request_refused' } })
    // An endless loop as the code of a new contract. It must stop at the limit of 3,000,000 gas.
    const creation = await api.send('POST', '/rpc', { body: rpc('eth_call', [{ data: '0x5b600056', gas: '0x11e1a300' }, 'latest']) })
    expect(creation.body.error.message).toMatch(/gas/i)
    // The EVM code GAS, MSTORE, RETURN returns how much gas is left when it runs.
    const left = await api.send('POST', '/rpc', { body: rpc('eth_call', [{ data: '0x5a60005260206000f3', gas: '0x11e1a300' }, 'latest']) })
    expect(Number(left.body.result)).toBeLessThan(3_000_000)
  })

  test('each item of a batch is paid for', async () => {
    const before = await api.send('POST', '/rpc', { body: rpc('eth_chainId') })
    const batch = await api.send('POST', '/rpc', { body: Array.from({ length: 20 }, () => rpc('eth_call', [{ data: '0x' }, 'latest'])) })
    const spent = Number(before.headers.get('ratelimit-remaining')) - Number(batch.headers.get('ratelimit-remaining'))
    expect(spent).toBeGreaterThan(40)
  })

  test('the contracts that the Directory lists are known, and no others', async () => {
    const { addresses } = api.chain
    for (const own of [addresses.market, addresses.stablecoin, addresses.leaseToken, addresses.directory])
      expect(await api.services.isOfMarket(own, 'test')).toBe(true)
    expect(await api.services.isOfMarket(`0x${'77'.repeat(20)}`, 'test')).toBe(false)
  })

  test('a batch of more than 20 is refused', async () => {
    expect((await api.send('POST', '/rpc', { body: Array.from({ length: 21 }, () => rpc('eth_chainId')) })).status).toBe(400)
  })
})

describe('the faucet', () => {
  test('is asked for through a relay, once a day for each account', async () => {
    const account = api.accounts.stranger.address.toLowerCase()
    const { relayId } = await api.client.requestFaucet({ account })
    expect(await api.client.getRelay(relayId)).toMatchObject({ kind: 'faucet', state: 'queued', leaseId: null })
    expect((await api.client.requestFaucet({ account })).relayId).toBe(relayId)
    await api.owner.query("update relays set created_at = now() - interval '2 minutes' where id = $1", [relayId])
    await expect(api.client.requestFaucet({ account })).rejects.toMatchObject({ code: 'account.faucet_used', status: 429 })
  })

  test('counts the day from its last drip, by the clock of the chain', async () => {
    const { sender, renter } = api.chain.keys
    const { faucet } = api.chain.addresses
    if (faucet === null) throw new Error('a test chain has a faucet')
    const account = renter.address
    const client = createChainClient({ rpcUrl: api.chain.rpcUrl, timeoutMs: 10_000 })
    const drip = { ...dripCall({ faucet, account }), what: 'a drip', value: 0n, gas: 900_000n }
    // If the request to the faucet is repeated within a minute, it returns the same relay (the stored payout), even if the faucet has already paid.
    const isGiven = async (relayId: string) => {
      await sendCalls(client, { privateKey: sender.privateKey, calls: [drip], timeoutMs: 60_000 })
      expect((await api.client.requestFaucet({ account })).relayId).toBe(relayId)
      await api.owner.query("update relays set created_at = now() - interval '2 minutes' where id = $1", [relayId])
    }
    const { relayId } = await api.client.requestFaucet({ account })
    await isGiven(relayId)
    await expect(api.client.requestFaucet({ account })).rejects.toMatchObject({ code: 'account.faucet_used' })
    await api.chain.travel(day - 600)
    await expect(api.client.requestFaucet({ account })).rejects.toMatchObject({ code: 'account.faucet_used' })
    await api.chain.travel(600)
    const next = await api.client.requestFaucet({ account })
    expect(next.relayId).not.toBe(relayId)
    await isGiven(next.relayId)
    await expect(api.client.requestFaucet({ account })).rejects.toMatchObject({ code: 'account.faucet_used' })
  })
})

describe('the development provider', () => {
  test('its key is given to this machine on the development chain', async () => {
    expect(await api.client.getProviderKey(api)).toEqual({ privateKey: api.chain.keys.provider.privateKey, account: api.chain.keys.provider.address })
  })

  test('gives the key of a second voter to this machine only, and only with its token', async () => {
    expect(await api.client.getVoterKey(api)).toEqual({ privateKey: api.chain.keys.renter.privateKey, account: api.chain.keys.renter.address })
    expect(await api.send('GET', '/dev/voter-key')).toMatchObject({ status: 403, body: { code: 'auth.local_token_needed' } })
    const headers = { [localTokenHeader]: api.localToken, 'x-forwarded-for': '8.8.8.8' }
    expect(await api.send('GET', '/dev/voter-key', { headers })).toMatchObject({ status: 404, body: { code: 'wallet.key_unavailable' } })
    const foreign = { [localTokenHeader]: api.localToken, origin: 'http://evil.example' }
    expect(await api.send('GET', '/dev/voter-key', { headers: foreign })).toMatchObject({ status: 403 })
  })

  test.each(['x-forwarded-for', 'forwarded', 'x-real-ip', 'via', 'x-forwarded-host', 'cf-connecting-ip'])(
    'and not to a request that a proxy on this machine forwarded with %s',
    async (name) => {
      const headers = { [localTokenHeader]: api.localToken, [name]: name === 'forwarded' ? 'for=8.8.8.8' : '8.8.8.8' }
      expect(await api.send('GET', '/dev/provider-key', { headers })).toMatchObject({ status: 404, body: { code: 'wallet.key_unavailable' } })
      expect(await api.send('GET', '/dev/time', { headers })).toMatchObject({ status: 404, body: { code: 'chain.not_development' } })
      const body = { seconds: 60, endingLeases: 0 }
      expect(await api.send('POST', '/dev/time', { headers, body })).toMatchObject({ status: 404, body: { code: 'chain.not_development' } })
    },
  )

  test('refuses pages of other sites', async () => {
    expect(await api.send('GET', '/dev/provider-key', { headers: { origin: 'http://evil.example' } })).toMatchObject({
      status: 403,
      body: { code: 'auth.origin_refused' },
    })
    expect(await api.send('GET', '/dev/provider-key', { headers: { 'sec-fetch-site': 'cross-site' } })).toMatchObject({ status: 403 })
  })
})

describe('transactions', () => {
  test('are returned from the chain, and an unknown hash returns 404', async () => {
    const { body } = await api.send('POST', '/rpc', { body: rpc('eth_getBlockByNumber', ['0x1', false]) })
    const hash = body.result.transactions[0] as string
    expect(await api.client.getTransaction(hash)).toMatchObject({ hash, state: 'mined', blockNumber: 1, purpose: null })
    await api.owner.query('insert into blocks (number, hash, parent_hash, timestamp, final) values (1, $1, $1, 1234, true)', [body.result.hash])
    expect(await api.client.getTransaction(hash)).toMatchObject({ state: 'final', at: 1_234 })
    await api.owner.query('delete from blocks', [])
    expect(await api.send('GET', `/transactions/0x${'1'.repeat(64)}`)).toMatchObject({ status: 404, body: { code: 'chain.transaction_unknown' } })
  })
})

/** These tests use the same API as the tests above, to save the start of another one. */
describe('the explorer', () => {
  beforeAll(async () => {
    nodes = await seedMarket(api, [{ name: 'one', classId: 1, gpus: 4 }, { name: 'two', classId: 1, gpus: 2, simulated: true }, { name: 'three' }])
    const [one] = nodes
    if (one === undefined) throw new Error('no node was seeded')
    const startAt = BigInt(api.services.clock.read().now - 100)
    await seedLease(api, one, { leaseId: 1n, startAt, change: readyChange(startAt) })
    await seedLease(api, one, {
      leaseId: 2n,
      startAt,
      change: { ...readyChange(startAt), state: 'closed', closedAt: startAt, closedTx: bytesOf('closed') },
    })
    await seedLease(api, one, { leaseId: 3n, startAt, change: readyChange(startAt) })
    await seedBlocks()
  })

  /** Inserts blocks 2 to 4. Block 3 has two transactions: one with two events and one with a dozen. */
  async function seedBlocks(): Promise<void> {
    for (const number of [2n, 3n, 4n]) {
      await api.owner.query('insert into blocks (number, hash, parent_hash, timestamp, final) values ($1, $2, $3, $4, $5)', [
        number,
        bytesOf(`block ${number}`),
        bytesOf('block'),
        1_000n + number,
        number < 4n,
      ])
    }
    const log = (index: number, tx: string) => ({
      blockNumber: 3n,
      logIndex: index,
      blockHash: bytesOf('block 3'),
      txHash: bytesOf(tx),
      contract: `0x${'7'.repeat(40)}`,
      name: 'LeaseReady',
      args: JSON.stringify({ name: 'LeaseReady', leaseId: `${index}`, readyAt: '5' }),
      command: null,
      atHead: false,
      atFinality: false,
      orderHash: null,
    })
    await insertChainLogs(api.owner, [log(0, 'short'), log(1, 'short'), ...Array.from({ length: 12 }, (_, place) => log(place + 4, 'long'))])
  }

  describe('the network', () => {
    test('is counted for the world, its regions, its places and their classes, with current leases only', async () => {
      const { world, regions, places } = await api.client.getNetwork()
      expect(world).toEqual({
        nodes: 3,
        simulatedNodes: 1,
        gpus: 7,
        rentedGpus: 2,
        providers: 1,
        classes: [
          { classId: 1, className: 'H100 SXM 80 GB', gpus: 6 },
          { classId: 0, className: 'CPU slot (development)', gpus: 1 },
        ],
      })
      expect(regions.map(({ regionName, gpus, rentedGpus }) => [regionName, gpus, rentedGpus])).toEqual([
        ['eu-west', 6, 2],
        ['local', 1, 0],
      ])
      expect(places[0]).toMatchObject({ regionId: 3, country: 'Finland', city: 'Hamina', latitude: 60.5, nodes: 2, simulatedNodes: 1 })
    })

    test('its nodes are found by the start of their ids, each page by page', async () => {
      const all = (await api.client.listNetworkNodes({})).items.map(({ node }) => node)
      for (const node of all)
        for (const digits of [1, 6, 64]) {
          const id = node.slice(0, 2 + digits)
          const alike = all.filter((other) => other.startsWith(id))
          expect((await api.client.listNetworkNodes({ id })).items.map((item) => item.node)).toEqual(alike)
          const { items, nextCursor } = await api.client.listNetworkNodes({ id, limit: 1 })
          expect([items.map((item) => item.node), nextCursor === null]).toEqual([alike.slice(0, 1), alike.length === 1])
        }
      expect((await api.client.listNetworkNodes({ id: `0x${'0'.repeat(63)}` })).items).toEqual([])
    })

    test('its nodes come page by page, each once, by region and place', async () => {
      const first = await api.client.listNetworkNodes({ limit: 2 })
      const second = await api.client.listNetworkNodes({ limit: 2, cursor: first.nextCursor ?? '' })
      expect(new Set([...first.items, ...second.items].map(({ node }) => node))).toEqual(new Set(nodes.map(({ node }) => node)))
      expect(second.nextCursor).toBeNull()
      const there = await api.client.listNetworkNodes({ region: 3, country: 'Finland', city: 'Hamina' })
      expect(there.items.map(({ name }) => name).sort()).toEqual(['one', 'two'])
      expect(there.items.find(({ name }) => name === 'one')).toMatchObject({ gpus: 4, rentedGpus: 2, state: 'answering', simulated: false })
      expect((await api.client.listNetworkNodes({ city: 'Oulu' })).items).toEqual([])
      await api.owner.query('update node_profiles set city = null where node_id = $1', [nodes[2]?.node])
      expect((await api.client.listNetworkNodes({ country: 'Finland', city: '' })).items.map(({ name }) => name)).toEqual(['three'])
    })
  })

  describe('leases', () => {
    test('come newest first with their chain data, and without their workloads', async () => {
      const { items, nextCursor } = await api.client.listPublicLeases({ limit: 2 })
      expect(items.map(({ leaseId }) => leaseId)).toEqual(['3', '2'])
      expect(items[1]).toMatchObject({ state: 'closed', nodeName: 'one', renter: api.accounts.renter.address.toLowerCase() })
      expect(items[1]?.transactions.map(({ kind }) => kind)).toEqual(['settled', 'ready', 'closed'])
      expect(Object.keys(items[1] ?? {}).filter((key) => /workload|name$/i.test(key))).toEqual(['nodeName', 'className'])
      expect((await api.client.listPublicLeases({ limit: 2, cursor: nextCursor ?? '' })).items.map(({ leaseId }) => leaseId)).toEqual(['1'])
    })

    test('are listed for an account as renter and as provider', async () => {
      const leasesOf = async (account: string) => (await api.client.listPublicLeases({ account: account.toLowerCase() })).items.length
      expect(await leasesOf(api.accounts.renter.address)).toBe(3)
      expect(await leasesOf(api.accounts.provider.address)).toBe(3)
      expect(await leasesOf(api.accounts.stranger.address)).toBe(0)
    })

    test('return 404 for an unknown lease', async () => {
      expect(await api.client.getPublicLease('1')).toMatchObject({ leaseId: '1', state: 'active' })
      await expect(api.client.getPublicLease('99')).rejects.toMatchObject({ code: 'lease.unknown', status: 404 })
    })
  })

  describe('the chain', () => {
    test('blocks say whether they are final and what in them is ours', async () => {
      const { items, nextCursor } = await api.client.listBlocks({ limit: 2 })
      expect(items.map(({ number, final, transactions, events }) => [number, final, transactions, events])).toEqual([
        [4, false, 0, 0],
        [3, true, 2, 14],
      ])
      expect((await api.client.listBlocks({ cursor: nextCursor ?? '' })).items.map(({ number }) => number)).toEqual([2, 1])
      expect(await api.client.getBlock('3')).toEqual(items[1])
      await expect(api.client.getBlock('99')).rejects.toMatchObject({ code: 'chain.block_unknown', status: 404 })
    })

    test('transactions come newest first, each once, with their first ten events', async () => {
      const { items, nextCursor } = await api.client.listTransactions({ limit: 1 })
      expect(items[0]).toMatchObject({ hash: bytesOf('long'), blockNumber: 3, final: true, events: 12 })
      expect(items[0]?.logs.map(({ args }) => args['leaseId'])).toEqual(Array.from({ length: 10 }, (_, place) => `${place + 4}`))
      const rest = await api.client.listTransactions({ cursor: nextCursor ?? '' })
      expect(rest).toMatchObject({ items: [{ hash: bytesOf('short'), events: 2 }], nextCursor: null })
      expect((await api.client.listTransactions({ block: 2 })).items).toEqual([])
      expect((await api.client.listTransactions({ block: 3 })).items).toHaveLength(2)
    })

    test('transactions show whether an event is of a simulated account or machine', async () => {
      const flags = async () => (await api.client.listTransactions({})).items.map(({ simulated }) => simulated)
      expect(await flags()).toEqual([false, false])
      const { node } = await api.client.getPublicLease('1')
      await api.owner.query('update node_profiles set simulated = true where node_id = $1', [node])
      expect(await flags()).toEqual([false, true])
      const account = api.accounts.renter.address
      const accounts = { db: api.owner, simulatedAccounts: async () => new Set([account.toLowerCase()]) }
      const logs = [[{ args: { account } }], [{ args: { account: [account], leaseId: '9'.repeat(78) } }], [{ args: { node } }]]
      expect(logs.map(await simulatedIn(accounts, logs))).toEqual([true, false, true])
      await api.owner.query('update node_profiles set simulated = false where node_id = $1', [node])
    })

    test('an account is known once the chain spoke of it', async () => {
      await seedBalance(api, api.accounts.renter.address, 500n)
      const account = api.accounts.renter.address.toLowerCase()
      expect(await api.client.getPublicAccount(account)).toMatchObject({ balance: '500', isProvider: false, updatedBlock: 1 })
      expect(await api.client.getPublicAccount(api.accounts.provider.address.toLowerCase())).toMatchObject({ isProvider: true, listed: true })
      expect(await api.client.getPublicAccount(bytesOf('nobody').slice(0, 42))).toMatchObject({ balance: '0', updatedBlock: null })
    })

    test.each(['/explorer/nodes', '/explorer/leases', '/explorer/blocks', '/explorer/transactions'])(
      '%s refuses a cursor that is not its own, and too long a page',
      async (path) => {
        expect(await api.send('GET', `${path}?cursor=zz`)).toMatchObject({ status: 400, body: { code: 'api.cursor_invalid' } })
        expect(await api.send('GET', `${path}?limit=101`)).toMatchObject({ status: 400, body: { code: 'api.invalid_field' } })
      },
    )
  })

  describe('the search', () => {
    const found = async (q: string) => (await api.client.searchExplorer(q)).items.map(({ kind, id }) => `${kind} ${id}`)

    test('finds by address, hash and number, and says nothing where nothing is', async () => {
      const provider = api.accounts.provider.address
      expect(await found(` ${provider} `)).toEqual([`account ${provider.toLowerCase()}`])
      expect(await found('3')).toEqual(['lease 3', 'block 3'])
      expect(await found('4')).toEqual(['block 4'])
      expect(await found('Lease 3')).toEqual(['lease 3'])
      expect(await found('租约 #3')).toEqual(['lease 3'])
      expect(await found('block-3')).toEqual(['block 3'])
      expect(await found(nodes[0]?.node ?? '')).toEqual([`node ${nodes[0]?.node}`])
      expect(await found(nodes[0]?.askHash ?? '')).toEqual([`order ${nodes[0]?.askHash}`])
      expect(await found(bytesOf('block 3'))).toEqual(['block 3'])
      expect(await found(bytesOf('long'))).toEqual([`transaction ${bytesOf('long')}`])
      for (const nothing of ['99', bytesOf('nothing'), bytesOf('nobody').slice(0, 42), 'pohja', '-1', 'lease 4', 'lease', '0x'])
        expect(await found(nothing)).toEqual([])
    })
  })
})

/** These tests run last, because they move the clock forward for all tests of this file. */
describe('time', () => {
  const hour = 3_600

  test('moves only for a caller that states which leases end by it', async () => {
    const [node] = nodes
    if (node === undefined) throw new Error('no node was seeded')
    const { localToken } = api
    const { chainNow, openLeases: before } = await api.client.getDevelopmentTime(api)
    await seedLease(api, node, { leaseId: 71n, startAt: BigInt(chainNow), change: readyChange(BigInt(chainNow)) })
    const { openLeases } = await api.client.getDevelopmentTime(api)
    const own = openLeases.find(({ leaseId }) => leaseId === '71')
    if (own === undefined) throw new Error('the lease is open')
    expect(openLeases).toHaveLength(before.length + 1)
    const seconds = own.endsAt - chainNow + hour
    const ending = openLeases.filter(({ endsAt }) => endsAt <= own.endsAt).length
    const wrong = { status: 409, code: 'chain.other_leases_end' }
    await expect(api.client.forwardDevelopmentTime({ seconds, endingLeases: ending - 1, localToken })).rejects.toMatchObject(wrong)
    expect((await api.client.getDevelopmentTime(api)).chainNow - chainNow).toBeLessThan(hour)
    const after = await api.client.forwardDevelopmentTime({ seconds, endingLeases: ending, localToken })
    expect(after.chainNow).toBeGreaterThanOrEqual(chainNow + seconds)
    expect(after.aheadSeconds).toBeGreaterThan(hour / 2)
    expect((await api.client.getChain()).chainNow).toBeGreaterThanOrEqual(chainNow + seconds)
  })

  test('counts the machines present since the last look for the hour that the move ends', async () => {
    const nodeId = nodes[0]?.node ?? ''
    const seen = 'insert into node_heartbeats (node_id, last_seen_at, silent) values ($1, now(), false)'
    await api.owner.query(`${seen} on conflict (node_id) do update set last_seen_at = excluded.last_seen_at, silent = false`, [nodeId])
    await openTunnel(api.owner, { id: randomUUID(), nodeId, gatewayId: 'test', connectedAt: new Date() })
    const look = "insert into node_hours_look (id, looked_at) values (1, now() - interval '30 seconds')"
    await api.owner.query(`${look} on conflict (id) do update set looked_at = excluded.looked_at`, [])
    const { chainNow } = await api.client.getDevelopmentTime(api)
    await api.client.forwardDevelopmentTime({ seconds: hour, endingLeases: 0, localToken: api.localToken })
    const rows = await api.owner.query<{ seconds: number }>('select seconds from node_hours where hour = $1 and node_id = $2', [
      Math.floor(chainNow / hour),
      nodeId,
    ])
    expect(rows.map(({ seconds }) => seconds >= 30 && seconds <= 60)).toEqual([true])
  })

  test('lets a provider withdraw a part of its bond 35 days after it asked, and not a minute earlier', async () => {
    const { rpcUrl, addresses, keys } = api.chain
    const { privateKey, address: owner } = keys.provider
    const client = createChainClient({ rpcUrl, timeoutMs: 10_000 })
    const purpose = stringToHex('Provider', { size: 32 })
    const part = 10n ** 18n
    const vault = { address: addresses.stakeVault, abi: stakeVaultAbi } as const
    const bond = () => client.readContract({ ...vault, functionName: 'bondOf', args: [owner, purpose] })
    const wallet = () => client.readContract({ address: addresses.pToken, abi: pTokenAbi, functionName: 'balanceOf', args: [owner] })
    const send = (what: string, data: `0x${string}`) =>
      sendCalls(client, { privateKey, calls: [{ what, to: addresses.stakeVault, data, value: 0n, gas: 900_000n }], timeoutMs: 60_000 })
    const withdraw = () => send('a withdrawal', encodeFunctionData({ abi: stakeVaultAbi, functionName: 'withdraw', args: [purpose, owner] }))
    const moveBy = async (seconds: number) => {
      const { openLeases } = await api.client.getDevelopmentTime(api)
      await api.client.forwardDevelopmentTime({ seconds, endingLeases: openLeases.length, localToken: api.localToken })
    }
    const [before, had] = await Promise.all([bond(), wallet()])
    await send('a request', encodeFunctionData({ abi: stakeVaultAbi, functionName: 'unbond', args: [purpose, part] }))
    const asked = await bond()
    expect([asked.bonded, asked.unbonding]).toEqual([before.bonded - part, before.unbonding + part])
    await moveBy(30 * day)
    await moveBy(5 * day - 60)
    await expect(withdraw()).rejects.toThrow()
    expect([(await bond()).unbonding, await wallet()]).toEqual([part, had])
    await moveBy(60)
    await withdraw()
    expect([(await bond()).unbonding, await wallet()]).toEqual([0n, had + part])
  })

  test.each([0, -1, 1.5, 2_592_001])('does not move by %s seconds', async (seconds) => {
    expect(await api.send('POST', '/dev/time', { body: { seconds, endingLeases: 0 } })).toMatchObject({ status: 400 })
  })

  test('is not moved from another machine', async () => {
    const refused = { rejected: 'chain.not_development' }
    const caller = { isThisMachine: false, token: api.localToken }
    expect(await readDevelopmentTime(api.services, caller)).toEqual(refused)
    expect(await moveDevelopmentTime(api.services, { caller, seconds: hour, endingLeases: 0 })).toEqual(refused)
  })
})

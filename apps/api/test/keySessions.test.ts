import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { testKey } from '@infinitio/chain/test'
import { deleteStaleRows } from '@infinitio/db'
import { address, leaseFlags } from '@infinitio/domain'
import type { ClusterWire } from '@infinitio/domain/wire'
import { apiKeyText, signAccountMessage } from '@infinitio/sdk'
import { privateKeyToAccount } from 'viem/accounts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { endpoints } from '../src/app.ts'
import { signedBid } from './signedBid.ts'
import { type CommandMarket, startCommandMarket } from './startCommandMarket.ts'

const much = 2n ** 63n
const farAway = 10_000_000_000

type Account = ReturnType<typeof privateKeyToAccount>

describe('a session key that signs in', () => {
  let started: CommandMarket
  let api: CommandMarket['api']
  let engine: CommandMarket['engine']
  let market: CommandMarket['market']
  let cli: CommandMarket['cli']
  let nonce = 80_000n
  beforeAll(async () => {
    started = await startCommandMarket()
    ;({ api, cli, engine, market } = started)
  })
  afterAll(() => started?.stop())

  it('may call the endpoints whose description gives a right to keys, and no other', async () => {
    const { token } = await signIn(await authorised('reads nothing else', {}))
    const closed: string[] = []
    for (const { access, method, path, keyRight } of endpoints) {
      if (access !== 'account') continue
      const at = path.replaceAll(/\{\w+\}/g, '1')
      const { status, body } = await call(method.toUpperCase(), at, { token, body: method === 'get' || method === 'delete' ? undefined : {} })
      if (body?.code === 'auth.key_not_allowed') closed.push(`${method} ${path}`)
      else expect([`${method} ${path}`, keyRight], `${status}`).not.toEqual([`${method} ${path}`, null])
    }
    const open = endpoints.filter(({ access }) => access === 'account').map(({ method, path }) => `${method} ${path}`)
    expect(open.filter((name) => !closed.includes(name)).toSorted()).toEqual([
      'delete /holds/{holdId}',
      'delete /leases/{leaseId}/port-tokens/{tokenId}',
      'delete /session-keys/{key}/tokens/{tokenId}',
      'get /clusters',
      'get /clusters/{clusterId}',
      'get /holds',
      'get /holds/{holdId}',
      'get /leases',
      'get /leases/{leaseId}',
      'get /leases/{leaseId}/disk',
      'get /leases/{leaseId}/faults',
      'get /leases/{leaseId}/ports',
      'get /leases/{leaseId}/receipt',
      'get /leases/{leaseId}/reports',
      'get /leases/{leaseId}/telemetry',
      'get /listings/{node}/private',
      'get /session-keys',
      'post /holds',
      'post /leases',
      'post /leases/{leaseId}/end',
      'post /leases/{leaseId}/extend',
      'post /leases/{leaseId}/port-tokens',
      'post /leases/{leaseId}/reports',
      'post /leases/{leaseId}/terminal-token',
      'post /session-keys/{key}/tokens',
      'put /tasks/{taskId}/keys/{nodeId}',
      'put /workloads/{hash}',
      'put /workloads/{hash}/secrets/{nodeId}',
    ])
  })

  it('sees and uses the leases that it booked, and of the account no other', async () => {
    const [mine, other] = [await authorised('books for itself', {}), await authorised('books for another', {})]
    const [own, others, wallets] = [await leaseBy(mine), await leaseBy(other), await leaseBy(api.accounts.renter)]
    const { token } = await signIn(mine)
    const list = await call('GET', '/leases', { token })
    expect(list.body.items.map(({ leaseId }: { leaseId: string }) => leaseId)).toEqual([own])
    expect((await call('GET', '/leases?role=provider', { token })).body.items).toEqual([])
    const asked = (leaseId: string) => [
      call('GET', `/leases/${leaseId}`, { token }),
      call('GET', `/leases/${leaseId}/telemetry`, { token }),
      call('GET', `/leases/${leaseId}/ports`, { token }),
      call('POST', `/leases/${leaseId}/terminal-token`, { token, body: { kind: 'terminal' } }),
    ]
    expect((await Promise.all(asked(own))).map(({ status }) => status)).toEqual([200, 200, 200, 200])
    for (const leaseId of [others, wallets, '999999'])
      expect((await Promise.all(asked(leaseId))).map(({ body }) => body.code)).toEqual(Array.from({ length: 4 }, () => 'auth.forbidden'))
    const keys = (await call('GET', '/session-keys', { token })).body.items
    expect(keys.map(({ key }: { key: string }) => key)).toEqual([mine.address.toLowerCase()])
    await api.owner.query('update leases set flags = flags | $1', [leaseFlags.cluster])
    const { clusters } = (await call('GET', '/clusters', { token })).body
    expect(clusters.flatMap(({ members }: ClusterWire) => members.map(({ leaseId }) => leaseId))).toEqual([own])
    const [{ bid_hash: hash } = { bid_hash: '' }] = await api.owner.query('select bid_hash from leases where lease_id = $1', [others])
    expect((await call('GET', `/clusters/${clusters[0].clusterId}`, { token })).body.members).toHaveLength(1)
    expect((await call('GET', `/clusters/${hash}`, { token })).body.code).toBe('order.unknown')
    // The account itself sees all three leases. The session key must still see its own lease after old bids were deleted.
    const all = await (await api.signedIn(api.accounts.renter)).listLeases({ state: 'live' })
    expect(all.items.map(({ leaseId }) => leaseId)).toEqual(expect.arrayContaining([own, others, wallets]))
    await api.owner.query('update session_bids set expiry = 1', [])
    await deleteStaleRows(api.owner)
    expect((await call('GET', `/leases/${own}`, { token })).status).toBe(200)
  })

  it('ends when it is revoked or expires, and is never a cookie, for another account, or of an unknown key', async () => {
    const key = await authorised('soon taken back', {})
    const { token, sessionKey, expiresAt } = await signIn(key)
    expect([sessionKey, expiresAt < farAway]).toEqual([key.address.toLowerCase(), true])
    expect((await call('GET', '/session', { token })).body.session).toMatchObject({ account: renter(), sessionKey: key.address.toLowerCase() })
    await expect(api.client.signIn({ signer: key, account: renter(), as: 'cookie' })).rejects.toMatchObject({ code: 'auth.key_not_allowed' })
    const provider = api.accounts.provider.address
    await expect(api.client.signIn({ signer: key, account: provider, as: 'token' })).rejects.toMatchObject({ code: 'auth.signature_wrong_signer' })
    const stranger = privateKeyToAccount(testKey('never given').privateKey)
    await expect(api.client.signIn({ signer: stranger, account: renter(), as: 'token' })).rejects.toMatchObject({
      code: 'auth.signature_wrong_signer',
    })
    await relay({ kind: 'revoke', key: key.address, nonce: nonce++ })
    await engine.until('the key is out', async () => (await call('GET', '/leases', { token })).body.code === 'auth.session_key_revoked')
    expect((await call('GET', '/session', { token })).body).toEqual({ session: null })
    await expect(signIn(key)).rejects.toMatchObject({ code: 'auth.session_key_revoked' })
    const { chainNow } = await api.client.getChain()
    const short = await authorised('short', { sessionExpiry: chainNow + 3_600 })
    const opened = await signIn(short)
    expect(opened.expiresAt - opened.createdAt).toBeLessThanOrEqual(3_601)
    await api.owner.query('update chain_sessions set expiry = $1 where key = $2', [chainNow - 1, short.address.toLowerCase()])
    expect((await call('GET', '/leases', { token: opened.token })).body.code).toBe('auth.session_key_expired')
    await expect(signIn(short)).rejects.toMatchObject({ code: 'auth.session_key_expired' })
  })

  it('rents, lists and ends from a terminal that has only the API key, and stops at its limit', async () => {
    const node = await offered('rented by an API key')
    const key = await authorised('of a program', {})
    const apiKey = apiKeyText({ account: address(renter()), privateKey: testKey('signs in of a program').privateKey })
    expect(await runCli(['holds', 'make', node.node, '--funded'], apiKey)).toMatchObject({
      code: 50,
      err: expect.stringContaining('auth.key_not_allowed'),
    })
    const { holdId } = JSON.parse((await runCli(['holds', 'make', node.node, '--json'], apiKey)).out)
    const rented = await runCli(['rent', '--hold', holdId, '--secret', 'TOKEN', '--no-wait', '--json'], apiKey)
    expect(rented.code, rented.err).toBe(0)
    const { leaseId, lease } = JSON.parse(rented.out)
    expect(lease).toMatchObject({ role: 'renter', leaseId })
    await mayHandSecretsToItsOwnAlone(key, lease)
    expect(JSON.parse((await runCli(['ps', '--json'], apiKey)).out).items.map((one: { leaseId: string }) => one.leaseId)).toEqual([leaseId])
    expect(await runCli(['account', 'export'], apiKey)).toMatchObject({ code: 50, err: expect.stringContaining('auth.key_not_allowed') })
    expect((await runCli(['end', leaseId, '--json'], apiKey)).code).toBe(0)
    await relay({ kind: 'authorize', key: key.address, totalLeft: 1n, dayCap: 1n, sessionExpiry: farAway, nonce: nonce++ })
    await engine.until('it has little left', async () => (await signedInKeys(key))[0]?.total === String(10n ** 9n))
    const refused = await runCli(['rent', (await offered('too much for it')).node, '--no-wait', '--json'], apiKey)
    expect(refused).toMatchObject({ code: 40, err: expect.stringContaining('account.session_limit') })
  }, 180_000)

  /** Checks that a key may send secrets to its own lease, and that another key of the same account may not. */
  async function mayHandSecretsToItsOwnAlone(key: Account, { terms }: { terms: { workloadHash: string; node: string } }): Promise<void> {
    const at = `/workloads/${terms.workloadHash}/secrets/${terms.node}`
    const [own, other] = [(await signIn(key)).token, (await signIn(await authorised('hands in nothing here', {}))).token]
    const put = (token: string) => call('PUT', at, { token, body: { box: '0x01' } })
    expect([(await put(own)).status, (await put(other)).body.code]).toEqual([204, 'auth.forbidden'])
  }

  const renter = () => api.accounts.renter.address.toLowerCase()

  function call(method: string, path: string, { token, body }: { token: string; body?: unknown }) {
    return api.send(method, path, { headers: { authorization: `Bearer ${token}` }, ...(body === undefined ? {} : { body }) })
  }

  async function signIn(key: Account) {
    const opened = await api.client.signIn({ signer: key, account: renter(), as: 'token' })
    return { ...opened, token: opened.token ?? '' }
  }

  async function signedInKeys(key: Account) {
    return (await api.client.withToken((await signIn(key)).token).listSessionKeys()).items
  }

  /** Lists a machine with a current heartbeat. */
  async function offered(name: string) {
    const node = await market.list(name)
    await api.owner.query('insert into node_heartbeats (node_id, last_seen_at, silent) values ($1, now(), false)', [node.node])
    return node
  }

  /** Books a lease of the renter with a bid that this signer signed. Returns its id. */
  async function leaseBy(signer: Account): Promise<string> {
    const node = await market.list(`for ${signer.address}`)
    const placed = await api.send('POST', '/orders', { body: await signedBid(api, node, { signer, change: { renter: address(renter()) } }) })
    return (await market.judged(placed.body.orderHash)).leaseId ?? ''
  }

  async function relay(message: Parameters<typeof signAccountMessage>[1]['message']): Promise<void> {
    await api.client.placeRelay(await signAccountMessage(api.accounts.renter, { message, chain: await api.client.getChain() }))
  }

  async function authorised(name: string, { sessionExpiry = farAway }: { sessionExpiry?: number }): Promise<Account> {
    const key = privateKeyToAccount(testKey(`signs in ${name}`).privateKey)
    await relay({ kind: 'authorize', key: key.address, totalLeft: much, dayCap: much, sessionExpiry, nonce: nonce++ })
    await engine.until('the key is authorised', async () =>
      signedInKeys(key).then(
        () => true,
        () => false,
      ),
    )
    return key
  }

  /** Runs the command line client with an API key and without a wallet. */
  function runCli(args: string[], apiKey: string) {
    const publicKey = join(cli.home, 'id.pub')
    writeFileSync(publicKey, 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJcQmS0ZqkR4mC3tqfr0m1b5sWv2l9gC0mZ7Yx0cQd5x a program\n')
    return cli.run(args[0] === 'rent' ? [...args, '--ssh-key', publicKey] : args, { apiKey, env: { TOKEN: 'of a program' } })
  }
})

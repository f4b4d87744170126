import { testKey } from '@infinitio/chain/test'
import { revokeTokensWithKeys } from '@infinitio/db'
import { address } from '@infinitio/domain'
import { apiKeyText, type Client, signAccountMessage } from '@infinitio/sdk'
import { privateKeyToAccount } from 'viem/accounts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { endpoints } from '../src/app.ts'
import { hashToken } from '../src/session/newToken.ts'
import { signedBid } from './signedBid.ts'
import { type CommandMarket, startCommandMarket } from './startCommandMarket.ts'

const much = 2n ** 63n
const farAway = 10_000_000_000
const stranger = '11111111-1111-1111-1111-111111111111'

type Account = ReturnType<typeof privateKeyToAccount>

describe('an API token', () => {
  let started: CommandMarket
  let api: CommandMarket['api']
  let engine: CommandMarket['engine']
  let market: CommandMarket['market']
  let wallet: Client
  let nonce = 90_000n
  beforeAll(async () => {
    started = await startCommandMarket()
    ;({ api, engine, market } = started)
    wallet = await api.signedIn(api.accounts.renter)
  })
  afterAll(() => started?.stop())

  it('reads with the rights of its key, and is stored only as a hash', async () => {
    const key = await authorised('reads')
    const [own, others] = [await leaseBy(key), await leaseBy(api.accounts.renter)]
    const made = await wallet.createApiToken({ key: addressOf(key), name: 'ci' })
    expect(made.token).toMatch(/^inft_[A-Za-z0-9_-]{43}$/)
    const read = (path: string) => call('GET', path, { token: made.token })
    expect((await read('/leases')).body.items.map(({ leaseId }: { leaseId: string }) => leaseId)).toEqual([own])
    expect((await Promise.all([read(`/leases/${own}`), read(`/leases/${own}/telemetry`)])).map(({ status }) => status)).toEqual([200, 200])
    expect((await read(`/leases/${others}`)).body.code).toBe('auth.forbidden')
    expect((await read('/session')).body.session).toMatchObject({ account: renter(), sessionKey: addressOf(key), token: null })
    const [stored] = await api.owner.query('select token_hash, kind, name from sessions where token_id = $1', [made.tokenId])
    expect(stored).toEqual({ token_hash: hashToken(made.token), kind: 'api', name: 'ci' })
    expect(await tokensOf(key)).toEqual([{ tokenId: made.tokenId, name: 'ci', createdAt: made.createdAt, expiresAt: made.expiresAt }])
  })

  it('signs nothing: it changes nothing, opens no shell, reads no secret and makes no other token', async () => {
    const key = await authorised('changes nothing')
    const leaseId = await leaseBy(key)
    const { token } = await wallet.createApiToken({ key: addressOf(key), name: 'reader' })
    const closed = endpoints.filter(({ access, method, byToken }) => access === 'account' && method !== 'get' && !byToken)
    for (const { method, path } of closed) {
      const { body } = await call(method.toUpperCase(), path.replaceAll(/\{\w+\}/g, '1'), { token, ...(method === 'delete' ? {} : { body: {} }) })
      expect([`${method} ${path}`, body?.code]).toEqual([`${method} ${path}`, expect.stringMatching(/^auth\.(token_reads_only|key_not_allowed)$/)])
    }
    const opened = endpoints.filter(({ access, byToken }) => byToken && access !== 'public').map(({ method, path }) => `${method} ${path}`)
    expect(opened.toSorted()).toMatchInlineSnapshot(`
      [
        "delete /session",
        "post /leases",
        "post /leases/{leaseId}/end",
        "post /leases/{leaseId}/extend",
        "put /workloads/{hash}",
      ]
    `)
    const { chainNow } = await api.client.getChain()
    const end = { kind: 'end', leaseId, accept: true, expiry: chainNow + 600, signature: `0x${'00'.repeat(64)}1b` }
    expect((await call('POST', '/relays', { token, body: end })).status).toBeGreaterThanOrEqual(400)
    expect((await wallet.getLease(leaseId)).state).not.toMatch(/ended|closed/)
    expect((await call('GET', '/node/secrets', { token })).status).toBeGreaterThanOrEqual(400)
  })

  it('is refused when it is guessed, changed, revoked, expired or of a revoked key', async () => {
    const key = await authorised('is refused')
    const make = (name: string) => wallet.createApiToken({ key: addressOf(key), name })
    const [guessed, revoked, gaveUp, expired, withKey] = [await make('a'), await make('b'), await make('c'), await make('d'), await make('e')]
    const codeOf = async (token: string) => (await call('GET', '/leases', { token })).body.code
    // Tokens that resemble a valid one are rejected: its beginning, the token with more characters, the token with another last character, and its hash. The
    // lookup uses the hash of the whole text.
    const last = guessed.token.at(-1) === 'A' ? 'B' : 'A'
    for (const token of [
      guessed.token.slice(0, 40),
      `${guessed.token}A`,
      guessed.token.slice(0, -1) + last,
      hashToken(guessed.token),
      'inft_'.padEnd(48, 'A'),
    ])
      expect(await codeOf(token)).toBe('auth.token_invalid')
    await wallet.revokeApiToken({ key: addressOf(key), tokenId: revoked.tokenId })
    expect(await codeOf(revoked.token)).toBe('auth.session_revoked')
    expect((await call('GET', '/leases', { token: revoked.token })).body).toMatchObject({ detail: 'this API token, or its key, was revoked' })
    await expect(wallet.revokeApiToken({ key: addressOf(key), tokenId: revoked.tokenId })).rejects.toMatchObject({ code: 'auth.token_unknown' })
    expect((await call('DELETE', '/session', { token: gaveUp.token })).status).toBe(204)
    expect(await codeOf(gaveUp.token)).toBe('auth.session_revoked')
    await api.owner.query("update sessions set expires_at = now() - interval '1 second' where token_id = $1", [expired.tokenId])
    expect(await codeOf(expired.token)).toBe('auth.session_expired')
    expect((await tokensOf(key)).map(({ name }) => name)).toEqual(['a', 'e'])
    await relay({ kind: 'revoke', key: key.address, nonce: nonce++ })
    await engine.until('the key is out', async () => (await codeOf(withKey.token)) === 'auth.session_key_revoked')
    // The key may get new limits after its revocation, but its old tokens stay invalid.
    expect(await revokeTokensWithKeys(api.owner)).toBeGreaterThan(0)
    await authorised('is refused')
    expect(await codeOf(withKey.token)).toBe('auth.session_revoked')
  })

  it('belongs to one key of one account: nobody else makes, lists or revokes it', async () => {
    const [mine, other] = [await authorised('has one'), await authorised('wants another')]
    const { tokenId, expiresAt } = await wallet.createApiToken({ key: addressOf(mine), name: 'mine' })
    expect(expiresAt).toBeGreaterThan(farAway - 100_000_000)
    const others = await signedInAs(other)
    const provider = await api.signedIn(api.accounts.provider)
    await expect(others.createApiToken({ key: addressOf(mine), name: 'x' })).rejects.toMatchObject({ code: 'auth.forbidden' })
    await expect(others.revokeApiToken({ key: addressOf(mine), tokenId })).rejects.toMatchObject({ code: 'auth.forbidden' })
    await expect(provider.createApiToken({ key: addressOf(mine), name: 'x' })).rejects.toMatchObject({ code: 'auth.session_key_revoked' })
    await expect(provider.revokeApiToken({ key: addressOf(mine), tokenId })).rejects.toMatchObject({ code: 'auth.token_unknown' })
    await expect(wallet.revokeApiToken({ key: addressOf(mine), tokenId: stranger })).rejects.toMatchObject({ code: 'auth.token_unknown' })
    const own = await (await signedInAs(mine)).createApiToken({ key: addressOf(mine), name: 'by the key itself' })
    expect((await tokensOf(mine)).map((token) => token.tokenId)).toEqual([tokenId, own.tokenId])
    // A key may have at most ten tokens, and it already has two. So only eight of these parallel calls may create one.
    const names = Array.from({ length: 14 }, (_, place) => `parallel ${place}`)
    const answers = await Promise.allSettled(names.map((name) => wallet.createApiToken({ key: addressOf(mine), name })))
    const refused = answers.flatMap((answer) => (answer.status === 'rejected' ? [answer.reason.code] : []))
    expect(refused).toEqual(Array.from({ length: 6 }, () => 'auth.tokens_limit'))
    expect(await tokensOf(mine)).toHaveLength(10)
  })

  it('has a rate limit that uses up no other', async () => {
    const key = await authorised('is busy')
    const [busy, quiet] = [
      await wallet.createApiToken({ key: addressOf(key), name: 'busy' }),
      await wallet.createApiToken({ key: addressOf(key), name: 'quiet' }),
    ]
    const left = async (token: string) => Number((await call('GET', '/holds', { token })).headers.get('ratelimit-remaining'))
    const before = await left(quiet.token)
    for (let asked = 0; asked < 5; asked += 1) await left(busy.token)
    expect(await left(quiet.token)).toBeGreaterThanOrEqual(before - 3)
  })

  it('is made, listed and revoked from a terminal', async () => {
    const key = await authorised('in a terminal')
    const apiKey = apiKeyText({ account: address(renter()), privateKey: testKey('token in a terminal').privateKey })
    const run = (...args: string[]) => started.cli.run(args, { apiKey })
    const made = JSON.parse((await run('keys', 'token', 'make', '--name', 'laptop', '--json')).out)
    expect(made).toMatchObject({ key: addressOf(key), name: 'laptop' })
    expect((await call('GET', '/leases', { token: made.token })).status).toBe(200)
    expect((await run('keys', 'token', 'ls')).out).toContain('laptop')
    expect((await run('keys', 'token', 'revoke', made.tokenId.slice(0, 8))).code).toBe(0)
    expect((await call('GET', '/leases', { token: made.token })).body.code).toBe('auth.session_revoked')
    expect(await run('keys', 'token', 'revoke', made.tokenId)).toMatchObject({ code: 50, err: expect.stringContaining('auth.token_unknown') })
  })

  const renter = () => api.accounts.renter.address.toLowerCase()
  const addressOf = (key: Account) => key.address.toLowerCase()

  function call(method: string, path: string, { token, body }: { token: string; body?: unknown }) {
    return api.send(method, path, { headers: { authorization: `Bearer ${token}` }, ...(body === undefined ? {} : { body }) })
  }

  async function tokensOf(key: Account) {
    return (await wallet.listSessionKeys()).items.find((item) => item.key === addressOf(key))?.tokens ?? []
  }

  async function signedInAs(key: Account): Promise<Client> {
    const { token } = await api.client.signIn({ signer: key, account: renter(), as: 'token' })
    return api.client.withToken(token ?? '')
  }

  async function leaseBy(signer: Account): Promise<string> {
    const node = await market.list(`for ${signer.address}`)
    const placed = await api.send('POST', '/orders', { body: await signedBid(api, node, { signer, change: { renter: address(renter()) } }) })
    return (await market.judged(placed.body.orderHash)).leaseId ?? ''
  }

  async function relay(message: Parameters<typeof signAccountMessage>[1]['message']): Promise<void> {
    await api.client.placeRelay(await signAccountMessage(api.accounts.renter, { message, chain: await api.client.getChain() }))
  }

  async function authorised(name: string): Promise<Account> {
    const key = privateKeyToAccount(testKey(`token ${name}`).privateKey)
    await relay({ kind: 'authorize', key: key.address, totalLeft: much, dayCap: much, sessionExpiry: farAway, nonce: nonce++ })
    await engine.until('the key is good', async () => {
      const { items } = await wallet.listSessionKeys()
      return items.some((item) => item.key === addressOf(key) && item.state === 'good')
    })
    return key
  }
})

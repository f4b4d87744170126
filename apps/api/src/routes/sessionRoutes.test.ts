import { signInMessage } from '@infinitio/domain/wire'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createSessionNonce, openSession } from '../actions/sessions/openSession.ts'
import { siteOf } from '../http/checkSite.ts'
import { startTestApi, type TestApi } from '../../test/startTestApi.ts'

let api: TestApi
beforeAll(async () => {
  api = await startTestApi()
})
afterAll(() => api.stop())

type Facts = Parameters<typeof signInMessage>[0]['facts']
const curveOrder = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n

/** Tries to sign in as the renter. `change` replaces fields of the message that the server asks the renter to sign; `text` changes the message text itself. */
async function attempt({
  change = {},
  text,
  signature,
}: {
  change?: Partial<Facts>
  text?: (message: string) => string
  signature?: (good: string) => string
} = {}) {
  const { renter } = api.accounts
  const facts = { ...(await api.client.createSessionNonce()), ...change }
  const written = signInMessage({ account: renter.address, facts })
  const message = text === undefined ? written : text(written)
  const good = await renter.signMessage({ message })
  return { message, signature: signature === undefined ? good : signature(good), as: 'token' as const }
}
const signIn = async (body: unknown) => api.send('POST', '/session', { body })

describe('signing in', () => {
  test('a right signature opens a session that says who it is', async () => {
    const { status, body } = await signIn(await attempt())
    expect(status).toBe(200)
    expect(body.account).toBe(api.accounts.renter.address.toLowerCase())
    const { session } = await api.client.withToken(body.token).getSession()
    expect(session).toMatchObject({ account: body.account, token: null })
  })

  test('a cookie session is HttpOnly and SameSite=Strict, and needs an Origin to change anything', async () => {
    const { body, headers } = await signIn({ ...(await attempt()), as: 'cookie' })
    expect(body.token).toBeNull()
    const cookie = headers.get('set-cookie') ?? ''
    expect(cookie).toMatch(/^infinitio_session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict; Max-Age=604800$/)
    const pair = cookie.split(';')[0] ?? ''
    expect((await api.send('GET', '/session', { headers: { cookie: pair } })).body.session.account).toBe(body.account)
    expect(await api.send('DELETE', '/session/all', { headers: { cookie: pair } })).toMatchObject({
      status: 403,
      body: { code: 'auth.origin_refused' },
    })
    expect((await api.send('DELETE', '/session/all', { headers: { cookie: pair, origin: api.url } })).status).toBe(204)
    expect((await api.send('GET', '/session', { headers: { cookie: pair } })).body.session).toBeNull()
  })

  test('the same signed message opens no second session', async () => {
    const body = await attempt()
    expect((await signIn(body)).status).toBe(200)
    expect(await signIn(body)).toMatchObject({ status: 401, body: { code: 'auth.sign_in_nonce_unknown' } })
  })

  test('uses the public name of the market also for a caller on a name of the private network', async () => {
    const { services } = api
    const site = { ...services.site, aliases: new Set(['web:3000']) }
    const { domain, uri } = await createSessionNonce({ ...services, site }, { host: 'web:3000' })
    expect({ domain, uri }).toEqual({ domain: new URL(api.url).host, uri: api.url })
  })

  test('accepts names of this machine as sites on the development chain only (L1)', async () => {
    const { renter } = api.accounts
    const facts = await api.services.facts.read()
    const open = async ({ domain, chainId }: { domain: string; chainId: number }) => {
      const site = siteOf({ publicUrl: chainId === 31_337 ? api.url : 'https://infinitio.example', port: Number(new URL(api.url).port), aliases: [] })
      const services = { ...api.services, site, facts: { ...api.services.facts, read: async () => ({ ...facts, chainId }) } }
      const nonce = await createSessionNonce(services, { host: domain })
      const message = signInMessage({ account: renter.address, facts: nonce })
      return openSession(services, { message, signature: await renter.signMessage({ message }), as: 'token', caller: 'test' })
    }
    const { port } = new URL(api.url)
    for (const domain of [`localhost:${port}`, `127.0.0.1:${port}`, `[::1]:${port}`]) {
      expect(await open({ domain, chainId: 31_337 }), domain).toMatchObject({ account: renter.address.toLowerCase() })
      expect(await open({ domain, chainId: 8_453 }), domain).toMatchObject({ rejected: 'auth.sign_in_wrong_domain' })
    }
    expect(await open({ domain: 'infinitio.example', chainId: 8_453 })).toMatchObject({ account: renter.address.toLowerCase() })
  })

  const stale = new Date(Date.now() - 1_000).toISOString()
  test.each([
    ['for another site', { change: { domain: 'evil.example' } }, 401, 'auth.sign_in_wrong_domain'],
    ['with the address of another site', { change: { uri: 'https://evil.example' } }, 401, 'auth.sign_in_wrong_domain'],
    ['for another chain', { change: { chainId: 1 } }, 401, 'auth.signature_foreign_chain'],
    ['that has run out', { change: { expirationTime: stale } }, 410, 'auth.signature_expired'],
    ['with a nonce that is not ours', { change: { nonce: 'abcdefgh12345678' } }, 401, 'auth.sign_in_nonce_unknown'],
    [
      'issued in the future',
      { change: { issuedAt: '2999-01-01T00:00:00.000Z', expirationTime: '2999-01-02T00:00:00.000Z' } },
      400,
      'auth.sign_in_malformed',
    ],
    ['of another form', { text: (message: string) => message.replace('Version: 1', 'Version: 2') }, 400, 'auth.sign_in_malformed'],
    ['that is not valid yet', { text: (message: string) => `${message}\nNot Before: 2999-01-01T00:00:00.000Z` }, 400, 'auth.sign_in_malformed'],
    ['with a start that is no time', { text: (message: string) => `${message}\nNot Before: 2026-99-99T00:00:00Z` }, 400, 'auth.sign_in_malformed'],
    [
      'with its optional fields in another order',
      { text: (message: string) => `${message}\nResources:\nRequest ID: 7` },
      400,
      'auth.sign_in_malformed',
    ],
    ['with a resource that is no URI', { text: (message: string) => `${message}\nResources:\n- two words` }, 400, 'auth.sign_in_malformed'],
    ['with an impossible v', { signature: (good: string) => `${good.slice(0, 130)}05` }, 400, 'auth.signature_malformed'],
  ])('a message %s is refused', async (_what, changes, status, code) => {
    const answer = await signIn(await attempt(changes))
    expect(answer.body.code).toBe(code)
    expect(answer.status).toBe(status)
  })

  test.each([
    ['resources', (message: string) => `${message}\nResources:\n- https://one.example/a\n- ipfs://two`],
    ['an empty list of resources', (message: string) => `${message}\nResources:`],
    ['a start, a request id and resources', (message: string) => `${message}\nNot Before: 2026-01-01T00:00:00Z\nRequest ID: a-7\nResources:\n- a:b`],
    ['no expiry', (message: string) => message.replace(/\nExpiration Time: .*/, '')],
    ['no statement', (message: string) => message.replace(/\n\n.*\n\nURI/, '\n\n\nURI')],
  ])('a message with %s opens a session (EIP-4361)', async (_what, text) => {
    const attempted = await attempt({ text })
    expect((await signIn(attempted)).status).toBe(200)
  })

  test('the twin of a signature with high s is refused', async () => {
    const highS = (good: string) => {
      const s = curveOrder - BigInt(`0x${good.slice(66, 130)}`)
      const v = good.endsWith('1b') ? '1c' : '1b'
      return `${good.slice(0, 66)}${s.toString(16).padStart(64, '0')}${v}`
    }
    expect(await signIn(await attempt({ signature: highS }))).toMatchObject({ status: 400, body: { code: 'auth.signature_high_s' } })
  })

  test('a signature of another account is refused and does not use the nonce up', async () => {
    const body = await attempt()
    const signature = await api.accounts.stranger.signMessage({ message: body.message })
    expect(await signIn({ ...body, signature })).toMatchObject({ status: 401, body: { code: 'auth.signature_wrong_signer' } })
    expect((await signIn(body)).status).toBe(200)
  })
})

describe('a session', () => {
  test('ends where it is signed out, and everywhere at once', async () => {
    const first = await api.signedIn(api.accounts.renter)
    const second = await api.signedIn(api.accounts.renter)
    await first.closeSession()
    await expect(first.getWallet({})).rejects.toMatchObject({ code: 'auth.session_revoked', status: 401 })
    await expect(second.getWallet({})).resolves.toMatchObject({ balance: '0' })
    await (await api.signedIn(api.accounts.renter)).closeAllSessions()
    await expect(second.getWallet({})).rejects.toMatchObject({ code: 'auth.session_revoked' })
  })

  test('ends by itself, and a made-up token opens nothing', async () => {
    const client = await api.signedIn(api.accounts.renter)
    await api.owner.query("update sessions set expires_at = now() - interval '1 second'", [])
    await expect(client.getWallet({})).rejects.toMatchObject({ code: 'auth.session_expired' })
    await expect(api.client.withToken('a'.repeat(43)).getWallet({})).rejects.toMatchObject({ code: 'auth.token_invalid', status: 401 })
    await expect(api.client.withToken('bad').getWallet({})).rejects.toMatchObject({ code: 'auth.token_invalid', status: 401 })
    await expect(api.client.getWallet({})).rejects.toMatchObject({ code: 'auth.session_missing', status: 401 })
  })

  test('only the hash of a token is stored', async () => {
    const client = await api.signedIn(api.accounts.renter)
    const rows = await api.owner.query<{ token_hash: string }>('select token_hash from sessions', [])
    expect(rows.map((row) => row.token_hash)).not.toContain(client.transport.options.token)
    expect(rows.every((row) => /^[0-9a-f]{64}$/.test(row.token_hash))).toBe(true)
  })
})

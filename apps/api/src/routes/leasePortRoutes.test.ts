import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readyChange, seedLease } from '../../test/seedLease.ts'
import { bytesOf, seedMarket, type SeededNode } from '../../test/seedMarket.ts'
import { startTestApi, type TestApi } from '../../test/startTestApi.ts'

type SignedIn = Awaited<ReturnType<TestApi['signedIn']>>

describe('the ports of a lease', () => {
  const [active, plain, over] = ['1', '2', '3']
  let api: TestApi
  let renter: SignedIn
  let stranger: SignedIn
  let provider: SignedIn
  beforeAll(async () => {
    api = await startTestApi()
    const node = (await seedMarket(api, [{ name: 'one' }]))[0] as SeededNode
    const workloadHash = bytesOf('workload with ports')
    const body = { template: 'shell', startScript: '', sshKeys: [], environment: {}, ports: [8888, 6006], salt: bytesOf('salt') }
    const owner = api.accounts.renter.address.toLowerCase()
    await api.owner.query('insert into workloads (hash, owner, body) values ($1, $2, $3)', [workloadHash, owner, JSON.stringify(body)])
    const startAt = BigInt(api.services.clock.read().now - 100)
    await seedLease(api, node, { leaseId: 1n, startAt, workloadHash, change: readyChange(startAt) })
    await seedLease(api, node, { leaseId: 2n, startAt, change: readyChange(startAt) })
    await seedLease(api, node, { leaseId: 3n, startAt, workloadHash, change: { ...readyChange(startAt), endAt: startAt + 20n } })
    renter = await api.signedIn(api.accounts.renter)
    provider = await api.signedIn(api.accounts.provider)
    stranger = await api.signedIn(api.accounts.stranger)
  })
  afterAll(() => api.stop())

  test('have an address each that stays the same, on a host that is not ours', async () => {
    const { ports, tokens } = await renter.getLeasePorts(active)
    expect(ports.map(({ port }) => port)).toEqual([8888, 6006])
    const label = /^http:\/\/8888-([a-z2-7]{20})\.ports\.localhost:7001\/$/.exec(ports[0]?.url ?? '')?.[1] ?? 'none'
    expect(ports[1]?.url).toBe(`http://6006-${label}.ports.localhost:7001/`)
    expect(tokens).toEqual([])
    expect((await renter.getLeasePorts(active)).ports).toEqual(ports)
    expect((await renter.getLeasePorts(over)).ports[0]?.url).not.toContain(label)
    expect(await renter.getLeasePorts(plain)).toEqual({ ports: [], tokens: [] })
  })

  test('are opened in a browser by a token that is stored as a hash, for a minute, for that port', async () => {
    const { token, url, expiresAt } = await renter.createPortToken({ leaseId: active, kind: 'page', port: 8888 })
    const { ports } = await renter.getLeasePorts(active)
    expect(url).toBe(`${ports[0]?.url}.infinitio/enter`)
    expect((expiresAt ?? 0) - Date.now() / 1_000).toBeLessThanOrEqual(60)
    const rows = await api.owner.query<{ kind: string; port: number }>('select kind, port from port_tokens where token_hash = $1', [hashOf(token)])
    expect(rows).toEqual([{ kind: 'page', port: 8888 }])
    await expect(renter.createPortToken({ leaseId: active, kind: 'page', port: 22 })).rejects.toMatchObject({
      code: 'lease.port_unknown',
      status: 404,
    })
  })

  test('let programs in by a token that is shown once, listed by its id, and revoked', async () => {
    const made = await renter.createPortToken({ leaseId: active, kind: 'program' })
    expect(made.token).toMatch(/^ipt_[\w-]{43}$/)
    expect([made.url, made.expiresAt]).toEqual([null, null])
    const { tokens } = await renter.getLeasePorts(active)
    expect(tokens.map(({ tokenId }) => tokenId)).toEqual([made.tokenId])
    expect(JSON.stringify(tokens)).not.toContain(made.token)
    await renter.revokePortToken({ leaseId: active, tokenId: made.tokenId })
    await renter.revokePortToken({ leaseId: active, tokenId: made.tokenId })
    expect((await renter.getLeasePorts(active)).tokens).toEqual([])
    const [row] = await api.owner.query<{ revoked_at: Date | null }>('select revoked_at from port_tokens where token_hash = $1', [hashOf(made.token)])
    expect(row?.revoked_at).toBeInstanceOf(Date)
  })

  test('have 16 tokens for programs at most', async () => {
    const made = []
    for (let count = 0; count < 16; count += 1) made.push(await renter.createPortToken({ leaseId: active, kind: 'program' }))
    await expect(renter.createPortToken({ leaseId: active, kind: 'program' })).rejects.toMatchObject({ code: 'lease.port_tokens_limit', status: 409 })
    for (const { tokenId } of made) await renter.revokePortToken({ leaseId: active, tokenId })
  })

  test('are for the holder, while the lease lives', async () => {
    await expect(provider.getLeasePorts(active)).rejects.toMatchObject({ code: 'lease.not_holder', status: 403 })
    await expect(provider.createPortToken({ leaseId: active, kind: 'program' })).rejects.toMatchObject({ code: 'lease.not_holder' })
    await expect(stranger.createPortToken({ leaseId: active, kind: 'page', port: 8888 })).rejects.toMatchObject({
      code: 'auth.forbidden',
      status: 403,
    })
    const { tokenId } = await renter.createPortToken({ leaseId: active, kind: 'program' })
    await expect(stranger.revokePortToken({ leaseId: active, tokenId })).rejects.toMatchObject({ code: 'auth.forbidden' })
    await expect(renter.createPortToken({ leaseId: over, kind: 'program' })).rejects.toMatchObject({ code: 'lease.over', status: 410 })
    await expect(renter.createPortToken({ leaseId: plain, kind: 'program' })).rejects.toMatchObject({ code: 'lease.port_unknown' })
    await expect(renter.getLeasePorts('99')).rejects.toMatchObject({ code: 'lease.unknown', status: 404 })
  })
})

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}

import { signReady } from '@infinitio/sdk'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTwoSteps, type TwoSteps } from './startTwoSteps.ts'

describe('extending in two steps', () => {
  let two: TwoSteps
  let api: TwoSteps['api']
  let engine: TwoSteps['engine']
  let key: TwoSteps['key']
  let token: string
  let curl: TwoSteps['curl']
  let offered: TwoSteps['offered']
  beforeAll(async () => {
    two = await startTwoSteps('extends in two steps')
    ;({ api, engine, key, token, curl, offered } = two)
  })
  afterAll(() => two?.stop())

  it('extends a running lease, in two steps and by one call of the client', async () => {
    const leaseId = await running('for extending')
    const client = api.client.withToken(token)
    const before = await client.getLease(leaseId)
    const draft = await curl(`/leases/${leaseId}/extend`, { step: 'draft', hours: 2 })
    expect(draft).toMatchObject({ step: 'sign', end: before.endsAt + 7_200, typedData: { primaryType: 'Extend', message: { relayFee: '0' } } })
    const signed = { step: 'signed', end: draft.end, expiry: draft.expiry, signature: await key.signTypedData(draft.typedData) }
    // Nothing but the signed end can be sent.
    expect((await curl(`/leases/${leaseId}/extend`, { ...signed, end: draft.end + 1 })).code).toBe('lease.not_holder')
    expect(await curl(`/leases/${leaseId}/extend`, signed)).toMatchObject({ step: 'placed' })
    await engine.until('the lease ends later', async () => (await client.getLease(leaseId)).endsAt === draft.end)
    const extended = await client.getLease(leaseId)
    expect(BigInt(extended.escrow) - BigInt(before.escrow)).toBe(BigInt(draft.escrowAdded))
    expect((await curl(`/leases/${leaseId}/extend`, { ...signed, expiry: draft.expiry + 1 })).code).toBe('lease.not_holder')

    const byClient = await client.extend({ leaseId, seconds: 90, signer: key })
    expect(byClient).toMatchObject({ end: draft.end + 90, lease: { endsAt: draft.end + 90 } })
    expect((await client.extend({ leaseId, duration: '30m', signer: key })).end).toBe(draft.end + 90 + 1_800)
    // The same end again locks nothing.
    await expect(client.extend({ leaseId, end: byClient.end, signer: key })).rejects.toMatchObject({ code: 'lease.end_not_later' })
    expect(BigInt((await client.getLease(leaseId)).escrow)).toBeGreaterThan(BigInt(extended.escrow) + BigInt(byClient.escrowAdded))
  })

  it('refuses a draft of an extension that the contract would refuse', async () => {
    const leaseId = await running('not for extending')
    const codeOf = async (body: unknown) => (await curl(`/leases/${leaseId}/extend`, body)).code
    expect(await codeOf({ step: 'draft' })).toBe('api.invalid_field')
    expect(await codeOf({ step: 'draft', hours: 1, seconds: 60 })).toBe('api.invalid_field')
    expect(await codeOf({ step: 'draft', hours: 0 })).toBe('api.invalid_field')
    expect(await codeOf({ step: 'draft', hours: 672 })).toBe('lease.duration_limit')
    const client = api.client.withToken(token)
    await expect(client.extend({ leaseId, hours: 672, signer: key })).rejects.toMatchObject({ code: 'lease.duration_limit' })
    await expect(client.extend({ leaseId, duration: '2 weeks', signer: key })).rejects.toMatchObject({ code: 'api.invalid_field' })
    await expect(client.extend({ leaseId, hours: Number.NaN, signer: key })).rejects.toMatchObject({ code: 'api.invalid_field' })
    const provider = await api.signedIn(api.accounts.provider)
    await expect(provider.draftExtend({ leaseId, body: { step: 'draft', hours: 1 } })).rejects.toMatchObject({ code: 'lease.not_holder' })
    const stranger = await api.signedIn(api.accounts.stranger)
    await expect(stranger.draftExtend({ leaseId, body: { step: 'draft', hours: 1 } })).rejects.toMatchObject({ code: 'auth.forbidden' })
    await expect(client.extend({ leaseId, hours: 1, signer: api.accounts.stranger })).rejects.toMatchObject({ code: 'lease.not_holder' })
    await client.end({ leaseId, signer: key })
    expect(await codeOf({ step: 'draft', hours: 1 })).toBe('lease.over')
    const node = await offered('not ready')
    const booked = await client.rent({
      signer: key,
      account: api.accounts.renter.address,
      node: node.node,
      hours: 1,
      maxPrice: '5',
      until: 'settled',
    })
    expect((await curl(`/leases/${booked.leaseId}/extend`, { step: 'draft', hours: 1 })).code).toBe('lease.not_ready')
  })

  /** Rents a machine for one hour and reports that it is ready. Returns the number of the lease. */
  async function running(name: string): Promise<string> {
    const node = await offered(name)
    const client = api.client.withToken(token)
    const account = api.accounts.renter.address
    const { leaseId } = await client.rent({ signer: key, account, node: node.node, hours: 1, maxPrice: '5', until: 'settled' })
    const [lease, chain] = await Promise.all([client.getLease(leaseId), client.getChain()])
    await client.placeRelay(await signReady(node.nodeKey, { lease, signedAtSeconds: chain.chainNow, chain }))
    await engine.until('the lease runs', async () => (await client.getLease(leaseId)).state === 'active')
    return leaseId
  }
})

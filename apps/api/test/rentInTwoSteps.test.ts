import { createClient, type InfinitioError } from '@infinitio/sdk'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTwoSteps, type TwoSteps } from './startTwoSteps.ts'

const sshKey = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJcQmS0ZqkR4mC3tqfr0m1b5sWv2l9gC0mZ7Yx0cQd5x a program'

describe('renting in two steps', () => {
  let two: TwoSteps
  let api: TwoSteps['api']
  let engine: TwoSteps['engine']
  let market: TwoSteps['market']
  let key: TwoSteps['key']
  let token: string
  let curl: TwoSteps['curl']
  let offered: TwoSteps['offered']
  beforeAll(async () => {
    two = await startTwoSteps('rents in two steps')
    ;({ api, engine, market, key, token, curl, offered } = two)
  })
  afterAll(() => two?.stop())

  it('takes a token, curl and any signer of typed data, to rent and to end', async () => {
    const node = await offered('for curl')
    const wish = { step: 'draft', node: node.node, hours: 1, sshKeys: [sshKey] }
    const draft = await curl('/leases', wish)
    expect(draft).toMatchObject({ step: 'sign', machine: { node: node.node }, quote: { gpus: 1, durationSeconds: 3_600 } })
    expect(BigInt(draft.quote.total)).toBeGreaterThanOrEqual(BigInt(draft.quote.least))
    const signature = await key.signTypedData(draft.typedData)
    // The same request with the same Idempotency-Key must get the same answer. A request with another body and the same key is a conflict.
    const signed = { step: 'signed', order: draft.typedData.message, signature, name: 'by curl' }
    const placed = await curl('/leases', signed, 'once')
    expect(await curl('/leases', signed, 'once')).toEqual(placed)
    expect((await curl('/leases', wish, 'once')).code).toBe('api.idempotency_conflict')
    const { leaseId } = await market.judged(placed.orderHash)
    await engine.until('the lease is listed', async () => (await api.client.withToken(token).getLease(leaseId ?? '')).state === 'booked')
    const end = await curl(`/leases/${leaseId}/end`, { step: 'draft' })
    expect(end).toMatchObject({ step: 'sign', kind: 'cancelLease' })
    const bare = await curl(`/leases/${leaseId}/end`, { step: 'signed', kind: end.kind, expiry: end.expiry, signature: `0x${'11'.repeat(64)}1b` })
    expect(bare.code).toMatch(/^auth\.signature_/)
    const sent = await curl(`/leases/${leaseId}/end`, {
      ...{ step: 'signed', kind: end.kind, expiry: end.expiry },
      signature: await key.signTypedData(end.typedData),
    })
    expect(sent).toMatchObject({ step: 'placed' })
    await engine.until('the lease is over', async () => (await api.client.withToken(token).getLease(leaseId ?? '')).state === 'closed')
  })

  it('names the lease that runs if it waits too long, and otherwise the order that can still become one', async () => {
    const node = await offered('for somebody in a hurry')
    const wish = { signer: key, account: api.accounts.renter.address, node: node.node, hours: 1, maxPrice: '5', timeoutSeconds: 0 } as const
    const early = await impatient(false)
      .rent(wish)
      .catch((cause: InfinitioError) => cause)
    expect(early).toMatchObject({
      code: 'api.timed_out',
      leaseId: null,
      detail: expect.stringMatching(/^Order 0x\w{64} can still become a lease until 20\S+Z\./),
    })
    const next = await offered('for somebody in a hurry again')
    const late = await impatient(true)
      .rent({ ...wish, node: next.node })
      .catch((cause: InfinitioError) => cause)
    const { leaseId, code, detail } = late as InfinitioError
    expect([code, detail]).toEqual([
      'api.timed_out',
      expect.stringMatching(new RegExp(`^Lease ${leaseId} .* runs and is charged until you end it\\.$`)),
    ])
    expect((await api.client.withToken(token).getLease(leaseId ?? '')).terms.node).toBe(next.node)
  })

  it('is one call of the client each, with a maximum price', async () => {
    const node = await offered('for the client')
    const client = api.client.withToken(token)
    const account = api.accounts.renter.address
    const cheap = client.rent({ signer: key, account, node: node.node, hours: 1, maxPrice: '0.000000001' })
    await expect(cheap).rejects.toMatchObject({ code: 'order.price_moved' })
    const { leaseId } = await client.rent({ signer: key, account, node: node.node, hours: 1, maxPrice: '5', sshKeys: [sshKey], until: 'settled' })
    expect((await client.getLease(leaseId)).terms.node).toBe(node.node)
    const { lease } = await client.end({ leaseId, signer: key })
    expect(lease.state).toMatch(/ended|closed/)
    await expect(client.end({ leaseId, signer: key })).rejects.toMatchObject({ code: 'lease.over' })
  })

  it('finds the cheapest by words, and refuses words that mean nothing', async () => {
    const className = (await api.client.searchListings({ limit: 1 })).items[0]?.className ?? ''
    await offered('by words')
    expect(await curl('/leases', { step: 'draft', gpu: className, hours: 1, simulated: true })).toMatchObject({
      step: 'sign',
      machine: { className },
    })
    expect(await curl('/leases', { step: 'draft', gpu: 'abacus', hours: 1 })).toMatchObject({
      code: 'api.invalid_field',
      detail: expect.stringContaining(className),
      errors: [{ in: 'body', pointer: '/gpu', code: 'api.invalid_field', detail: expect.stringContaining(className) }],
    })
    const limit = '0.000000000000000001'
    const wish = { step: 'draft', gpu: className, simulated: true }
    expect(await curl('/leases', { ...wish, hours: 1, maxPrice: limit })).toMatchObject({
      code: 'order.nothing_fits',
      detail: expect.stringMatching(/free, the cheapest costs [\d.]+ PT per GPU-hour, your limit is 0\.0{17}1 PT/),
    })
    expect(await curl('/leases', { ...wish, hours: 672 })).toMatchObject({
      code: 'order.nothing_fits',
      detail: expect.stringMatching(/free for 1 hour, and none for 672 hours/),
    })
    expect(await curl('/leases', { ...wish, hours: 1, gpus: 15 })).toMatchObject({
      code: 'order.nothing_fits',
      detail: expect.stringMatching(/free with gpus 1, from [\d.]+ PT per GPU-hour/),
    })
    expect((await curl('/leases', { step: 'draft' })).code).toBe('api.invalid_field')
  })

  it('does not place an order of another account, nor sign a draft that was not asked for', async () => {
    const node = await offered('of a liar')
    const draft = await curl('/leases', { step: 'draft', node: node.node, hours: 1 })
    const order = { ...draft.typedData.message, renter: api.accounts.stranger.address.toLowerCase() }
    expect((await curl('/leases', { step: 'signed', order, signature: `0x${'11'.repeat(64)}1b` })).code).toBe('auth.forbidden')
    const stranger = api.accounts.stranger.address.toLowerCase()
    const lies: Readonly<Record<string, unknown>> = {
      ...{
        renter: stranger,
        durationSeconds: 7_200,
        maxPricePerGpuSecond: '999999999999999999',
        maxFeeBps: 9_999,
        maxRelayFee: '1000000000000000000000',
      },
      ...{ workloadHash: `0x${'22'.repeat(32)}`, executor: stranger, gpus: 2, allOrNothing: false, node: `0x${'33'.repeat(32)}`, timeInForce: 0 },
    }
    for (const [field, value] of Object.entries(lies)) {
      const signed: string[] = []
      const signer = { address: key.address, signTypedData: async () => void signed.push(field) as never }
      const error = await liar(field, value)
        .rent({ signer, account: api.accounts.renter.address, node: node.node, hours: 1, maxPrice: '5' })
        .catch((cause: InfinitioError) => cause)
      expect([field, signed, (error as InfinitioError).code]).toEqual([field, [], expect.stringMatching(/^order\.(invalid_fields|price_moved)$/)])
    }
  })

  /** Returns a client that reads an order only when it is a lease, or (`isLease` is false) as an order that has not become one. */
  function impatient(isLease: boolean) {
    const read = async (...args: Parameters<typeof fetch>) => {
      const answer = await fetch(...args)
      if (!/\/orders\/0x\w{64}$/.test(String(args[0]))) return answer
      const body = (await answer.json()) as { readonly leaseId: string | null }
      if (!isLease) return Response.json({ ...body, leaseId: null })
      await engine.until(
        'the order is a lease',
        async () => (await api.client.withToken(token).getOrder(String(args[0]).slice(-66))).leaseId !== null,
      )
      return await fetch(...args)
    }
    return createClient({ baseUrl: api.url, token, fetch: read as typeof fetch })
  }

  /** Returns a client that is connected to a dishonest server, which changes one field of each draft. */
  function liar(field: string, value: unknown) {
    const lie = async (...args: Parameters<typeof fetch>) => {
      const answer = await fetch(...args)
      const body = (await answer.clone().json()) as { step?: string; typedData?: { message: Record<string, unknown> } }
      if (body.step !== 'sign' || body.typedData === undefined) return answer
      body.typedData.message[field] = value
      return new Response(JSON.stringify(body), { status: 200, headers: { 'content-type': 'application/json' } })
    }
    return createClient({ baseUrl: api.url, token, fetch: lie as typeof fetch })
  }
})

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTwoSteps, type TwoSteps } from './startTwoSteps.ts'

const sshKey = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJcQmS0ZqkR4mC3tqfr0m1b5sWv2l9gC0mZ7Yx0cQd5x a program'

describe('the draft of a lease', () => {
  let two: TwoSteps
  let api: TwoSteps['api']
  let market: TwoSteps['market']
  let key: TwoSteps['key']
  let token: string
  let curl: TwoSteps['curl']
  let offered: TwoSteps['offered']
  beforeAll(async () => {
    two = await startTwoSteps('drafts a lease')
    ;({ api, market, key, token, curl, offered } = two)
  })
  afterAll(() => two?.stop())

  it('takes a duration with its unit, and answers other forms with what to send', async () => {
    const node = await offered('for half an hour')
    const half = await curl('/leases', { step: 'draft', node: node.node, duration: '30m', sshKeys: [sshKey] })
    expect(half).toMatchObject({ step: 'sign', quote: { durationSeconds: 1_800 }, warnings: [] })
    expect(await curl('/leases', { step: 'draft', gpu: 'cpu', simulated: true, duration: '90m', gpus: 15 })).toMatchObject({
      code: 'order.nothing_fits',
    })
    const account = api.accounts.renter.address
    const lease = await api.client
      .withToken(token)
      .rent({ signer: key, account, node: node.node, duration: '30m', maxPrice: '5', sshKeys: [sshKey], until: 'settled' })
    expect(lease.draft.quote.durationSeconds).toBe(1_800)
    for (const [wrong, detail] of [
      [{ minutes: 30, hours: 1 }, 'body: minutes (here it is duration)'],
      [{ duration: '30' }, 'body.duration: must be whole minutes, hours or days, at most 672h, such as "30m", "2h" or "1d"'],
      [{ duration: '700h' }, 'body.duration: must be whole minutes, hours or days, at most 672h, such as "30m", "2h" or "1d"'],
      [{ hours: 1, duration: '1h' }, 'body.hours: must be a number of hours such as 2, or send "duration" such as "30m" in its place, not both'],
    ] as const)
      expect(await curl('/leases', { step: 'draft', node: node.node, ...wrong })).toMatchObject({ detail })
  })

  it('warns about a request without an SSH key', async () => {
    const node = await offered('without a key')
    const draft = await curl('/leases', { step: 'draft', node: node.node, hours: 1 })
    expect(draft.warnings).toEqual([{ code: 'noSshKey', text: expect.stringContaining('until you add a key to the lease') }])
  })

  it('gives a machine that is taken the same code in a draft as in an order', async () => {
    const node = await offered('for the first who comes')
    const client = api.client.withToken(token)
    const wish = { signer: key, account: api.accounts.renter.address, node: node.node, hours: 1, maxPrice: '5', sshKeys: [sshKey] }
    const late = await curl('/leases', { step: 'draft', node: node.node, hours: 1 })
    await client.rent({ ...wish, gpus: (await api.client.getListing({ node: node.node, query: {} })).listing?.freeGpus ?? 1, until: 'settled' })
    expect(await curl('/leases', { step: 'draft', node: node.node, hours: 1 })).toMatchObject({
      code: 'order.node_taken',
      detail: expect.stringContaining('is full'),
    })
    const message = { ...late.typedData.message, nonce: String(BigInt(late.typedData.message.nonce) + 1n) }
    const signature = await key.signTypedData({ ...late.typedData, message })
    const placed = await curl('/leases', { step: 'signed', order: message, signature })
    expect(placed.code ?? (await market.judged(placed.orderHash)).code).toBe('order.node_taken')
  })
})

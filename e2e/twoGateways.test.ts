import type { FaultWire, LeaseWire } from '@infinitio/domain/wire'
import { createClient } from '@infinitio/sdk'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findThisMachine, holdMachine, signAndPlaceBid, waitForLease } from './actors/bookMachine.ts'
import { type Actor, createRenter } from './actors/createActor.ts'
import { createSshIdentity, hasOpenSsh, type SshIdentity } from './actors/sshAsPrinted.ts'
import { oneSimulatedMachine, startTestHouse, type TestHouse } from './house/startTestHouse.ts'
import { travel } from './house/travel.ts'
import { waitFor } from './house/waitFor.ts'

const lostSeconds = 20
const hourSeconds = 3_600
/** Validators look every 15 s, the market every 10 s. */
const recordedWithin = 120

describe.skipIf(!hasOpenSsh() || process.env.TEST_LONG !== '1')('a market with two gateways and four validators', () => {
  let house: TestHouse
  let renter: Actor
  let identity: SshIdentity
  /** The lease of all incidents: it goes on after the first two. */
  let lease: LeaseWire
  beforeAll(async () => {
    const times = { NODE_SUSPECT_SECONDS: '12', NODE_LOST_SECONDS: `${lostSeconds}` }
    house = await startTestHouse({ settings: { ...oneSimulatedMachine, ...times, INFINITIO_GATEWAYS: '2', INFINITIO_VALIDATORS: '4' } })
    renter = await createRenter(house)
    identity = createSshIdentity()
  })
  afterAll(async () => {
    identity?.remove()
    await house?.remove()
  })

  it('shows two gateways, and the network of each machine as validators measured it through both', async () => {
    const client = createClient({ baseUrl: house.url })
    const { gateway } = await client.getChain()
    expect(gateway?.others).toHaveLength(1)
    const { node } = await findThisMachine(renter)
    // At this second of the hour each machine is due.
    const { chainNow } = await client.getChain()
    await travel(house, (3_400 - (Math.floor(chainNow) % hourSeconds) + hourSeconds) % hourSeconds)
    const { hours } = await waitFor({
      what: 'four validators to have probed this machine',
      within: recordedWithin,
      read: () => client.getNodeProbes(node),
      until: ({ hours: probed }) => (probed[0]?.validators ?? 0) >= 4,
    })
    expect(hours[0]?.gateways).toEqual(['gateway-1', 'gateway-2'])
    expect(Math.min(hours[0]?.downMbps ?? 0, hours[0]?.upMbps ?? 0)).toBeGreaterThan(1)
  })

  it('keeps a lease without a fault while one gateway drops its machines', async () => {
    lease = await rent()
    const pause = house.pause('gateway')
    try {
      await new Promise((resolve) => setTimeout(resolve, (lostSeconds + 15) * 1_000))
      expect((await renter.client.listLeaseFaults(lease.leaseId)).items).toEqual([])
    } finally {
      pause.resume()
    }
    expect((await renter.client.getLease(lease.leaseId)).state).toBe('active')
  })

  it('holds the operator responsible if both gateways drop a machine that responds, and credits the time without anybody touching anything', async () => {
    const pauses = (['gateway', 'gateway-2'] as const).map((name) => house.pause(name))
    let fault: FaultWire
    try {
      fault = await faultOf(lease.leaseId, 'unreachable')
    } finally {
      for (const pause of pauses) pause.resume()
    }
    expect(fault.party).toBe('operator')
    // Rule 1 if machines of several providers dropped together, else rule 3.
    expect([1, 3]).toContain(fault.rule)
    const credited = await waitFor({
      what: 'the credit',
      within: recordedWithin,
      read: async () => (await renter.client.listLeaseFaults(lease.leaseId)).items[0],
      until: (it) => (it?.creditSeconds ?? 0) > 0,
    })
    expect(credited?.creditSeconds).toBe(credited?.owedSeconds)
  })

  it('holds the provider responsible if the machine is cut off from both gateways and the API, with refund and compensation', async () => {
    const pause = house.pause('agent')
    try {
      const fault = await faultOf(lease.leaseId, 'lost')
      expect(fault).toMatchObject({ party: 'provider', rule: 2 })
      const paid = await waitFor({
        what: 'refund and compensation',
        within: recordedWithin,
        read: async () => (await renter.client.listLeaseFaults(lease.leaseId)).items.find(({ incident }) => incident === 'lost')?.paid ?? null,
        until: (it) => it !== null,
      })
      expect(BigInt(paid?.refund ?? 0)).toBeGreaterThan(0n)
      expect(BigInt(paid?.compensation ?? 0)).toBeGreaterThan(0n)
    } finally {
      pause.resume()
    }
  })

  async function rent() {
    const listing = await findThisMachine(renter)
    const durationSeconds = hourSeconds
    const hold = await holdMachine(renter, { listing, durationSeconds })
    const { orderHash } = await signAndPlaceBid(renter, { listing, hold, sshKey: identity.publicKey, durationSeconds })
    return await waitForLease(renter, { orderHash })
  }

  async function faultOf(leaseId: string, incident: FaultWire['incident']): Promise<FaultWire> {
    const found = await waitFor({
      what: `the record "${incident}"`,
      within: recordedWithin,
      read: async () => (await renter.client.listLeaseFaults(leaseId)).items.find((it) => it.incident === incident) ?? null,
      until: (it) => it !== null,
    })
    return found ?? expect.unreachable()
  }
})

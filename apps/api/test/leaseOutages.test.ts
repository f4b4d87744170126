import { attestationsAbi } from '@infinitio/chain'
import { hex32, zeroAddress, zeroHex32 } from '@infinitio/domain'
import { getOpenCredits, getOpenLosses, postCredit } from '@infinitio/sdk/emission'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { noteFaults } from '../src/jobs/noteFaults.ts'
import { loseNodes } from '../src/jobs/watchNodes.ts'
import { noteHours } from '../src/actions/machines/noteHours.ts'
import { type EmissionMarket, hour, startEmissionMarket, validatorKeys } from './emission/emissionMarket.ts'

const [first, second, third, fourth] = validatorKeys

describe('an outage that validators attest', () => {
  let service: EmissionMarket
  beforeAll(async () => {
    service = await startEmissionMarket()
    service.run([first, second, third, fourth])
  })
  afterAll(() => service?.stop())

  it('removes the time without a machine from the bill when its programs signed that nobody of the lease is at fault', async () => {
    const { api, market, now } = service
    const node = await market.list('unreachable')
    const lease = await market.runLease(node)
    await market.travel(900)
    const from = Number(lease.readyAt ?? 0n) + 100
    const record = async (incident: string, rule: number, until: number | null) =>
      await api.owner.query(
        `insert into fault_records (bid_hash, lease_id, node_id, provider, incident, from_at, until_at, facts, party, rule, source)
         select bid_hash, lease_id, node_id, provider, $2, $3, $4, '{}', 'nobody', $5, 'none' from leases where lease_id = $1`,
        [lease.leaseId, incident, from, until, rule],
      )
    await record('reboot', 4, from + 200)
    await record('unreachable', 10, null)
    expect((await getOpenCredits(api.client.transport)).items).toEqual([])
    await api.owner.query("update fault_records set until_at = $1 where incident = 'unreachable'", [from + 240])
    const { items } = await getOpenCredits(api.client.transport)
    expect(items).toEqual([{ leaseId: `${lease.leaseId}`, nodeId: node.node, seconds: 240, rule: 10 }])
    const stranger = { setHash: zeroHex32, signer: zeroAddress, signature: `0x${'11'.repeat(65)}` }
    const epochNow = Math.floor((await now()) / hour)
    await expect(postCredit(api.client.transport, { leaseId: `${lease.leaseId}`, epoch: epochNow, signed: stranger })).rejects.toMatchObject({
      code: 'auth.signature_wrong_signer',
    })
    await expect(postCredit(api.client.transport, { leaseId: '999', epoch: epochNow, signed: stranger })).rejects.toMatchObject({
      code: 'api.not_found',
    })
    const credited = await market.leaseWhen(lease.leaseId, 'the time is removed', ({ creditSeconds }) => creditSeconds === 240n)
    expect(credited.state).toBe('active')
    const signed = await api.owner.query<{ signer: string }>('select distinct signer from credit_signatures', [])
    expect(signed.length).toBeGreaterThanOrEqual(2)
    expect((await getOpenCredits(api.client.transport)).items).toEqual([])
    const { items: faults } = await (await api.signedIn(api.accounts.renter)).listLeaseFaults(String(lease.leaseId))
    expect(faults.find(({ incident }) => incident === 'unreachable')).toMatchObject({ creditSeconds: 240, owedSeconds: 240 })
    // The second outage of the machine can only be credited in the next hour, because validators sign only one root per list of credits and hour.
    await record('unreachable', 3, from + 400)
    await api.owner.query("update fault_records set from_at = until_at - 60 where incident = 'unreachable' and rule = 3", [])
    expect((await getOpenCredits(api.client.transport)).items).toMatchObject([{ seconds: 300, rule: 3 }])
    await market.travel(hour)
    const again = await market.leaseWhen(lease.leaseId, 'the second time is removed', ({ creditSeconds }) => creditSeconds === 300n)
    expect(again.creditSeconds).toBe(300n)
  })

  it('records the outage of a node that was silent at the start of a lease, so that its no-show compensates', async () => {
    const { api, market, rpc, until } = service
    const node = await market.list('absent')
    const lease = await market.bookLease(node)
    const sql = 'insert into node_heartbeats (node_id, last_seen_at, silent) values ($1, now() - make_interval(secs => 200), true)'
    await api.owner.query(sql, [node.node])
    expect(await loseNodes(api.services, { watchedSinceMs: Date.now() - 3_600_000 })).toBe(1)
    await noteHours(api.services)
    expect(await noteFaults(api.services)).toBe(1)
    const { items } = await getOpenLosses(api.client.transport)
    expect(items).toMatchObject([{ leaseId: `${lease.leaseId}`, nodeId: node.node, start: Number(lease.startAt) }])
    await market.travel(130)
    const wasUnreachable = () =>
      rpc().readContract({
        ...{ address: api.chain.addresses.attestations, abi: attestationsAbi },
        ...{ functionName: 'unreachableAt', args: [hex32(node.node), lease.startAt] },
      })
    await until('the outage is recorded', wasUnreachable)
    await market.travel(4_300)
    const over = await market.leaseWhen(lease.leaseId, 'the lease is closed', ({ state }) => state === 'closed')
    expect(over).toMatchObject({ endReason: 6, pay: 0n, refund: lease.escrow })
    expect(over.compensation).toBeGreaterThan(0n)
    expect((await getOpenLosses(api.client.transport)).items).toEqual([])
  })
})

import { changeLeaseAccess, signingDomainOf, signLeaseAccess, signTypedData } from '@infinitio/sdk'
import { readTopicVersions } from '@infinitio/db'
import { leaseAccessTypedData } from '@infinitio/domain'
import { leaseAccessOrderOf } from '@infinitio/domain/wire'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readyChange, seedLease } from '../../test/seedLease.ts'
import { bytesOf, seedMarket, type SeededNode } from '../../test/seedMarket.ts'
import { startTestApi, type TestApi } from '../../test/startTestApi.ts'

type SignedIn = Awaited<ReturnType<TestApi['signedIn']>>
const [first, second] = ['first', 'second'].map(
  (name) => `ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIPrvkCQ0e8DvnSnJfXe6Jr7ZhpQJx0KdDXw0r9F3Vb4p ${name}`,
) as [string, string]

describe('SSH keys and ports of a running lease', () => {
  let api: TestApi
  let node: SeededNode
  let renter: SignedIn
  let lastLease = 0n
  const mate = privateKeyToAccount(generatePrivateKey())
  beforeAll(async () => {
    api = await startTestApi()
    node = (await seedMarket(api, [{ name: 'one' }]))[0] as SeededNode
    renter = await api.signedIn(api.accounts.renter)
  })
  afterAll(() => api.stop())

  test('change when their holder signs: the lease, its ports, its machine and the topics of both show it', async () => {
    const leaseId = await running()
    expect((await renter.getLease(leaseId)).access).toEqual({ number: 0, sshKeys: [first], ports: [8888] })
    const before = await versions(leaseId)
    const signer = api.accounts.renter
    const added = await changeLeaseAccess(renter.transport, { leaseId, signer, change: ({ ports }) => ({ ports: [...ports, 6006] }) })
    expect(added).toEqual({ number: 1, sshKeys: [first], ports: [8888, 6006] })
    await renter.changeLeaseAccess({ leaseId, signer, change: () => ({ sshKeys: [second] }) })
    const changed = await renter.getLease(leaseId)
    expect(changed.access).toEqual({ number: 2, sshKeys: [second], ports: [8888, 6006] })
    const details = [2, 1].map((number) => ({ event: 'access', number, sshKeys: 1, ports: [8888, 6006] }))
    const events = details.map((detail) => ({ detail, state: 'final', txHash: null }))
    expect(changed.events.filter(({ kind }) => kind === 'access')).toMatchObject(events)
    expect((await renter.getLeasePorts(leaseId)).ports.map(({ port }) => port)).toEqual([8888, 6006])
    expect((await versions(leaseId)).map((version, at) => version !== before[at])).toEqual([true, true])
    expect(await toldTo(leaseId)).toMatchObject({
      holder: signer.address.toLowerCase(),
      access: { number: 2, sshKeys: [second], ports: [8888, 6006] },
      workload: { sshKeys: [first] },
    })
    expect((await renter.exportAccount()).leaseAccess).toMatchObject([
      { number: 2, ssh_keys: [second], ports: [8888, 6006], changes: [{ number: 1, ssh_keys: 1 }, { number: 2 }] },
    ])
  })

  test('do not change by an old number, an expired form, another signer or a form of another lease', async () => {
    const [leaseId, other] = [await running(), await running()]
    const lease = await renter.getLease(leaseId)
    const chain = await api.client.getChain()
    const form = (number: number, signer = api.accounts.renter, sshKeys = [second]) =>
      signLeaseAccess(signer, { lease, access: { number, sshKeys, ports: [] }, chain })
    const send = async (order: Awaited<ReturnType<typeof form>>, id = leaseId) => renter.putLeaseAccess({ leaseId: id, ...order })
    const one = await form(1)
    await expect(send(await form(2))).rejects.toMatchObject({ code: 'lease.access_outdated', status: 409 })
    await expect(send(await form(1, api.accounts.stranger))).rejects.toMatchObject({ code: 'auth.signature_wrong_signer' })
    await expect(send({ ...one, sshKeys: [first, second] })).rejects.toMatchObject({ code: 'auth.signature_wrong_signer' })
    await expect(send(one, other)).rejects.toMatchObject({ code: 'auth.signature_wrong_signer' })
    for (const expiry of [chain.chainNow - 1, chain.chainNow + 200_000]) {
      const order = { number: 1, sshKeys: [], ports: [], expiry }
      const data = leaseAccessTypedData(leaseAccessOrderOf(lease, order), signingDomainOf(chain))
      const signature = await signTypedData(api.accounts.renter, data)
      await expect(send({ ...order, signature })).rejects.toMatchObject({ code: 'lease.instruction_expired' })
    }
    await send(one)
    await expect(send(one)).rejects.toMatchObject({ code: 'lease.access_outdated' })
    const [left, right] = await Promise.allSettled([send(await form(2)), send(await form(2, api.accounts.renter, [first]))])
    expect([left.status, right.status].toSorted()).toEqual(['fulfilled', 'rejected'])
    await expect(renter.putLeaseAccess({ leaseId, ...(await form(3)), sshKeys: ['-----BEGIN'] })).rejects.toMatchObject({
      code: 'node.ssh_key_malformed',
    })
    await expect(renter.putLeaseAccess({ leaseId, ...(await form(3)), ports: [80, 80] })).rejects.toMatchObject({ code: 'api.invalid_field' })
  })

  test('refuse a change by a teammate, a provider or a stranger, and every change after the end', async () => {
    const leaseId = await running()
    const mates = await api.signedIn(mate)
    await renter.shareLease({ leaseId, account: mate.address, right: 'use' })
    expect((await mates.getLease(leaseId)).access).toMatchObject({ sshKeys: [first] })
    const order = await signLeaseAccess(api.accounts.renter, {
      ...{ lease: await renter.getLease(leaseId), chain: await api.client.getChain() },
      access: { number: 1, sshKeys: [second], ports: [] },
    })
    await expect(mates.putLeaseAccess({ leaseId, ...order })).rejects.toMatchObject({ code: 'lease.not_holder', status: 403 })
    await expect(mates.changeLeaseAccess({ leaseId, signer: mate, change: () => ({}) })).rejects.toMatchObject({ code: 'lease.not_holder' })
    await renter.shareLease({ leaseId, account: mate.address, right: 'watch' })
    expect((await mates.getLease(leaseId)).access).toBeNull()
    const provider = await api.signedIn(api.accounts.provider)
    expect((await provider.getLease(leaseId)).access).toBeNull()
    await expect(provider.putLeaseAccess({ leaseId, ...order })).rejects.toMatchObject({ code: 'lease.not_holder' })
    const stranger = await api.signedIn(api.accounts.stranger)
    await expect(stranger.putLeaseAccess({ leaseId, ...order })).rejects.toMatchObject({ code: 'auth.forbidden' })
    await expect(api.client.putLeaseAccess({ leaseId, ...order })).rejects.toMatchObject({ status: 401 })
    await api.owner.query("update leases set state = 'ended' where lease_id = $1", [BigInt(leaseId)])
    await expect(renter.putLeaseAccess({ leaseId, ...order })).rejects.toMatchObject({ code: 'lease.over', status: 410 })
  })

  test('after a transfer count without what the former holder had, and the new holder adds a key', async () => {
    const leaseId = await running()
    await renter.changeLeaseAccess({ leaseId, signer: api.accounts.renter, change: () => ({ sshKeys: [second], ports: [9000] }) })
    const heir = api.accounts.stranger
    await api.owner.query('update leases set holder = $1 where lease_id = $2', [heir.address.toLowerCase(), BigInt(leaseId)])
    expect(await toldTo(leaseId)).toMatchObject({ holder: heir.address.toLowerCase(), access: null })
    const heirs = await api.signedIn(heir)
    expect(await heirs.getLease(leaseId)).toMatchObject({ access: { number: 1, sshKeys: [], ports: [8888] }, ssh: null })
    const late = api.accounts.renter
    await expect(renter.changeLeaseAccess({ leaseId, signer: late, change: () => ({}) })).rejects.toMatchObject({ code: 'lease.not_holder' })
    await heirs.changeLeaseAccess({ leaseId, signer: heir, change: () => ({ sshKeys: [first] }) })
    expect(await heirs.getLease(leaseId)).toMatchObject({ access: { number: 2, sshKeys: [first] }, ssh: { name: `lease-${leaseId}` } })
    const { events } = await heirs.getLease(leaseId)
    expect(events.filter(({ kind }) => kind === 'access').map(({ detail }) => detail)).toMatchObject([{ number: 2 }])
  })

  async function running(): Promise<string> {
    lastLease += 1n
    const workloadHash = bytesOf(`workload ${lastLease}`)
    const body = { template: 'shell', startScript: '', sshKeys: [first], environment: {}, ports: [8888], salt: bytesOf('salt') }
    const owner = api.accounts.renter.address.toLowerCase()
    await api.owner.query('insert into workloads (hash, owner, body) values ($1, $2, $3)', [workloadHash, owner, JSON.stringify(body)])
    const startAt = BigInt(api.services.clock.read().now - 100)
    await seedLease(api, node, { leaseId: lastLease, startAt, workloadHash, change: readyChange(startAt) })
    return lastLease.toString()
  }

  async function toldTo(leaseId: string) {
    const { token } = await api.client.signInNodes([{ nodeId: node.node, signMessage: (args) => node.nodeKey.signMessage(args) }])
    return (await api.client.withToken(token).getNodeLeases()).leases.find((lease) => lease.leaseId === leaseId)
  }

  /**
   * Returns the version numbers of the lease and of its machine. The first must change when open pages of the lease must be updated, the second when the
   * machine must get new data.
   */
  async function versions(leaseId: string): Promise<(string | undefined)[]> {
    const topics = { leases: [BigInt(leaseId)], nodes: [node.node], accounts: [], orders: [], holds: [], notified: [], sessions: [], jobs: [] }
    const told = await readTopicVersions(api.owner, topics)
    return [`lease:${leaseId}`, `node:${node.node}`].map((topic) => told.get(topic))
  }
})

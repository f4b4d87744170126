import { mostSharesPerLease } from '@infinitio/domain'
import { readTopicVersions, switchLeaseNames } from '@infinitio/db'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readyChange, seedLease } from '../../test/seedLease.ts'
import { bytesOf, seedMarket, type SeededNode } from '../../test/seedMarket.ts'
import { startTestApi, type TestApi } from '../../test/startTestApi.ts'

type SignedIn = Awaited<ReturnType<TestApi['signedIn']>>
const key = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIPrvkCQ0e8DvnSnJfXe6Jr7ZhpQJx0KdDXw0r9F3Vb4p mate'

let api: TestApi
let node: SeededNode
let renter: SignedIn
let provider: SignedIn
let mate: SignedIn
let stranger: SignedIn
const mateAccount = privateKeyToAccount(generatePrivateKey())
const mateAddress = mateAccount.address.toLowerCase()
let lastLease = 0n

const strangerAddress = () => api.accounts.stranger.address.toLowerCase()

beforeAll(async () => {
  api = await startTestApi()
  node = (await seedMarket(api, [{ name: 'one' }]))[0] as SeededNode
  ;[renter, provider, mate, stranger] = await Promise.all([
    api.signedIn(api.accounts.renter),
    api.signedIn(api.accounts.provider),
    api.signedIn(mateAccount),
    api.signedIn(api.accounts.stranger),
  ])
})
afterAll(() => api.stop())

describe('sharing a lease', () => {
  test('a teammate finds it, by which right, and sees of it what the right says', async () => {
    const leaseId = await running()
    await expect(mate.getLease(leaseId)).rejects.toMatchObject({ code: 'auth.forbidden' })
    expect((await mate.listLeases({ role: 'guest' })).items).toEqual([])
    await renter.shareLease({ leaseId, account: mateAccount.address, right: 'watch' })
    expect((await mate.listLeases({ role: 'guest', state: 'live' })).items).toMatchObject([{ leaseId, role: 'watcher', ssh: null, workload: null }])
    expect(await mate.getLease(leaseId)).toMatchObject({ role: 'watcher', ssh: null, workload: null })
    expect((await mate.createTerminalToken({ leaseId, kind: 'logs' })).url).toMatch(/\/logs$/)
    await expect(mate.createTerminalToken({ leaseId, kind: 'terminal' })).rejects.toMatchObject({ code: 'lease.watch_only', status: 403 })
    await expect(mate.getLeasePorts(leaseId)).rejects.toMatchObject({ code: 'lease.watch_only' })

    await mate.putSshKeys({ sshKeys: [key, key] })
    expect((await renter.shareLease({ leaseId, account: mateAddress, right: 'use' })).shares).toMatchObject([
      { account: mateAddress, right: 'use', sshKeys: 1 },
    ])
    expect(await mate.getLease(leaseId)).toMatchObject({ role: 'user', ssh: { name: `lease-${leaseId}` } })
    expect((await mate.createTerminalToken({ leaseId, kind: 'terminal' })).url).toMatch(/\/terminal$/)
    for (const refused of [mate.getLeaseReceipt, mate.getLeaseDisk, mate.getLeaseShares])
      await expect(refused(leaseId)).rejects.toMatchObject({ code: 'lease.not_holder', status: 403 })
    await expect(mate.shareLease({ leaseId, account: strangerAddress(), right: 'watch' })).rejects.toMatchObject({ code: 'lease.not_holder' })
    await expect(provider.getLeaseShares(leaseId)).rejects.toMatchObject({ code: 'lease.not_holder' })
    await expect(stranger.getLeaseShares(leaseId)).rejects.toMatchObject({ code: 'auth.forbidden' })
  })

  test('is refused with yourself, the provider, a present teammate, too many accounts, a bad address, or after the lease', async () => {
    const leaseId = await running()
    const share = (account: string, right: 'watch' | 'use' = 'watch') => renter.shareLease({ leaseId, account, right })
    await expect(share(api.accounts.renter.address)).rejects.toMatchObject({ code: 'lease.share_self', status: 422 })
    await expect(share(api.accounts.provider.address)).rejects.toMatchObject({ code: 'lease.share_provider', status: 422 })
    await expect(share('0x12')).rejects.toMatchObject({ code: 'api.bad_address', status: 400 })
    await expect(share(mateAddress, 'own' as 'use')).rejects.toMatchObject({ code: 'api.invalid_field', status: 400 })
    await share(mateAddress)
    await expect(share(mateAddress)).rejects.toMatchObject({ code: 'lease.share_exists', status: 409 })
    const asked = await Promise.allSettled(Array.from({ length: mostSharesPerLease + 2 }, (_, index) => share(addressOf(index + 1))))
    expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(mostSharesPerLease - 1)
    for (const one of asked) if (one.status === 'rejected') expect(one.reason).toMatchObject({ code: 'lease.shares_limit', status: 409 })
    expect((await renter.getLeaseShares(leaseId)).shares).toHaveLength(mostSharesPerLease)
    await api.owner.query("update leases set state = 'closed' where lease_id = $1", [BigInt(leaseId)])
    await expect(share(addressOf(99))).rejects.toMatchObject({ code: 'lease.over', status: 410 })
  })

  test('ends with its port tokens when the holder revokes it or the teammate leaves; other accounts cannot end it', async () => {
    const workload = { template: 'shell', startScript: '', sshKeys: [], environment: {}, ports: [8080], salt: bytesOf('salt') }
    const workloadHash = bytesOf('shared ports')
    const renterAddress = api.accounts.renter.address.toLowerCase()
    await api.owner.query('insert into workloads (hash, owner, body) values ($1, $2, $3)', [workloadHash, renterAddress, JSON.stringify(workload)])
    const leaseId = await running(workloadHash)
    await renter.shareLease({ leaseId, account: mateAddress, right: 'use' })
    await mate.createPortToken({ leaseId, kind: 'program' })
    const own = await renter.createPortToken({ leaseId, kind: 'program' })
    expect((await mate.getLeasePorts(leaseId)).tokens).toHaveLength(1)
    await expect(stranger.unshareLease({ leaseId, account: mateAddress })).rejects.toMatchObject({ code: 'auth.forbidden' })
    await expect(mate.unshareLease({ leaseId, account: addressOf(5) })).rejects.toMatchObject({ code: 'lease.not_holder' })
    await expect(renter.unshareLease({ leaseId, account: renterAddress })).rejects.toMatchObject({ code: 'lease.not_teammate' })
    await renter.unshareLease({ leaseId, account: mateAddress })
    await expect(mate.getLease(leaseId)).rejects.toMatchObject({ code: 'auth.forbidden' })
    await expect(renter.unshareLease({ leaseId, account: mateAddress })).rejects.toMatchObject({ code: 'lease.share_unknown', status: 404 })
    const tokens = await api.owner.query<{ token_id: string }>('select token_id from port_tokens where revoked_at is null', [])
    expect(tokens).toEqual([{ token_id: own.tokenId }])
    await renter.shareLease({ leaseId, account: mateAddress, right: 'watch' })
    await mate.unshareLease({ leaseId, account: mateAddress })
    expect((await renter.getLeaseShares(leaseId)).shares).toEqual([])
  })

  test('tells the teammate: that it is shared, by another right, and no more; never what its holder calls it, nor who gave it back themselves', async () => {
    const leaseId = await running()
    const renterAddress = api.accounts.renter.address.toLowerCase()
    await api.owner.query('insert into lease_names (bid_hash, account, name) values ($1, $2, $3)', [
      bytesOf(`bid ${leaseId}`),
      renterAddress,
      'secret project',
    ])
    const guest = privateKeyToAccount(generatePrivateKey())
    const mail = await api.signedIn(guest)
    const share = (right: 'watch' | 'use') => renter.shareLease({ leaseId, account: guest.address, right })
    await mail.createWebhook({ url: 'http://127.0.0.1:9/', kinds: ['lease_shared', 'share_ended'] })
    await share('watch')
    await expect(share('watch')).rejects.toMatchObject({ code: 'lease.share_exists' })
    await share('use')
    await renter.unshareLease({ leaseId, account: guest.address })
    await share('use')
    await mail.unshareLease({ leaseId, account: guest.address.toLowerCase() })
    const told = (await mail.listNotifications()).items.map(({ kind, facts }) => [kind, facts]).reverse()
    const facts = { lease: leaseId, leaseName: null, node: node.node, nodeName: 'one', holder: renterAddress }
    expect(told).toEqual([
      ['lease_shared', { ...facts, right: 'watch' }],
      ['share_changed', { ...facts, right: 'use' }],
      ['share_ended', facts],
      ['lease_shared', { ...facts, right: 'use' }],
    ])
    const waiting = await api.owner.query<{ kind: string }>('select kind from webhook_deliveries order by notification_id', [])
    expect(waiting.map(({ kind }) => kind)).toEqual(['lease_shared', 'share_ended', 'lease_shared'])
    for (let times = 0; times < 10; times += 1) {
      await share('watch')
      await renter.unshareLease({ leaseId, account: guest.address })
    }
    expect((await mail.listNotifications()).items).toHaveLength(12)
    expect((await renter.listNotifications()).items).toEqual([])
  })

  test('ends when the lease changes hands, whatever account gets it; moves with the workload to another machine', async () => {
    const [leaseId, movedTo] = [await running(), await running()]
    await renter.shareLease({ leaseId, account: mateAddress, right: 'use' })
    const bid = (id: string) => bytesOf(`bid ${id}`)
    const move = { bidHash: bid(leaseId), leaseId: BigInt(leaseId), toBidHash: bid(movedTo), toLeaseId: BigInt(movedTo) }
    await api.owner.transaction((tx) => switchLeaseNames(tx, move))
    expect((await renter.getLeaseShares(movedTo)).shares).toMatchObject([{ account: mateAddress, right: 'use' }])
    await api.owner.query('update leases set holder = $1 where lease_id = $2', [strangerAddress(), BigInt(leaseId)])
    await expect(mate.getLease(leaseId)).rejects.toMatchObject({ code: 'auth.forbidden' })
    expect((await stranger.getLeaseShares(leaseId)).shares).toEqual([])
    await stranger.shareLease({ leaseId, account: api.accounts.renter.address, right: 'watch' })
    expect(await renter.getLease(leaseId)).toMatchObject({ role: 'watcher' })
    await renter.unshareLease({ leaseId, account: api.accounts.renter.address })
    expect(await renter.getLease(leaseId)).toMatchObject({ role: 'former_renter' })
  })

  test('gives the node the SSH keys of teammates who may use the lease, and reports each change', async () => {
    const leaseId = await running()
    await mate.putSshKeys({ sshKeys: [key] })
    const { token } = await api.client.signInNodes([{ nodeId: node.node, signMessage: (args) => node.nodeKey.signMessage(args) }])
    const nodes = api.client.withToken(token)
    const keysOf = async () => (await nodes.getNodeLeases()).leases.find((lease) => lease.leaseId === leaseId)?.guestKeys
    expect(await keysOf()).toEqual([])
    const before = await versions(leaseId)
    await renter.shareLease({ leaseId, account: mateAddress, right: 'watch' })
    expect((await versions(leaseId)).map((version, index) => version !== before[index])).toEqual([true, true, true])
    expect(await keysOf()).toEqual([])
    await renter.shareLease({ leaseId, account: mateAddress, right: 'use' })
    expect(await keysOf()).toEqual([key])
    await expect(mate.putSshKeys({ sshKeys: ['-----BEGIN OPENSSH PRIVATE KEY-----'] })).rejects.toMatchObject({ code: 'node.ssh_key_malformed' })
    expect((await mate.exportAccount()).sshKeys).toMatchObject([{ line: key }])
    expect(await mate.deleteAccount()).toMatchObject({ deleted: { sshKeys: 1 } })
    expect(await keysOf()).toEqual([])
  })

  /** Returns the version numbers of the lease, of the teammate's account and of the node. Each must change when the pages or the machine must be updated. */
  async function versions(leaseId: string): Promise<(string | undefined)[]> {
    const topics = {
      leases: [BigInt(leaseId)],
      accounts: [mateAddress],
      nodes: [node.node],
      orders: [],
      holds: [],
      notified: [],
      sessions: [],
      jobs: [],
    }
    const told = await readTopicVersions(api.owner, topics)
    return [`lease:${leaseId}`, `account:${mateAddress}`, `node:${node.node}`].map((topic) => told.get(topic))
  }

  /** Creates a running lease of the renter, with this workload or with none. */
  async function running(workloadHash?: string): Promise<string> {
    lastLease += 1n
    const startAt = BigInt(api.services.clock.read().now - 100)
    await seedLease(api, node, { leaseId: lastLease, startAt, change: readyChange(startAt), ...(workloadHash === undefined ? {} : { workloadHash }) })
    return lastLease.toString()
  }
})

function addressOf(number: number): string {
  return `0x${number.toString(16).padStart(40, '0')}`
}

import { hex32, type Secrets } from '@infinitio/domain'
import { createClient, handInSecrets, newSecretsSalt, newWorkload, withSecrets } from '@infinitio/sdk'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { deleteOverSecrets, readTopicVersions } from '@infinitio/db'
import { readyChange, seedLease } from '../../test/seedLease.ts'
import { seedMarket, type SeededNode } from '../../test/seedMarket.ts'
import { startTestApi, type TestApi } from '../../test/startTestApi.ts'

type SignedIn = Awaited<ReturnType<TestApi['signedIn']>>

const secrets: Secrets = { salt: newSecretsSalt(), values: { TOKEN: 'hf_neverToBeSeen' } }
const plain = newWorkload({ template: 'shell', startScript: '', environment: {}, sshKeys: [], ports: [] })
const { workload, workloadHash } = withSecrets(plain.workload, secrets)

describe('the secrets of a lease', () => {
  const [live, other] = ['1', '2']
  let api: TestApi
  let one: SeededNode
  let two: SeededNode
  let renter: SignedIn
  let stranger: SignedIn
  let agent: SignedIn
  beforeAll(async () => {
    api = await startTestApi()
    ;[one, two] = (await seedMarket(api, [{ name: 'one' }, { name: 'two' }])) as [SeededNode, SeededNode]
    const startAt = BigInt(api.services.clock.read().now - 100)
    const change = readyChange(startAt)
    await seedLease(api, one, { leaseId: 1n, startAt, workloadHash, change })
    await seedLease(api, one, { leaseId: 2n, startAt, workloadHash: plain.workloadHash, change })
    ;[renter, stranger] = await Promise.all([api.signedIn(api.accounts.renter), api.signedIn(api.accounts.stranger)])
    const signer = { nodeId: one.node, signMessage: one.nodeKey.signMessage }
    agent = api.client.withToken((await api.client.signInNodes([signer])).token)
    await renter.putWorkload({ workloadHash, workload })
    await renter.putWorkload(plain)
  })
  afterAll(() => api.stop())

  test('are awaited and sent encrypted: neither a request body nor a row contains a value', async () => {
    expect((await renter.getLease(live)).secrets).toEqual({ state: 'waiting' })
    expect((await renter.getLease(other)).secrets).toEqual({ state: 'none' })
    const sent: string[] = []
    const spied = createClient({
      baseUrl: api.url,
      fetch: (input, init) => {
        sent.push(`${String(input)} ${String(init?.body)}`)
        return fetch(input, init)
      },
    })
    const { token } = await spied.signIn({ signer: api.accounts.renter, as: 'token' })
    await handInSecrets(spied.withToken(token ?? '').transport, { workload, workloadHash, nodeId: one.node, secrets })
    expect(sent.filter((text) => text.includes('/secrets/'))).toHaveLength(1)
    const rows = await api.owner.query<{ row: string }>('select sealed_secrets::text as row from sealed_secrets', [])
    expect(rows).toHaveLength(1)
    const hex = Buffer.from('neverToBeSeen').toString('hex')
    for (const text of [...sent, ...rows.map(({ row }) => row)]) expect(text).not.toMatch(new RegExp(`neverToBeSeen|${hex}|${secrets.salt.slice(2)}`))
    expect((await renter.getLease(live)).secrets).toEqual({ state: 'sealed' })
    const kept = (await renter.exportAccount()).workloads.find(({ hash }) => hash === workloadHash)
    expect(kept).toMatchObject({ sealed_secrets: [{ node_id: one.node, box: expect.stringMatching(/^0x01/), state: 'sealed' }] })
    expect((await agent.getNodeLeases()).leases.map(({ leaseId, hasSecrets }) => [leaseId, hasSecrets])).toEqual([
      [live, true],
      [other, false],
    ])
  })

  test('are given only to the machine of the lease, and the renter sees its report', async () => {
    const given = await agent.getNodeSecrets(live)
    const versions = () =>
      readTopicVersions(api.services.db, {
        orders: [],
        leases: [1n],
        holds: [],
        accounts: [],
        nodes: [one.node],
        notified: [],
        sessions: [],
        jobs: [],
      })
    const before = await versions()
    await agent.sendSecretsRead({ leaseId: live, boxId: given.boxId, code: null })
    expect((await versions()).get('lease:1')).not.toBe(before.get('lease:1'))
    expect((await renter.getLease(live)).secrets).toEqual({ state: 'opened' })
    const signer = { nodeId: two.node, signMessage: two.nodeKey.signMessage }
    const foreign = api.client.withToken((await api.client.signInNodes([signer])).token)
    await expect(foreign.getNodeSecrets(live)).rejects.toMatchObject({ code: 'lease.unknown' })
    await foreign.sendSecretsRead({ leaseId: live, boxId: given.boxId, code: 'lease.secrets_differ' })
    expect((await renter.getLease(live)).secrets).toEqual({ state: 'opened' })
  })

  test('are deleted if the machine cannot use them, but not those that were sent later', async () => {
    const { boxId } = await agent.getNodeSecrets(live)
    const versions = () =>
      readTopicVersions(api.services.db, { orders: [], leases: [], holds: [], accounts: [], nodes: [one.node], notified: [], sessions: [], jobs: [] })
    const before = await versions()
    await renter.putSealedSecrets({ workloadHash, nodeId: one.node, box: '0x01ff' })
    expect(await versions()).not.toEqual(before)
    await agent.sendSecretsRead({ leaseId: live, boxId, code: 'lease.secrets_unreadable' })
    expect((await renter.getLease(live)).secrets).toEqual({ state: 'sealed' })
    const newer = await agent.getNodeSecrets(live)
    expect(newer.box).toBe('0x01ff')
    await agent.sendSecretsRead({ leaseId: live, boxId: newer.boxId, code: 'lease.secrets_unreadable' })
    expect((await renter.getLease(live)).secrets).toEqual({ state: 'refused', code: 'lease.secrets_unreadable' })
    expect(await api.owner.query('select box from sealed_secrets', [])).toEqual([{ box: null }])
    await expect(agent.getNodeSecrets(live)).rejects.toMatchObject({ code: 'lease.unknown' })
  })

  test('are accepted only from the renter, for a workload that names secrets, in a box that is not too large', async () => {
    const box = '0x01'
    await expect(stranger.putSealedSecrets({ workloadHash, nodeId: one.node, box })).rejects.toMatchObject({ code: 'auth.forbidden' })
    await expect(renter.putSealedSecrets({ workloadHash: plain.workloadHash, nodeId: one.node, box })).rejects.toMatchObject({
      code: 'lease.no_secrets',
      status: 409,
    })
    const nowhere = `0x${'9'.repeat(64)}`
    await expect(renter.putSealedSecrets({ workloadHash, nodeId: nowhere, box })).rejects.toMatchObject({ code: 'node.unknown' })
    await expect(renter.putSealedSecrets({ workloadHash: nowhere, nodeId: one.node, box })).rejects.toMatchObject({ code: 'node.workload_unknown' })
    for (const wrong of ['', '0x', '0xzz', 'hf_token', `0x${'ab'.repeat(32_901)}`])
      await expect(renter.putSealedSecrets({ workloadHash, nodeId: one.node, box: wrong })).rejects.toMatchObject({ code: 'api.invalid_field' })
    await expect(renter.putSealedSecrets({ workloadHash, nodeId: one.node, box: `0x${'ab'.repeat(40_000)}` })).rejects.toMatchObject({
      code: 'api.body_too_large',
    })
    const most: Secrets = { salt: secrets.salt, values: { A: 'x'.repeat(16_384), B: 'x'.repeat(16_200) } }
    const large = withSecrets(plain.workload, most)
    await renter.putWorkload(large)
    await handInSecrets(renter.transport, { ...large, nodeId: two.node, secrets: most })
  })

  test('are stored for up to 256 machines, and may be sent again for those', async () => {
    // The account already has the secrets of the previous test. With these 254 more, it has one less than the limit.
    const account = api.accounts.renter.address.toLowerCase()
    await api.owner.query(
      `insert into sealed_secrets (workload_hash, node_id, account, box_id, box, state)
       select 'fill', 'node ' || n, $1, gen_random_uuid(), '0x01', 'sealed' from generate_series(1, 254) n`,
      [account],
    )
    const put = (nodeId: string) => renter.putSealedSecrets({ workloadHash, nodeId, box: '0x01' })
    await put(one.node)
    await put(one.node)
    await expect(put(two.node)).rejects.toMatchObject({ code: 'lease.secrets_limit', status: 409 })
    await api.owner.query("delete from sealed_secrets where workload_hash = 'fill'", [])
    await put(two.node)
    await api.owner.query('delete from sealed_secrets where workload_hash = $1 and node_id = $2', [workloadHash, two.node])
  })

  test('never leave the renter if they differ from those of the workload', async () => {
    const wrong: Secrets = { ...secrets, values: { TOKEN: 'another' } }
    await expect(handInSecrets(renter.transport, { workload, workloadHash, nodeId: one.node, secrets: wrong })).rejects.toMatchObject({
      code: 'lease.secrets_differ',
    })
    await expect(handInSecrets(renter.transport, { ...plain, nodeId: one.node, secrets })).rejects.toMatchObject({ code: 'lease.no_secrets' })
  })

  test('are sealed to the key that the chain has of a machine', async () => {
    const [row] = await api.owner.query<{ box_key: string; host_key: string }>('select box_key, host_key from chain_nodes where node_id = $1', [
      one.node,
    ])
    expect(await api.client.getNodeKeys(one.node)).toEqual({ nodeId: one.node, boxKey: row?.box_key, hostKey: row?.host_key })
    await expect(api.client.getNodeKeys(hex32(`0x${'9'.repeat(64)}`))).rejects.toMatchObject({ code: 'node.unknown', status: 404 })
  })

  test('are deleted when their lease is over, and kept while it lives or an order may still meet them', async () => {
    const nodes = async () => (await api.owner.query<{ node_id: string }>('select node_id from sealed_secrets', [])).map(({ node_id }) => node_id)
    await deleteOverSecrets(api.services.db)
    expect((await nodes()).sort()).toEqual([one.node, two.node].sort())
    await api.owner.query("update leases set state = 'closed', end_at = extract(epoch from now())::bigint + 60 where lease_id = 1", [])
    await deleteOverSecrets(api.services.db)
    expect(await nodes()).toEqual([two.node])
    await api.owner.query("update sealed_secrets set sealed_at = now() - interval '9 days'", [])
    await deleteOverSecrets(api.services.db)
    expect(await nodes()).toEqual([])
    expect((await renter.getLease(live)).secrets).toEqual({ state: 'none' })
  })

  test('go with the account', async () => {
    await api.owner.query("update leases set state = 'closed'", [])
    await renter.putSealedSecrets({ workloadHash, nodeId: one.node, box: '0x01' })
    await renter.deleteAccount()
    expect(await api.owner.query('select from sealed_secrets', [])).toEqual([])
  })
})

import { type FleetRow, nodeId, pTokenUnits } from '@infinitio/domain'
import { mandateFromWire, type NodeSigningWire, type SignedFleetChangeWire } from '@infinitio/domain/wire'
import { signFleetChange, signMandate } from '@infinitio/sdk'
import type { PrivateKeyAccount } from 'viem/accounts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { bytesOf, type SeededNode, seedMarket } from '../../test/seedMarket.ts'
import { startTestApi, type TestApi } from '../../test/startTestApi.ts'
import { putNodeSigning } from '../actions/machines/nodeChanges.ts'

let api: TestApi
let one: SeededNode
let two: SeededNode
let provider: Awaited<ReturnType<TestApi['signedIn']>>

beforeAll(async () => {
  const wide = { capacity: 100_000, refillPerSecond: 100_000 }
  api = await startTestApi({ change: (services) => ({ ...services, limits: { ...services.limits, ip: wide, account: wide } }) })
  const nodes = await seedMarket(api, [{ name: 'one' }, { name: 'two' }])
  one = nodes[0] as SeededNode
  two = nodes[1] as SeededNode
  provider = await api.signedIn(api.accounts.provider)
})
afterAll(() => api.stop())

const price = (node: string, units: bigint): FleetRow => ({ node: nodeId(node), act: 'price', pricePerGpuSecond: pTokenUnits(units) })
const pause = (node: string): FleetRow => ({ node: nodeId(node), act: 'pause', pricePerGpuSecond: pTokenUnits(0n) })
const agentOf = async (...nodes: SeededNode[]) => {
  const signers = nodes.map(({ node, nodeKey }) => ({ nodeId: node, signMessage: (args: { message: string }) => nodeKey.signMessage(args) }))
  return api.client.withToken((await api.client.signInNodes(signers)).token)
}

async function signed(
  rows: readonly FleetRow[],
  { signer = api.accounts.provider, serial, chainId }: { signer?: PrivateKeyAccount; serial?: bigint; chainId?: number } = {},
): Promise<SignedFleetChangeWire> {
  const chain = await api.client.getChain()
  const lastSerial = serial === undefined ? BigInt((await provider.getFleetSigning()).lastSerial) : serial - 1n
  return signFleetChange(signer, { rows, lastSerial, chain: { ...chain, chainId: chainId ?? chain.chainId } })
}

const refused = (body: unknown, code: string) => expect(provider.placeFleetChange(body as never), code).rejects.toMatchObject({ code })

describe('a list that a provider signed once', () => {
  test('reaches each machine with its own row, and shows the results of both', async () => {
    const placed = await provider.placeFleetChange(await signed([price(one.node, 700n), pause(two.node)]))
    expect(placed.rows.map(({ state }) => state)).toEqual(['waiting', 'waiting'])
    const agent = await agentOf(one)
    expect(await agent.sendHeartbeat({ nodes: [one.node] })).toMatchObject({ changes: 1 })
    const { changes } = await agent.getNodeChanges()
    expect(changes).toMatchObject([{ row: { node: one.node, act: 'price', pricePerGpuSecond: '700' }, change: { prices: 1, pauses: 1 } }])
    expect(changes[0]?.proof).toHaveLength(1)
    await agent.sendNodeChangeResults({ results: [{ hash: placed.hash, node: one.node, code: null }] })
    await (await agentOf(two)).sendNodeChangeResults({ results: [{ hash: placed.hash, node: two.node, code: 'order.not_open' }] })
    expect((await provider.getFleetChange(placed.hash)).rows).toMatchObject([
      { node: one.node, state: 'done', code: null },
      { node: two.node, state: 'refused', code: 'order.not_open' },
    ])
    expect(await agent.sendHeartbeat({ nodes: [one.node] })).toMatchObject({ changes: 0 })
    await agent.sendNodeChangeResults({ results: [{ hash: placed.hash, node: one.node, code: 'order.not_open' }] })
    expect((await provider.getFleetChange(placed.hash)).rows[0]).toMatchObject({ state: 'done' })
  })

  test('is accepted once; sent again it shows its progress', async () => {
    const body = await signed([price(one.node, 701n)])
    const { hash } = await provider.placeFleetChange(body)
    expect(await provider.placeFleetChange(body)).toMatchObject({ hash })
  })

  test('ends the rows of an older list that still wait', async () => {
    const older = await provider.placeFleetChange(await signed([price(one.node, 702n), price(two.node, 702n)]))
    await provider.placeFleetChange(await signed([price(one.node, 703n)]))
    expect((await provider.getFleetChange(older.hash)).rows).toMatchObject([
      { state: 'refused', code: 'order.fleet_superseded' },
      { state: 'waiting' },
    ])
    const { changes } = await (await agentOf(one, two)).getNodeChanges()
    expect(changes.map(({ row }) => row.pricePerGpuSecond).toSorted()).toEqual(['702', '703'])
  })

  test('shows that a machine did not answer before the end, and gives it nothing afterwards', async () => {
    const { hash } = await provider.placeFleetChange(await signed([price(two.node, 704n)]))
    await api.owner.query(
      'update fleet_changes set expiry = 1, change = regexp_replace(change, \'"expiry":[0-9]+\', \'"expiry":1\') where hash = $1',
      [hash],
    )
    expect((await provider.getFleetChange(hash)).rows).toMatchObject([{ state: 'expired' }])
    expect((await (await agentOf(two)).getNodeChanges()).changes).toEqual([])
  })

  test('is stored with the twenty newest of its owner', async () => {
    for (let count = 0; count < 21; count += 1) await provider.placeFleetChange(await signed([price(one.node, 800n + BigInt(count))]))
    expect(await api.owner.query('select count(*)::int as count from fleet_changes', [])).toEqual([{ count: 20 }])
  }, 60_000)
})

describe('the door for signed lists refuses', () => {
  test('a list with an older serial after a newer one, also from another device', async () => {
    const older = await signed([price(one.node, 1n)])
    await provider.placeFleetChange(await signed([price(one.node, 2n)]))
    await refused(older, 'order.fleet_superseded')
  })

  test("a list with another provider's machine, and one that a stranger signed", async () => {
    await refused(await signed([price(one.node, 1n), price(bytesOf('a machine of nobody'), 1n)]), 'node.not_owner')
    await refused(await signed([price(one.node, 1n)], { signer: api.accounts.stranger }), 'auth.signature_wrong_signer')
    const theirs = await api.signedIn(api.accounts.stranger)
    await expect(theirs.placeFleetChange(await signed([price(one.node, 1n)]))).rejects.toMatchObject({ code: 'auth.signature_wrong_signer' })
    const own = await signed([price(one.node, 1n)], { signer: api.accounts.stranger })
    await expect(theirs.placeFleetChange(own)).rejects.toMatchObject({ code: 'node.not_owner' })
  })

  test('a list that was changed after the signature, and one for another chain', async () => {
    const body = await signed([price(one.node, 5n), pause(two.node)])
    const [first, second] = body.rows
    await refused({ ...body, rows: [{ ...first, pricePerGpuSecond: '1' }, second] }, 'order.fleet_altered')
    await refused({ ...body, rows: [first] }, 'order.fleet_altered')
    await refused({ ...body, change: { ...body.change, highestPricePerGpuSecond: '9' } }, 'order.fleet_altered')
    await refused({ ...body, change: { ...body.change, expiry: body.change.expiry + 86_400 } }, 'order.fleet_altered')
    await refused({ ...body, change: { ...body.change, serial: (BigInt(body.change.serial) + 1n).toString() } }, 'auth.signature_wrong_signer')
    await refused(await signed([price(one.node, 1n)], { chainId: 1 }), 'auth.signature_foreign_chain')
  })

  test('a serial that would end all later lists', async () => {
    await refused(await signed([price(one.node, 1n)], { serial: 2n ** 63n }), 'order.fleet_altered')
  })

  test('1,001 rows and a machine twice', async () => {
    const body = await signed([price(one.node, 1n)])
    await refused({ ...body, rows: Array.from({ length: 1_001 }, () => body.rows[0]) }, 'api.invalid_field')
    await refused({ ...body, rows: [body.rows[0], body.rows[0]] }, 'order.fleet_altered')
  })
})

describe('what signs the asks of a machine', () => {
  const mandate = () => ({
    ...{ provider: one.ask.provider, node: one.node, minPricePerGpuSecond: '400', maxDurationSeconds: 3_600, maxTrialSeconds: 300 },
    ...{ minNoticeSeconds: 0, maxNoticeSeconds: 0, availableUntil: 2_000_000_000, flags: 0, until: 2_000_000_000, nonce: '7' },
  })

  test('is shown to its provider as its agent reports it, and to nobody else', async () => {
    const agent = await agentOf(one, two)
    await agent.putNodeSigning({
      nodes: [
        { node: one.node, by: 'mandate', mandate: mandate() },
        { node: two.node, by: 'none', mandate: null },
      ],
    })
    const { nodes } = await provider.getFleetSigning()
    expect(new Map(nodes.map((node) => [node.node, node.by]))).toEqual(
      new Map([
        [one.node, 'mandate'],
        [two.node, 'none'],
      ]),
    )
    expect((await (await api.signedIn(api.accounts.stranger)).getFleetSigning()).nodes).toEqual([])
  })

  test('leaves out a mandate from another account', async () => {
    const agent = await agentOf(one)
    const mandateOfStranger = { ...mandate(), provider: api.accounts.stranger.address }
    await agent.putNodeSigning({ nodes: [{ node: one.node, by: 'mandate', mandate: mandateOfStranger }] })
    const { nodes } = await provider.getFleetSigning()
    expect(nodes.find(({ node }) => node === one.node)).toEqual({ node: one.node, by: 'none', mandate: null, mandateSignature: null })
    await agent.putNodeSigning({ nodes: [{ node: one.node, by: 'mandate', mandate: mandate() }] })
    expect((await provider.getFleetSigning()).nodes.find(({ node }) => node === one.node)).toMatchObject({ by: 'mandate', mandate: { nonce: '7' } })
  })

  test('has a signature only if the provider signed this mandate for this market', async () => {
    const agent = await agentOf(one)
    const chain = await api.client.getChain()
    const signedBy = async (signer: PrivateKeyAccount, change: { chainId?: number; nonce?: string } = {}) => {
      const wanted = mandateFromWire({ ...mandate(), ...(change.nonce === undefined ? {} : { nonce: change.nonce }) })
      return (await signMandate(signer, { mandate: wanted, chain: { ...chain, chainId: change.chainId ?? chain.chainId } })).mandateSignature
    }
    const shown = async (mandateSignature: string | null) => {
      await agent.putNodeSigning({ nodes: [{ node: one.node, by: 'mandate', mandate: mandate(), mandateSignature }] })
      return (await provider.getFleetSigning()).nodes.find(({ node }) => node === one.node)
    }
    const own = await signedBy(api.accounts.provider)
    expect(await shown(own)).toEqual({ node: one.node, by: 'mandate', mandate: mandate(), mandateSignature: own })
    const { stranger, provider: wallet } = api.accounts
    const others = [signedBy(stranger), signedBy(one.nodeKey), signedBy(wallet, { nonce: '8' }), signedBy(wallet, { chainId: 1 })]
    for (const other of [...(await Promise.all(others)), `0x${'ff'.repeat(65)}`, null])
      expect(await shown(other)).toMatchObject({ by: 'mandate', mandate: mandate(), mandateSignature: null })
    expect(await shown(own)).toMatchObject({ mandateSignature: own })
    // An agent of an earlier version sends no signature.
    await agent.putNodeSigning({ nodes: [{ node: one.node, by: 'mandate', mandate: mandate() }] })
    expect((await provider.getFleetSigning()).nodes.find(({ node }) => node === one.node)).toMatchObject({ mandateSignature: null })
    const broken = { node: one.node, by: 'mandate', mandate: mandate(), mandateSignature: '0x00' } as const
    await expect(agent.putNodeSigning({ nodes: [broken] })).rejects.toMatchObject({ code: 'auth.signature_malformed' })
  })

  test('costs one question to a contract account for each machine, and none for a signature that is stored', async () => {
    const report = (nodes: readonly NodeSigningWire[], { caller, capacity }: { caller: string; capacity: number }) => {
      const limits = { ...api.services.limits, ip: { capacity, refillPerSecond: 0.001 } }
      return putNodeSigning({ ...api.services, limits }, { nodes, nodeIds: [one.node, two.node], caller })
    }
    const by = 'mandate' as const
    const mandateTwo = { ...mandate(), node: two.node }
    const other = (node: SeededNode, byte: string) => ({
      ...{ node: node.node, by, mandate: node === one ? mandate() : mandateTwo, mandateSignature: `0x${byte.repeat(65)}` },
    })
    const shown = async () => (await provider.getFleetSigning()).nodes.find(({ node }) => node === one.node)?.mandateSignature
    const chain = await api.client.getChain()
    const { mandateSignature: own } = await signMandate(api.accounts.provider, { mandate: mandateFromWire(mandate()), chain })

    expect(await report([other(one, 'f1'), other(one, 'f2'), other(one, 'f3')], { caller: 'repeats', capacity: 5 })).toBeNull()
    const mixed = [{ node: one.node, by, mandate: mandate(), mandateSignature: own }, other(two, 'f4')]
    expect(await report(mixed, { caller: 'poor', capacity: 1 })).toMatchObject({ rejected: 'api.rate_limited' })
    expect(await shown(), 'the machine before the refusal is stored').toBe(own)

    const ofContract = other(one, 'f5')
    await api.owner.query('update node_signing set mandate_signature = $2 where node_id = $1', [one.node, ofContract.mandateSignature])
    expect(await report([ofContract], { caller: 'poor', capacity: 1 })).toBeNull()
    expect(await shown()).toBe(ofContract.mandateSignature)
    await api.owner.query('update node_signing set mandate = $2 where node_id = $1', [one.node, JSON.stringify({ ...mandate(), nonce: '8' })])
    expect(await report([ofContract], { caller: 'poor', capacity: 1 }), 'for another mandate').toMatchObject({ rejected: 'api.rate_limited' })
  })

  test('is refused for a machine of another session and with the mandate of another machine', async () => {
    const agent = await agentOf(two)
    await expect(agent.putNodeSigning({ nodes: [{ node: one.node, by: 'none', mandate: null }] })).rejects.toMatchObject({ code: 'auth.forbidden' })
    await expect(agent.putNodeSigning({ nodes: [{ node: two.node, by: 'mandate', mandate: mandate() }] })).rejects.toMatchObject({
      code: 'order.mandate_mismatch',
    })
    const results = [{ hash: bytesOf('a list'), node: one.node, code: null }]
    await expect(agent.sendNodeChangeResults({ results })).rejects.toMatchObject({ code: 'auth.forbidden' })
  })
})

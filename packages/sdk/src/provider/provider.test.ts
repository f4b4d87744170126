import { startFlakyNode, startTestChain, type TestChain } from '@infinitio/chain/test'
import { address, nodeIdOf } from '@infinitio/domain'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readNodeRecords } from './readNodeRecords.ts'
import { readProviderBond } from './readProviderBond.ts'
import { type NodeRegistration, registerNodes } from './registerNodes.ts'
import { retireNode } from './retireNode.ts'
import { supportProviders } from './supportProviders.ts'

describe("a provider's chain calls", () => {
  let chain: TestChain
  beforeAll(async () => {
    chain = await startTestChain()
  })
  afterAll(() => chain.stop())

  test('nodes that are registered can be read back, others are null, in the order asked', async () => {
    const { addresses, rpcUrl, provider } = setup()
    const registrations = [registration({ cpuCores: 8 }), registration({ cpuCores: 16 })]
    await registerNodes({ rpcUrl, addresses, privateKey: provider.privateKey, registrations })
    const nodeIds = registrations.map(({ nodeKey }) => nodeIdOf({ provider: provider.address, nodeKey: address(nodeKey) }))
    const records = await readNodeRecords({ rpcUrl, addresses, nodeIds: [...nodeIds, `0x${'9'.repeat(64)}`] })
    expect(records.map((record) => record?.cpuCores ?? null)).toEqual([8, 16, null])
    expect(records[0]).toMatchObject({ provider: provider.address, retired: false, ramGib: 32 })
  })

  test('an account without bond cannot register, and can once another has bonded for it and sent it coins', async () => {
    const { addresses, rpcUrl, provider } = setup()
    const privateKey = generatePrivateKey()
    const account = privateKeyToAccount(privateKey).address.toLowerCase()
    const registrations = [registration({})]
    await expect(registerNodes({ rpcUrl, addresses, privateKey, registrations })).rejects.toThrow()
    const support = { provider: account, bondAmount: 10n ** 20n, nativeWei: 10n ** 18n }
    await supportProviders({ rpcUrl, addresses, privateKey: provider.privateKey, supports: [support] })
    expect(await readProviderBond({ rpcUrl, addresses, provider: account })).toMatchObject({
      bonded: 10n ** 20n,
      required: 0n,
      nativeWei: 10n ** 18n,
    })
    await registerNodes({ rpcUrl, addresses, privateKey, registrations })
    expect((await readProviderBond({ rpcUrl, addresses, provider: account })).required > 0n).toBe(true)
  })

  test('a node that is registered already is refused by name', async () => {
    const { addresses, rpcUrl, provider } = setup()
    const registrations = [registration({})]
    const register = () => registerNodes({ rpcUrl, addresses, privateKey: provider.privateKey, registrations })
    await register()
    await expect(register()).rejects.toThrow(registrations[0]?.nodeKey)
  })

  test('a node is retired once, with its part of the bond asked back; again it sends nothing', async () => {
    const { addresses, rpcUrl, provider } = setup()
    const registrations = [registration({})]
    await registerNodes({ rpcUrl, addresses, privateKey: provider.privateKey, registrations })
    const nodeId = nodeIdOf({ provider: provider.address, nodeKey: address(registrations[0]?.nodeKey ?? '') })
    const read = () => readProviderBond({ rpcUrl, addresses, provider: provider.address })
    const [before, [record]] = await Promise.all([read(), readNodeRecords({ rpcUrl, addresses, nodeIds: [nodeId] })])
    const part = record?.requiredBond ?? 0n
    const nothing = { unbond: 0n, takeReleased: false, withdraw: 0n }
    await retireNode({ rpcUrl, addresses, privateKey: provider.privateKey, nodeId, isRetired: false, farewell: { ...nothing, unbond: part } })
    expect(await readNodeRecords({ rpcUrl, addresses, nodeIds: [nodeId] })).toMatchObject([{ retired: true, requiredBond: part }])
    const after = await read()
    expect(after).toMatchObject({ bonded: before.bonded - part, required: before.required - part, unbonding: before.unbonding + part })
    await retireNode({ rpcUrl, addresses, privateKey: provider.privateKey, nodeId, isRetired: true, farewell: nothing })
    expect((await read()).nativeWei).toBe(after.nativeWei)
    const refused = retireNode({
      rpcUrl,
      addresses,
      privateKey: provider.privateKey,
      nodeId,
      isRetired: true,
      farewell: { ...nothing, takeReleased: true },
    })
    await expect(refused).rejects.toThrow('taking the bond that was free')
  })

  test.each(['dead', 'hanging'] as const)('all of it goes on when the first of two chain nodes is %s', async (mood) => {
    const { addresses, rpcUrl: good, provider } = setup()
    const bad = await startFlakyNode(good)
    bad.become(mood)
    const rpcUrl = `${bad.url},${good}`
    const registrations = [registration({ cpuCores: 4 })]
    await supportProviders({
      rpcUrl,
      addresses,
      privateKey: provider.privateKey,
      supports: [{ provider: provider.address, bondAmount: 1n, nativeWei: 0n }],
    })
    await registerNodes({ rpcUrl, addresses, privateKey: provider.privateKey, registrations })
    const nodeIds = registrations.map(({ nodeKey }) => nodeIdOf({ provider: provider.address, nodeKey: address(nodeKey) }))
    expect((await readNodeRecords({ rpcUrl, addresses, nodeIds }))[0]).toMatchObject({ cpuCores: 4 })
    expect((await readProviderBond({ rpcUrl, addresses, provider: provider.address })).bonded > 0n).toBe(true)
    await bad.stop()
  })

  function setup() {
    const { pToken, ...others } = chain.addresses
    return { rpcUrl: chain.rpcUrl, addresses: { ...others, ptoken: pToken }, provider: chain.keys.provider }
  }
})

function registration(change: Partial<NodeRegistration>): NodeRegistration {
  const nodeKey = privateKeyToAccount(generatePrivateKey()).address.toLowerCase() as NodeRegistration['nodeKey']
  return {
    ...{ nodeKey, hostKey: `0x${'1'.repeat(64)}`, boxKey: `0x${'2'.repeat(64)}`, classId: 0, regionId: 0, gpus: 1, vramGib: 0 },
    ...{ cpuCores: 4, ramGib: 32, diskGib: 100, networkMbps: 1_000 },
    ...change,
  }
}

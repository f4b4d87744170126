import { setTimeout as delay } from 'node:timers/promises'
import { address, nodeIdOf } from '@infinitio/domain'
import {
  buildAsk,
  type Client,
  createClient,
  createTransport,
  getChain,
  placeManyOrders,
  readNodeRecords,
  registerNodes,
  signAsk,
  supportProviders,
} from '@infinitio/sdk'
import { bytesToHex } from 'viem'
import { generatePrivateKey, type PrivateKeyAccount, privateKeyToAccount } from 'viem/accounts'
import type { TestDeployment } from '../deployment/startTestDeployment.ts'
import { waitFor } from '../deployment/waitFor.ts'
import { createActor } from './createActor.ts'

type NewNode = { readonly account: PrivateKeyAccount; readonly nodeId: string; readonly name: string }

const className = 'CPU slot'
const bondSeconds = 86_400n
/** How many nodes are registered, signed in and priced at the same time. This is below the market's limits. */
const together = 100

/** Registers, names and lists `count` nodes of a new provider, marked as simulated. No agent serves them. Returns the provider's key. */
export async function listManyNodes(
  deployment: TestDeployment,
  { count, pricePerGpuSecond }: { count: number; pricePerGpuSecond: bigint },
): Promise<`0x${string}`> {
  const privateKey = generatePrivateKey()
  const provider = await createActor(deployment, { privateKey })
  const nodes = Array.from({ length: count }, (_, at): NewNode => {
    const account = privateKeyToAccount(generatePrivateKey())
    const ids = { provider: address(provider.account.address.toLowerCase()), nodeKey: address(account.address.toLowerCase()) }
    return { account, nodeId: nodeIdOf(ids), name: `Rack ${at + 1}` }
  })
  await registerAll(deployment, { privateKey, provider: provider.account.address, nodes })
  for (let from = 0; from < count; from += together) {
    const some = nodes.slice(from, from + together)
    await nameAll(createClient({ baseUrl: deployment.url }), some)
    await priceAll(deployment, { provider: provider.account, nodes: some, nonce: BigInt(from), pricePerGpuSecond })
  }
  await waitFor({
    what: 'every ask to be in the book',
    within: 120,
    read: async () => {
      // The answer has a thousand machines, and the rate limit of the API counts its cost.
      await delay(1_000)
      return (await provider.client.getProvider()).nodes.filter(({ ask }) => ask !== null).length
    },
    until: (listed) => listed === count,
  })
  return privateKey
}

async function registerAll(
  { url, rpcUrl, localToken }: TestDeployment,
  { privateKey, provider, nodes }: { privateKey: `0x${string}`; provider: string; nodes: readonly NewNode[] },
): Promise<void> {
  const client = createClient({ baseUrl: url })
  const [{ classes, regions }, { addresses }, main] = await Promise.all([
    client.getClasses(),
    client.getChain(),
    client.getProviderKey({ localToken }),
  ])
  const gpuClass = classes.find(({ name }) => name.startsWith(className))
  const [region] = regions
  if (gpuClass === undefined || region === undefined) throw new Error(`the catalogue has no class ${className}`)
  const bondAmount = BigInt(nodes.length) * bondSeconds * BigInt(gpuClass.referencePricePerGpuSecond)
  const supports = [{ provider: provider.toLowerCase(), bondAmount, nativeWei: 10n ** 19n }]
  await supportProviders({ rpcUrl, addresses, privateKey: main.privateKey as `0x${string}`, supports })
  for (let from = 0; from < nodes.length; from += together) {
    const registrations = nodes.slice(from, from + together).map(({ account }) => ({
      ...{ nodeKey: account.address, hostKey: randomKey(), boxKey: randomKey(), classId: gpuClass.classId, regionId: region.regionId },
      ...{ gpus: 1, vramGib: 0, cpuCores: 4, ramGib: 16, diskGib: 100, networkMbps: 1_000 },
    }))
    await registerNodes({ rpcUrl, addresses, privateKey, registrations })
  }
  const last = nodes.at(-1)?.nodeId ?? ''
  await waitFor({
    what: 'the last node to be on the chain',
    within: 60,
    read: () => readNodeRecords({ rpcUrl, addresses, nodeIds: [last] }),
    until: ([record]) => record !== null,
  })
}

async function nameAll(client: Client, nodes: readonly NewNode[]): Promise<void> {
  const signers = nodes.map(({ nodeId, account }) => ({ nodeId, signMessage: account.signMessage }))
  const { token } = await waitFor({
    what: 'the market to know the nodes',
    within: 60,
    read: () => client.signInNodes(signers).catch(() => ({ token: null })),
    until: ({ token: given }) => given !== null,
  })
  const asNodes = client.withToken(token ?? '')
  for (const { nodeId, name } of nodes) await asNodes.putNodeProfile({ nodeId, profile: { ...profile, name } })
}

const profile = {
  ...{ simulated: true, country: 'Norway', city: null, latitude: null, longitude: null },
  ...{ cpuModel: null, gpuModel: null, runtime: 'local' as const },
}

async function priceAll(
  { url }: TestDeployment,
  { provider, nodes, nonce, pricePerGpuSecond }: { provider: PrivateKeyAccount; nodes: readonly NewNode[]; nonce: bigint; pricePerGpuSecond: bigint },
): Promise<void> {
  const transport = createTransport({ baseUrl: url })
  const chain = await getChain(transport)
  const orders = []
  for (const [at, { nodeId }] of nodes.entries()) {
    const ask = buildAsk({
      ...{ provider: provider.address, node: nodeId, pricePerGpuSecond, gpus: 1, minDurationSeconds: 60, maxDurationSeconds: 86_400 },
      ...{ availableForSeconds: 86_400, noticeSeconds: 0, trialSeconds: 0, nonce: nonce + BigInt(at), chain },
    })
    orders.push(await signAsk(provider, { ask, chain }))
  }
  const verdicts = await placeManyOrders(transport, { orders })
  const refused = verdicts.find(({ state }) => state === 'refused')
  if (refused !== undefined) throw new Error(`an ask was refused: ${JSON.stringify(refused)}`)
}

function randomKey(): `0x${string}` {
  return bytesToHex(crypto.getRandomValues(new Uint8Array(32)))
}

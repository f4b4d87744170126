import { randomUUID } from 'node:crypto'
import {
  changeChainAccount,
  insertBookOrders,
  insertChainClass,
  insertChainNode,
  insertChainRegion,
  openTunnel,
  saveChainProvider,
  upsertNodeProfile,
} from '@infinitio/db'
import { type Address, type Ask, address, canonicalJson, type CanonicalValue, hashAsk, keccak256Hex, nodeId, type OrderHash } from '@infinitio/domain'
import { buildAsk } from '@infinitio/sdk'
import { type PrivateKeyAccount, privateKeyToAccount } from 'viem/accounts'
import type { TestApi } from './startTestApi.ts'

/** A machine of a test market. `regionId` is the first region of the catalogue if it is missing. */
export type SeededNode = {
  readonly node: string
  readonly nodeKey: PrivateKeyAccount
  readonly ask: Ask
  readonly askHash: OrderHash
  readonly regionId?: number
}

const text = new TextEncoder()
/** Returns 32 bytes that are derived from a name. */
export const bytesOf = (name: string): `0x${string}` => keccak256Hex(text.encode(name))

/**
 * Inserts rows that the engine would write: a catalogue, a provider, and machines with open asks, a current heartbeat and an open tunnel. Prices are in base
 * units per GPU-second.
 */
export async function seedMarket(
  api: TestApi,
  machines: readonly { name: string; classId?: number; gpus?: number; price?: bigint; simulated?: boolean; trialSeconds?: number }[],
): Promise<SeededNode[]> {
  const { owner } = api
  for (const [classId, name, vramGib] of [
    [0, 'CPU slot (development)', 0],
    [1, 'H100 SXM 80 GB', 80],
  ] as const) {
    await insertChainClass(owner, { classId, name, vramGib, referencePricePerGpuSecond: 500n, updatedBlock: 1n })
  }
  await insertChainRegion(owner, { regionId: 0, name: 'local', updatedBlock: 1n })
  await insertChainRegion(owner, { regionId: 3, name: 'eu-west', updatedBlock: 1n })
  const provider = address(api.accounts.provider.address.toLowerCase())
  await saveChainProvider(owner, { provider, listed: true, updatedBlock: 1n })
  await insertCheckpoint(api)
  const seeded: SeededNode[] = []
  for (const [index, machine] of machines.entries()) seeded.push(await seedNode(api, { provider, index, ...machine }))
  api.services.market.markChanged()
  return seeded
}

/** Adds base units to an account's market balance in the database only. The account's balance in the contract stays the same. */
export async function seedBalance(api: TestApi, account: string, amount: bigint): Promise<void> {
  await changeChainAccount(api.owner, { account: account.toLowerCase(), balance: amount, fees: 0n, updatedBlock: 1n })
}

async function insertCheckpoint({ owner }: TestApi): Promise<void> {
  const hash = bytesOf('block')
  await owner.query('insert into blocks (number, hash, parent_hash, timestamp, final) values (1, $1, $1, 1, true)', [hash])
  await owner.query(
    'insert into follower_checkpoint (id, head_number, head_hash, final_number, chain_ok, reorgs, updated_at) values (1, 1, $1, 1, true, 0, now())',
    [hash],
  )
}

type Machine = {
  provider: Address
  index: number
  name: string
  classId?: number
  gpus?: number
  price?: bigint
  simulated?: boolean
  trialSeconds?: number
}

async function seedNode(api: TestApi, machine: Machine): Promise<SeededNode> {
  const { owner } = api
  const { name, provider, classId = 0, gpus = 1, simulated = false } = machine
  const node = bytesOf(`node ${name}`)
  const nodeKey = privateKeyToAccount(bytesOf(`node key ${name}`))
  await insertChainNode(owner, {
    nodeId: node,
    provider,
    nodeKey: nodeKey.address.toLowerCase(),
    hostKey: bytesOf(`host key ${name}`),
    boxKey: bytesOf('box'),
    classId,
    regionId: classId === 0 ? 0 : 3,
    gpus,
    vramGib: classId === 0 ? 0 : 80,
    ...{
      cpuCores: 8,
      ramGib: 32n,
      diskGib: 100n,
      networkMbps: 1_000n,
      tier: 0,
      reliabilityBps: 0,
      retired: false,
      registeredAt: 1n,
      updatedBlock: 1n,
    },
  })
  const place = { country: 'Finland', city: 'Hamina', latitude: 60.5, longitude: 27.2 }
  await upsertNodeProfile(owner, {
    nodeId: node,
    name,
    simulated,
    ...place,
    cpuModel: 'Test CPU',
    gpuModel: null,
    runtime: 'local',
    isolation: 'process',
    report: null,
  })
  await owner.query('insert into node_heartbeats (node_id, last_seen_at, silent) values ($1, now(), false)', [node])
  await openTunnel(owner, { id: randomUUID(), nodeId: node, gatewayId: 'test', connectedAt: new Date() })
  return { node, nodeKey, ...(await seedAsk(api, { ...machine, node })) }
}

async function seedAsk({ owner, services }: TestApi, machine: Machine & { node: string }): Promise<{ ask: Ask; askHash: OrderHash }> {
  const { provider, node, index, gpus = 1, price = 1_000n, classId = 0, trialSeconds = 0 } = machine
  const facts = await services.facts.read()
  const chain = { chainNow: services.clock.read().now, feeBps: facts.feeBps }
  const span = { minDurationSeconds: 60, maxDurationSeconds: 86_400, availableForSeconds: 7 * 86_400, noticeSeconds: 0, trialSeconds }
  const ask = buildAsk({ provider, node: nodeId(node), pricePerGpuSecond: price, gpus, ...span, nonce: BigInt(index), chain })
  const askHash = hashAsk(ask, { chainId: facts.chainId, market: facts.addresses.market })
  await insertBookOrders(owner, [
    {
      orderHash: askHash,
      kind: 'ask',
      account: provider,
      nonce: ask.nonce,
      nodeId: node,
      classId,
      regionId: 0,
      pricePerGpuSecond: price,
      gpus,
      orderJson: canonicalJson(ask as unknown as CanonicalValue),
      ...{ signature: '0x', mandateJson: null, mandateSignature: null, state: 'open' as const, code: null, holdId: null },
      expiry: ask.expiry,
      createdSeq: BigInt(index + 1),
      createdAtMs: BigInt(Date.now()),
    },
  ])
  return { ask, askHash }
}

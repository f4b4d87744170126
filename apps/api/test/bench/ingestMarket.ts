import { insertChainCommands } from '@infinitio/db'
import {
  type Address,
  address,
  type Ask,
  type Bid,
  bps,
  durationSeconds,
  engineExecutor,
  hashAsk,
  hashBid,
  keccak256Hex,
  nodeId,
  pTokenUnits,
  type SigningDomain,
  timeInForce,
  unixSeconds,
  workloadHash,
  zeroAddress,
  zeroHex32,
} from '@infinitio/domain'
import { askToWire, bidToWire, type PlaceOrderWire } from '@infinitio/domain/wire'
import { toCanonical } from '@infinitio/matching'
import { privateKeyToAddress } from 'viem/accounts'
import { curve, fastKeccak256 } from '../../src/signatures/curve.ts'
import type { IngestDeployment } from './ingestDeployment.ts'

const nodes = 10_000
const gpusOfNode = 15
const renters = 4_000
const balance = 10n ** 30n

type Wallet = { readonly address: Address; readonly privateKey: Uint8Array }

/** The data of a test market, in the tables of the matcher and the API: machines of one provider, and renters with balances. */
export type IngestMarket = {
  /** Returns an ask for each machine. */
  asks(): PlaceOrderWire[]
  /** Returns new bids that all match, for machines and renters in turn. Throws if the machines do not have enough free GPUs. */
  bids(count: number): PlaceOrderWire[]
  /** Returns the number of further bids for which machines still have free GPUs. */
  room(): number
}

const text = new TextEncoder()
const nodeOf = (place: number) => nodeId(keccak256Hex(text.encode(`bench node ${place}`)))

/** Writes the rows that the follower (the process that copies chain events into the database) would write: catalogue, machines, deposits and one block. */
export async function writeIngestMarket({ owner, chain }: IngestDeployment): Promise<IngestMarket> {
  const now = Math.floor(Date.now() / 1_000)
  const domain: SigningDomain = { chainId: chain.chainId, market: chain.addresses.market }
  const provider = wallet('bench provider')
  const accounts = Array.from({ length: renters }, (_, place) => wallet(`bench renter ${place}`))
  const block = { number: 1, timestamp: unixSeconds(BigInt(now)) }
  const commands = [
    { kind: 'Block', ...block, hash: keccak256Hex(text.encode('bench block')), final: false },
    { kind: 'ClassAdded', classId: 1, vramGib: 80, referencePricePerGpuSecond: pTokenUnits(500n) },
    { kind: 'RegionAdded', regionId: 1 },
    { kind: 'ProviderListed', provider: provider.address },
    ...Array.from({ length: nodes }, (_, place) => ({
      ...{ kind: 'NodeRegistered', node: nodeOf(place), provider: provider.address, classId: 1, regionId: 1, gpus: gpusOfNode, vramGib: 80 },
    })),
    ...accounts.map((account) => ({ kind: 'Deposited', account: account.address, amount: pTokenUnits(balance) })),
  ]
  await owner.transaction((tx) =>
    insertChainCommands(
      tx,
      commands.map((command, place) => ({
        commandKey: `bench ${place}`,
        kind: command.kind,
        payload: toCanonical(command as never),
        blockNumber: 1n,
        blockHash: '0x1',
      })),
    ),
  )
  await owner.query(
    `insert into chain_nodes (node_id, provider, node_key, host_key, box_key, class_id, region_id, gpus, vram_gib, cpu_cores, ram_gib, disk_gib,
       network_mbps, tier, reliability_bps, retired, registered_at, updated_block)
     select node, $2, $2, '0x', '0x', 1, 1, $3, 80, 8, 32, 100, 1000, 0, 0, false, 1, 1 from unnest($1::text[]) as node`,
    [Array.from({ length: nodes }, (_, place) => nodeOf(place)), provider.address, gpusOfNode],
  )
  await owner.query(
    `insert into chain_accounts (account, balance, fees, floor, bonded, updated_block)
     select account, $2::numeric, 0, 0, 0, 1 from unnest($1::text[]) as account`,
    [accounts.map((account) => account.address), balance],
  )
  let placed = 0
  const room = () => nodes * gpusOfNode - placed
  return {
    asks: () => Array.from({ length: nodes }, (_, place) => signedAsk(provider, { place, now, domain })),
    bids(count) {
      if (count > room()) throw new Error(`the market has room for ${room()} bids, not for ${count}`)
      return Array.from({ length: count }, () => {
        placed += 1
        return signedBid(accounts[placed % renters] as Wallet, { place: placed, now, domain })
      })
    },
    room,
  }
}

function signedAsk(provider: Wallet, { place, now, domain }: { place: number; now: number; domain: SigningDomain }): PlaceOrderWire {
  const ask: Ask = {
    provider: provider.address,
    node: nodeOf(place),
    pricePerGpuSecond: pTokenUnits(1_000n),
    minGpus: 1,
    maxGpus: gpusOfNode,
    minDurationSeconds: durationSeconds(60n),
    maxDurationSeconds: durationSeconds(86_400n),
    availableFrom: unixSeconds(BigInt(now - 3_600)),
    availableUntil: unixSeconds(BigInt(now + 7 * 86_400)),
    maxFeeBps: bps(100n),
    noticeSeconds: durationSeconds(0n),
    trialSeconds: durationSeconds(0n),
    privateRenter: zeroAddress,
    transferable: false,
    executor: engineExecutor,
    nonce: BigInt(place),
    expiry: unixSeconds(BigInt(now + 7 * 86_400)),
  }
  return { kind: 'ask', order: askToWire(ask), signature: sign(provider, hashAsk(ask, domain, fastKeccak256)) }
}

function signedBid(renter: Wallet, { place, now, domain }: { place: number; now: number; domain: SigningDomain }): PlaceOrderWire {
  const bid: Bid = {
    renter: renter.address,
    classMask: 2n,
    regionMask: 2n,
    minVramGib: 0,
    minTier: 0,
    minReliabilityBps: bps(0n),
    node: nodeOf(place % nodes),
    gpus: 1,
    minGpusPerNode: 1,
    allOrNothing: false,
    cluster: false,
    durationSeconds: durationSeconds(3_600n),
    startFrom: unixSeconds(BigInt(now - 600)),
    startUntil: unixSeconds(BigInt(now + 86_400)),
    maxPricePerGpuSecond: pTokenUnits(1_000n),
    maxRelayFee: pTokenUnits(0n),
    timeInForce: timeInForce.ioc,
    workloadHash: workloadHash(zeroHex32),
    maxFeeBps: bps(100n),
    executor: engineExecutor,
    nonce: BigInt(place),
    expiry: unixSeconds(BigInt(now + 86_400)),
  }
  return { kind: 'bid', order: bidToWire(bid), signature: sign(renter, hashBid(bid, domain, fastKeccak256)) }
}

function sign({ privateKey }: Wallet, digest: string): string {
  const { signature, recovery } = curve.sign({ digest: Buffer.from(digest.slice(2), 'hex'), privateKey })
  return `0x${Buffer.from(signature).toString('hex')}${recovery === 1 ? '1c' : '1b'}`
}

function wallet(name: string): Wallet {
  const key = keccak256Hex(text.encode(name))
  return { address: address(privateKeyToAddress(key).toLowerCase()), privateKey: Buffer.from(key.slice(2), 'hex') }
}

import {
  type Address,
  type Ask,
  askTypedData,
  type Bid,
  bidTypedData,
  bps,
  durationSeconds,
  engineExecutor,
  type NodeId,
  pTokenUnits,
  leaseRestHash,
  type LeaseTerms,
  readyTypedData,
  type UnixSeconds,
  unixSeconds,
  workloadHash,
  zeroAddress,
  zeroHex32,
} from '@infinitio/domain'
import { encodeFunctionData, type Hex, keccak256, toBytes } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import type { ContractCall } from '../src/calls/contractCall.ts'
import { nodeRegistryAbi } from '../src/generated/nodeRegistryAbi.ts'
import type { SettleItem } from '../src/orders/settleItem.ts'
import type { TestChain, TestKey } from './startTestChain.ts'

/** Registers an 8-GPU node of class 4 in region 1. */
export function registerCall({ chain, nodeKey }: { chain: TestChain; nodeKey: Address }): ContractCall {
  const keys = { nodeKey, hostKey: keccak256(toBytes('host key')), boxKey: keccak256(toBytes('box key')) }
  const facts = { classId: 4, regionId: 1, gpus: 8, vramGib: 80, cpuCores: 64, ramGib: 512, diskGib: 2000, networkMbps: 10_000 }
  const data = encodeFunctionData({ abi: nodeRegistryAbi, functionName: 'register', args: [{ ...keys, ...facts }] })
  return { to: chain.addresses.nodeRegistry, data }
}

/** Creates an ask and a bid that match: one GPU of the node for two hours at 1e14 base units per GPU-second. The first 300 s are a free trial. */
export async function signedItem(input: { chain: TestChain; node: NodeId; now: UnixSeconds; bidNonce: bigint }): Promise<SettleItem> {
  const { chain, node, now } = input
  const { provider, renter } = chain.keys
  const domain = { chainId: chain.chainId, market: chain.addresses.market }
  const price = pTokenUnits(10n ** 14n)
  const later = unixSeconds(now + 7n * 86_400n)
  const ask: Ask = {
    provider: provider.address,
    node,
    pricePerGpuSecond: price,
    minGpus: 1,
    maxGpus: 8,
    minDurationSeconds: durationSeconds(60n),
    maxDurationSeconds: durationSeconds(86_400n),
    availableFrom: unixSeconds(0n),
    availableUntil: later,
    maxFeeBps: bps(25n),
    noticeSeconds: durationSeconds(0n),
    trialSeconds: durationSeconds(300n),
    privateRenter: zeroAddress,
    transferable: false,
    executor: engineExecutor,
    nonce: 0n,
    expiry: later,
  }
  const bid: Bid = {
    renter: renter.address,
    classMask: 0n,
    regionMask: 0n,
    minVramGib: 0,
    minTier: 0,
    minReliabilityBps: bps(0n),
    node,
    gpus: 1,
    minGpusPerNode: 1,
    allOrNothing: true,
    cluster: false,
    durationSeconds: durationSeconds(7_200n),
    startFrom: now,
    startUntil: later,
    maxPricePerGpuSecond: price,
    maxRelayFee: pTokenUnits(10n ** 15n),
    timeInForce: 2,
    workloadHash: workloadHash(zeroHex32),
    maxFeeBps: bps(25n),
    executor: engineExecutor,
    nonce: input.bidNonce,
    expiry: unixSeconds(now + 3_600n),
  }
  const sign = async (key: TestKey, data: Parameters<ReturnType<typeof privateKeyToAccount>['signTypedData']>[0]): Promise<Hex> =>
    await privateKeyToAccount(key.privateKey).signTypedData(data)
  return {
    ask,
    askSignature: await sign(provider, askTypedData(ask, domain)),
    bid,
    bidSignature: await sign(renter, bidTypedData(bid, domain)),
    mandate: null,
    gpus: 1,
    start: unixSeconds(0n),
    relayFee: pTokenUnits(10n ** 15n),
  }
}

type ReadyInput = { chain: TestChain; nodeKey: TestKey; leaseId: bigint; terms: LeaseTerms; signedAt: UnixSeconds }

/** Signs Ready for a lease with the node key. */
export async function signedReady(input: ReadyInput): Promise<Hex> {
  const domain = { chainId: input.chain.chainId, market: input.chain.addresses.market }
  const { provider, start } = input.terms
  const leaseId = input.leaseId as Parameters<typeof readyTypedData>[0]['leaseId']
  const ready = { leaseId, provider, restHash: leaseRestHash(input.terms), start, signedAt: input.signedAt }
  return await privateKeyToAccount(input.nodeKey.privateKey).signTypedData(readyTypedData(ready, domain))
}

import { setTimeout as delay } from 'node:timers/promises'
import { type ContractCall, type GovernanceAddresses, marketAbi, nodeRegistryAbi } from '@infinitio/chain'
import { createChainClient, deployGovernance, genesisTable, oneHolder } from '@infinitio/chain/node'
import { startTestChain, type TestChain, type TestKey, testKey } from '@infinitio/chain/test'
import {
  type Address,
  type Ask,
  askTypedData,
  type Bid,
  bidTypedData,
  bps,
  durationSeconds,
  engineExecutor,
  type Hex32,
  hex32,
  type Mandate,
  mandateTypedData,
  type NodeId,
  nodeId,
  nodeIdOf,
  pTokenUnits,
  type TypedData,
  unixSeconds,
  workloadHash,
  zeroAddress,
} from '@infinitio/domain'
import { encodeFunctionData, type Hash, type Hex, keccak256, type PublicClient, parseGwei, toBytes, toHex, type TransactionReceipt } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'

/**
 * The time of the first block in each measurement, in Unix seconds. It is the first of 64 hours that share one storage word of a machine's booking calendar,
 * and later than the present time on any machine that runs the measurement.
 */
const firstBlockTime = 64n * 3_600n * 10_000n
const secondsBetweenBlocks = 12n
/** Looks for a receipt, 20 ms apart. */
const mostLooks = 1_500

/**
 * A test chain with accounts. A transaction costs the same gas in every run, because keys, nonces, amounts and block times never differ. So signatures and
 * calldata do not differ either.
 */
export class GasParties {
  readonly chain: TestChain
  readonly client: PublicClient
  readonly nodeKey: TestKey = testKey('gas node')
  readonly pricePerGpuSecond = pTokenUnits(10n ** 14n)
  #nextBlockTime = firstBlockTime

  static async start(): Promise<GasParties> {
    return new GasParties(await startTestChain())
  }

  private constructor(chain: TestChain) {
    this.chain = chain
    this.client = createChainClient({ rpcUrl: chain.rpcUrl, timeoutMs: 30_000 })
  }

  get node(): NodeId {
    return nodeIdOf({ provider: this.chain.keys.provider.address, nodeKey: this.nodeKey.address })
  }

  /** Sends a call from a key and returns the gas of the whole transaction. Throws when it reverts. */
  async gasOf(from: TestKey, { to, data }: ContractCall): Promise<number> {
    const account = privateKeyToAccount(from.privateKey)
    const nonce = await this.client.getTransactionCount({ address: account.address })
    const fees = { maxFeePerGas: parseGwei('10'), maxPriorityFeePerGas: parseGwei('1') }
    await this.#setBlockTime()
    const raw = await account.signTransaction({ type: 'eip1559', chainId: this.chain.chainId, nonce, to, data, gas: 3_000_000n, ...fees })
    const hash = await this.client.sendRawTransaction({ serializedTransaction: raw })
    const receipt = await this.#receiptOf(hash)
    if (receipt.status !== 'success') throw new Error(`the measured call to ${to} reverted: ${data.slice(0, 10)}`)
    return Number(receipt.gasUsed)
  }

  /**
   * Waits for the receipt of a sent transaction. `waitForTransactionReceipt` looks for it again only at the next block, which never comes on a chain that mines
   * a block for each transaction.
   */
  async #receiptOf(hash: Hash): Promise<TransactionReceipt> {
    for (let look = 1; look < mostLooks; look += 1) {
      const receipt = await this.client.getTransactionReceipt({ hash }).catch(() => null)
      if (receipt !== null) return receipt
      await delay(20)
    }
    return await this.client.getTransactionReceipt({ hash })
  }

  /** Deploys the DAO and all contracts that come with it. The deployer gets each share of G and holds each right. */
  async deployDao(): Promise<GovernanceAddresses> {
    const { rpcUrl, addresses, keys } = this.chain
    const { address, privateKey } = keys.deployer
    return await deployGovernance({
      ...{ rpcUrl, addresses, deployerKey: privateKey, table: genesisTable, holders: oneHolder(address), spares: null },
      parties: { team: address, backers: address, ecosystem: address, distribution: address },
    })
  }

  /** Time of the latest block. */
  async now(): Promise<bigint> {
    return (await this.client.getBlock({ blockTag: 'latest' })).timestamp
  }

  /** Moves the block clock forward and mines a block. */
  async travel(seconds: bigint): Promise<void> {
    this.#nextBlockTime += seconds
    await this.#setBlockTime()
    await this.chain.mine(1)
  }

  async #setBlockTime(): Promise<void> {
    const params = [toHex(this.#nextBlockTime)] as const
    await this.client.request({ method: 'evm_setNextBlockTimestamp', params } as never)
    this.#nextBlockTime += secondsBetweenBlocks
  }

  async leaseCount(): Promise<bigint> {
    return await this.client.readContract({ address: this.chain.addresses.market, abi: marketAbi, functionName: 'leaseCount' })
  }

  /** Returns the call that registers a node with this key: 8 GPUs of class 4 in region 1. */
  registerCall(nodeKey: Address): ContractCall {
    const key = (name: string): Hex32 => hex32(keccak256(toBytes(name)))
    const facts = { classId: 4, regionId: 1, gpus: 8, vramGib: 80, cpuCores: 64, ramGib: 512, diskGib: 2000, networkMbps: 10_000 }
    const registration = { nodeKey, hostKey: key('host key'), boxKey: key('box key'), ...facts }
    const data = encodeFunctionData({ abi: nodeRegistryAbi, functionName: 'register', args: [registration] })
    return { to: this.chain.addresses.nodeRegistry, data }
  }

  ask(now: bigint): Ask {
    return {
      provider: this.chain.keys.provider.address,
      node: this.node,
      pricePerGpuSecond: this.pricePerGpuSecond,
      minGpus: 1,
      maxGpus: 8,
      minDurationSeconds: durationSeconds(60n),
      maxDurationSeconds: durationSeconds(27n * 86_400n),
      availableFrom: unixSeconds(0n),
      availableUntil: unixSeconds(now + 90n * 86_400n),
      maxFeeBps: bps(25n),
      noticeSeconds: durationSeconds(0n),
      trialSeconds: durationSeconds(0n),
      privateRenter: zeroAddress,
      transferable: false,
      executor: engineExecutor,
      nonce: 1n,
      expiry: unixSeconds(now + 90n * 86_400n),
    }
  }

  bid({ renter, now, nonce, seconds }: { renter: Address; now: bigint; nonce: bigint; seconds: bigint }): Bid {
    return {
      renter,
      classMask: 0n,
      regionMask: 0n,
      minVramGib: 0,
      minTier: 0,
      minReliabilityBps: bps(0n),
      node: this.node,
      gpus: 1,
      minGpusPerNode: 1,
      allOrNothing: false,
      cluster: false,
      durationSeconds: durationSeconds(seconds),
      startFrom: unixSeconds(now - 1n),
      startUntil: unixSeconds(now + 86_400n),
      maxPricePerGpuSecond: this.pricePerGpuSecond,
      maxRelayFee: pTokenUnits(10n ** 18n),
      timeInForce: 2,
      workloadHash: workloadHash(keccak256(toBytes('workload'))),
      maxFeeBps: bps(25n),
      executor: engineExecutor,
      nonce,
      expiry: unixSeconds(now + 3_600n),
    }
  }

  mandate(now: bigint): Mandate {
    return {
      provider: this.chain.keys.provider.address,
      node: nodeId(this.node),
      minPricePerGpuSecond: this.pricePerGpuSecond,
      maxDurationSeconds: durationSeconds(27n * 86_400n),
      maxTrialSeconds: durationSeconds(3_600n),
      minNoticeSeconds: durationSeconds(0n),
      maxNoticeSeconds: durationSeconds(86_400n),
      availableUntil: unixSeconds(now + 90n * 86_400n),
      flags: 0,
      until: unixSeconds(now + 90n * 86_400n),
      nonce: 2n,
    }
  }

  signAsk = async (key: TestKey, ask: Ask): Promise<Hex> => await this.sign(key, askTypedData(ask, this.#domain))
  signBid = async (key: TestKey, bid: Bid): Promise<Hex> => await this.sign(key, bidTypedData(bid, this.#domain))
  signMandate = async (key: TestKey, mandate: Mandate): Promise<Hex> => await this.sign(key, mandateTypedData(mandate, this.#domain))

  async sign(key: TestKey, data: TypedData): Promise<Hex> {
    return await privateKeyToAccount(key.privateKey).signTypedData(data)
  }

  get #domain() {
    return { chainId: this.chain.chainId, market: this.chain.addresses.market }
  }

  /** The chain and the market contract for which the messages here are signed. */
  get domain() {
    return this.#domain
  }
}

import { readFileSync } from 'node:fs'
import { type ContractCall, decodeContractError, decodeLog, followedContracts, nodeRegistryAbi, pTokenAbi } from '@infinitio/chain'
import { catalogueClasses, createChainClient, developmentBond } from '@infinitio/chain/node'
import { startTestChain, type TestChain, type TestKey } from '@infinitio/chain/test'
import { type Address, type NodeId, nodeIdOf } from '@infinitio/domain'
import { concatHex, encodeFunctionData, type Hex, hashTypedData, keccak256, maxUint256, type PublicClient, toBytes, toHex } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { copyMarket, emptyMarket, type MarketState } from './marketState.ts'
import { modelCall } from './modelCall.ts'
import { encodeModelEvent } from './modelLog.ts'
import { Refused } from './refused.ts'
import type { ModelAddresses, ModelEvent } from './turn.ts'

/** The result of a call: the events of our contracts, or the name of the revert error. */
export type Outcome = { refusal: string | null; events: unknown[] }

type Receipt = { status: string; logs: { address: string; topics: Hex[]; data: Hex }[] }

const PROVIDER_PTOKEN = 45_000n * 10n ** 18n
/** Returns the storage slot of the attested roots in Attestations. */
function attestedSlot(): number {
  const layout = new URL('../../../../../contracts/layouts/Attestations.json', import.meta.url)
  const variables = JSON.parse(readFileSync(layout, 'utf8')) as { label: string; slot: number }[]
  const found = variables.find(({ label }) => label === '_attested')
  if (found === undefined) throw new Error('Attestations has no variable _attested')
  return found.slot
}

const NOBODY = `0x${'9'.repeat(40)}`

/** The real contracts and their model. Both receive the same calls at the same times. */
export class TwinChains {
  readonly chain: TestChain
  readonly client: PublicClient
  readonly #addresses: ModelAddresses
  readonly #signers = new Map<string, string>()
  #state: MarketState
  #now: number

  constructor({ chain, client, now }: { chain: TestChain; client: PublicClient; now: number }) {
    this.chain = chain
    this.client = client
    this.#now = now
    this.#addresses = { ...chain.addresses, faucet: chain.addresses.faucet ?? '' } as unknown as ModelAddresses
    const { sender, provider, deployer } = chain.keys
    this.#state = emptyMarket({ feeBps: 25 })
    this.#state.engines.add(sender.address)
    this.#state.guardian = deployer.address
    this.#state.tokens.set(provider.address, PROVIDER_PTOKEN)
    this.#state.tokens.set(this.#addresses.stakeVault, developmentBond)
    this.#state.bonds.set(provider.address, developmentBond)
    this.#state.minted = PROVIDER_PTOKEN + developmentBond
  }

  /** Returns the model's current state. */
  state(): MarketState {
    return this.#state
  }

  now(): number {
    return this.#now
  }

  /** Signs with a real key and stores the signer, so that the model need not recover it. */
  async sign(key: TestKey, data: Parameters<typeof hashTypedData>[0]): Promise<Hex> {
    const signature = await privateKeyToAccount(key.privateKey).signTypedData(data)
    this.#signers.set(`${hashTypedData(data)}/${signature}`, key.address)
    return signature
  }

  /** Makes the same call on the real chain and on the model, `later` seconds after the previous call. */
  async call(from: Address, call: ContractCall, later: number): Promise<{ real: Outcome; model: Outcome }> {
    this.#now += Math.max(1, later)
    return { real: await this.#callReal(from, call), model: this.#callModel(from, call) }
  }

  /**
   * Stores a Merkle root of one statement on both chains, as if few or many validators (`isFull`) had signed it. The comparison does not cover how the contract
   * counts signatures.
   */
  async attest({ subject, isFull }: { subject: Hex; isFull: boolean }): Promise<void> {
    const [epoch, time] = [Math.floor(this.#now / 3_600), this.#now]
    this.#state.attested.set(subject, { root: subject, epoch, time, isFull, appliesFrom: 0 })
    const place = BigInt(keccak256(concatHex([subject, toHex(attestedSlot(), { size: 32 })])))
    const packed = BigInt(epoch) | (BigInt(time) << 64n) | (isFull ? 1n << 104n : 0n)
    const words = [subject, toHex(packed, { size: 32 })]
    for (const [offset, word] of words.entries()) {
      const slot = toHex(place + BigInt(offset), { size: 32 })
      await this.#ask('anvil_setStorageAt', [this.#addresses.attestations, slot, word])
    }
  }

  /** Gives an account gas, and lets Market and vault take its PToken. */
  async prepare(account: Address): Promise<void> {
    await this.#ask('anvil_setBalance', [account, toHex(10n ** 21n)])
    for (const spender of [this.chain.addresses.market, this.chain.addresses.stakeVault]) {
      const data = encodeFunctionData({ abi: pTokenAbi, functionName: 'approve', args: [spender, maxUint256] })
      this.#now += 1
      await this.#send(account, { to: this.chain.addresses.pToken, data })
    }
  }

  /** Registers a node of the chain's provider on both chains. */
  async addNode({ key, gpus }: { key: TestKey; gpus: number }): Promise<NodeId> {
    const provider = this.chain.keys.provider.address
    const hostKey = keccak256(toBytes(`host ${gpus}`))
    const facts = { classId: 0, regionId: 0, gpus, vramGib: 8, cpuCores: 2, ramGib: 4, diskGib: 10, networkMbps: 100 }
    const registration = { nodeKey: key.address, hostKey, boxKey: keccak256(toBytes(`box ${gpus}`)), ...facts }
    const data = encodeFunctionData({ abi: nodeRegistryAbi, functionName: 'register', args: [registration] })
    this.#now += 1
    const { status } = await this.#send(provider, { to: this.chain.addresses.nodeRegistry, data })
    if (status !== '0x1') throw new Error('the node was not registered')
    const id = nodeIdOf({ provider, nodeKey: key.address })
    const bondPerGpu = 86_400n * (catalogueClasses[0]?.referencePricePerGpuSecond ?? 0n)
    const place = { gpus, classId: 0, regionId: 0, vramGib: 8, tier: 0, reliabilityBps: 0, listed: true, bondPerGpu }
    this.#state.nodes.set(id, { provider, nodeKey: key.address, hostKey, ...place })
    return id
  }

  #ask(method: string, params: unknown[]): Promise<unknown> {
    return this.client.request({ method, params } as unknown as Parameters<PublicClient['request']>[0])
  }

  async #send(from: Address, { to, data }: ContractCall): Promise<Receipt & { hash: Hex }> {
    await this.#ask('evm_setNextBlockTimestamp', [toHex(this.#now)])
    const hash = (await this.#ask('eth_sendTransaction', [{ from, to, data, gas: toHex(3_000_000) }])) as Hex
    for (;;) {
      const receipt = (await this.#ask('eth_getTransactionReceipt', [hash])) as Receipt | null
      if (receipt !== null) return { ...receipt, hash }
    }
  }

  async #callReal(from: Address, call: ContractCall): Promise<Outcome> {
    const { status, logs, hash } = await this.#send(from, call)
    if (status !== '0x1') {
      const trace = (await this.#ask('debug_traceTransaction', [hash, { tracer: 'callTracer' }])) as { output?: string }
      return { refusal: decodeContractError(trace.output ?? '0x')?.name ?? `unknown revert ${trace.output}`, events: [] }
    }
    const followed = followedContracts(this.chain.addresses)
    return { refusal: null, events: logs.filter(({ address }) => followed.some((one) => one === address.toLowerCase())).map(decodeLog) }
  }

  #callModel(from: Address, { to, data }: ContractCall): Outcome {
    const state = copyMarket(this.#state)
    const written: ModelEvent[] = []
    const recover = (digest: Hex, signature: Hex) => this.#signers.get(`${digest}/${signature}`) ?? NOBODY
    const about = { now: this.#now, sender: from, chainId: this.chain.chainId, addresses: this.#addresses }
    try {
      modelCall({ state, ...about, recover, emit: (event) => void written.push(event) }, { to, data })
      this.#state = state
      return { refusal: null, events: written.map((event) => decodeLog(encodeModelEvent(event, this.#addresses))) }
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      return { refusal: error.errorName, events: [] }
    }
  }
}

/** Starts a real chain, and a model with the same initial state. `parties` get gas and let the Market take their PToken. */
export async function startTwinChains({ parties }: { parties: readonly Address[] }): Promise<TwinChains> {
  const chain = await startTestChain()
  const client = createChainClient({ rpcUrl: chain.rpcUrl, timeoutMs: 20_000 })
  await client.request({ method: 'anvil_autoImpersonateAccount', params: [true] } as unknown as Parameters<typeof client.request>[0])
  const { timestamp } = await client.getBlock({ blockTag: 'latest' })
  const twins = new TwinChains({ chain, client, now: Number(timestamp) + 60 })
  for (const account of parties) await twins.prepare(account)
  return twins
}

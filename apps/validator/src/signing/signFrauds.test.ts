import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  attestationsAbi,
  attestCall,
  nameKey,
  nodeRegistryAbi,
  readAddresses,
  readEmissionAddresses,
  readValidatorSet,
  stakeVaultAbi,
} from '@infinitio/chain'
import { createChainClient, forwardTime, sendCalls } from '@infinitio/chain/node'
import { deployTestGovernance, registerCall, type SeedMakers, startSeedMakers, startTestChain, type TestChain, testKey } from '@infinitio/chain/test'
import { type Hex32, hex32 } from '@infinitio/domain'
import { createLogger } from '@infinitio/process'
import type { Hex } from 'viem'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openKeptEpochs } from '../validator/keptEpochs.ts'
import { openKeptSlots } from '../validator/keptSlots.ts'
import type { OpenValidator, Round } from '../validator/validator.ts'
import { executeSlashes, signFrauds } from './signFrauds.ts'

type Handed = { readonly subject: string; readonly epoch: number; readonly root: string; readonly signer: string; readonly signature: Hex }

const provider = nameKey('Provider')
const wordOf = (text: string) => hex32(`0x${text.repeat(64).slice(0, 64)}`)

/** Four validators that judged the same proof slots. The chain is real. The API that collects their signatures is only in memory. */
describe('a machine that answers with wrong rows', () => {
  let chain: TestChain
  let client: ReturnType<typeof createChainClient>
  let seeds: SeedMakers
  let validators: OpenValidator[] = []
  let node: Hex32
  const folder = mkdtempSync(join(tmpdir(), 'infinitio-frauds-'))
  const board = new Map<string, Handed>()

  beforeAll(async () => {
    chain = await startTestChain()
    client = createChainClient({ rpcUrl: chain.rpcUrl, timeoutMs: 30_000 })
    const governance = await deployTestGovernance(chain)
    seeds = await startSeedMakers({ chain, governance })
    const nodeKey = testKey('a cheating machine').address
    const call = registerCall({ chain, nodeKey })
    await sendCalls(client, {
      privateKey: chain.keys.provider.privateKey,
      calls: [{ ...call, what: 'a machine', value: 0n, gas: 900_000n }],
      timeoutMs: 60_000,
    })
    const named = { address: chain.addresses.nodeRegistry, abi: nodeRegistryAbi, functionName: 'nodeIdOf' } as const
    node = hex32(await client.readContract({ ...named, args: [chain.keys.provider.address, nodeKey] }))
    validators = await Promise.all(seeds.makers.map((key, index) => validatorOf(key, index)))
  }, 120_000)
  afterAll(async () => {
    await chain.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  it('is not punished for silence, or for four wrong answers of six', async () => {
    for (let slot = 0; slot < 6; slot += 1) await judge(slot, { isWrong: slot < 4 })
    await nextHour()
    await everybody(signFrauds)
    expect(board.size).toBe(0)
    expect((await pending()).executeAt).toBe(0)
  })

  it('loses half of the part of the bond after five of six, by signatures of four validators and 72 h later', async () => {
    const before = await atRisk()
    for (let slot = 6; slot < 11; slot += 1) await judge(slot, { isWrong: true })
    await nextHour()
    // First only three of the four validators sign, which is not enough. The cheating provider submits these signatures itself, so that the fourth one seems to
    // come too late. Then all of them sign.
    for (const validator of validators.slice(0, 3)) await signFrauds(validator, await roundOf(validator))
    await submitBoard(chain.keys.provider.privateKey)
    expect((await attestedFrauds()).full).toBe(false)
    await everybody(signFrauds)
    expect(board.size).toBe(4)
    await everybody(signFrauds)
    expect((await attestedFrauds()).full).toBe(true)
    await everybody(signFrauds)
    const queued = await pending()
    expect(queued.amount).toBe(before / 2n)
    await everybody(executeSlashes)
    expect(await atRisk()).toBe(before)
    await forwardTime(client, { seconds: 72n * 3_600n + 1n })
    await everybody(executeSlashes)
    expect(await atRisk()).toBe(before - before / 2n)
  }, 60_000)

  it('is not punished a second time for the same slots', async () => {
    await nextHour()
    await everybody(signFrauds)
    await everybody(signFrauds)
    expect((await pending()).executeAt).toBe(0)
    const events = await client.getContractEvents({
      address: chain.addresses.attestations,
      abi: attestationsAbi,
      eventName: 'FraudRecorded',
      fromBlock: 0n,
    })
    expect(events).toHaveLength(1)
  })

  async function everybody(take: (validator: OpenValidator, round: Round) => Promise<void>): Promise<void> {
    for (const validator of validators) await take(validator, await roundOf(validator))
  }

  async function roundOf(validator: OpenValidator): Promise<Round> {
    const block = await client.getBlock({ blockTag: 'latest' })
    const set = await readValidatorSet(client, chain.addresses.attestations, { known: validator.set })
    return { head: block.number, headTime: block.timestamp, final: block.number, finalTime: block.timestamp, set }
  }

  async function attestedFrauds() {
    const read = { address: chain.addresses.attestations, abi: attestationsAbi, functionName: 'attestedOf' } as const
    return await client.readContract({ ...read, args: [nameKey('frauds')] })
  }

  /** Submits the posted signatures to the contract, as anybody may. */
  async function submitBoard(privateKey: Hex): Promise<void> {
    const set = (await readValidatorSet(client, chain.addresses.attestations, { known: null })) ?? expect.unreachable()
    const handed = set.members.map(({ account }, place) => ({ place, item: [...board.values()].find(({ signer }) => signer === account) }))
    const there = handed.flatMap(({ place, item }) => (item === undefined ? [] : [{ place, item }]))
    const [
      {
        item: { epoch, root },
      },
    ] = there as [(typeof there)[number]]
    const bitmap = there.reduce((bits, { place }) => bits | (1n << BigInt(place)), 0n)
    const proof = { members: set.members.map(({ word }) => word), bitmap, signatures: there.map(({ item }) => item.signature) }
    const call = attestCall({
      attestations: chain.addresses.attestations,
      subject: nameKey('frauds'),
      epoch: BigInt(epoch),
      root: hex32(root),
      proof,
    })
    await sendCalls(client, { privateKey, calls: [{ ...call, what: 'three signatures', value: 0n, gas: 900_000n }], timeoutMs: 60_000 })
  }

  async function nextHour(): Promise<void> {
    const { timestamp } = await client.getBlock({ blockTag: 'latest' })
    await forwardTime(client, { seconds: 3_600n - (timestamp % 3_600n) + 1n })
  }

  /** Stores a judged proof slot at every validator, as `judgeBoard` would. */
  async function judge(slot: number, { isWrong }: { isWrong: boolean }): Promise<void> {
    await forwardTime(client, { seconds: 60n })
    const { number, timestamp, hash } = await client.getBlock({ blockTag: 'latest' })
    const commit = wordOf(`${slot.toString(16)}1`)
    const gpus = [{ node, gpu: 0, commit, shownMib: 0, passed: false, speedBps: 0, site: 0 }]
    const common = { slotHash: hash, beaconSeed: wordOf('0'), calls: wordOf('2'), timers: 4, z: Number(number), zHash: wordOf('3') }
    for (const { proofs } of validators) {
      const kept =
        proofs.kept.add({ slot: number, at: timestamp, slotHash: hex32(hash), beaconSeed: wordOf('0'), seed: wordOf('5') }, Date.now()) ??
        expect.unreachable()
      const statements = { root: wordOf('4'), slot: Number(number), ...common, gpus }
      proofs.kept.put(kept, { phase: 'over', statements, wrong: isWrong ? [{ node, commit }] : [] })
    }
  }

  async function validatorOf({ address, privateKey }: SeedMakers['makers'][number], index: number): Promise<OpenValidator> {
    const dataDir = join(folder, `${index}`)
    const found = (await readEmissionAddresses(client, chain.addresses.directory)) ?? expect.unreachable()
    const addresses = await readAddresses(client, chain.addresses.directory)
    const send = ({
      method,
      body,
    }: {
      method: string
      body?: Pick<Handed, 'subject' | 'epoch' | 'root'> & { signed: Pick<Handed, 'signer' | 'signature'> }
    }) => {
      if (method === 'GET') return Promise.resolve({ items: [...board.values()] })
      if (body !== undefined)
        board.set(`${body.epoch} ${body.signed.signer}`, { subject: body.subject, epoch: body.epoch, root: body.root, ...body.signed })
      return Promise.resolve({ statement: body?.root })
    }
    return {
      ...{ address, privateKey, client, isTurn: () => true, checked: new Set(), set: null, frauds: { lastAt: new Map(), readTo: null } },
      logger: createLogger({ room: 'validator test' }),
      kept: openKeptEpochs(dataDir),
      proofs: { kept: openKeptSlots(dataDir) },
      opened: { addresses, chainId: chain.chainId, access: { client, transport: { send }, contracts: { addresses, ...found } } },
    } as unknown as OpenValidator
  }

  async function pending() {
    const read = { address: chain.addresses.stakeVault, abi: stakeVaultAbi, functionName: 'pendingSlashOf' } as const
    return await client.readContract({ ...read, args: [chain.keys.provider.address, provider] })
  }

  async function atRisk(): Promise<bigint> {
    const read = { address: chain.addresses.stakeVault, abi: stakeVaultAbi, functionName: 'atRisk' } as const
    return await client.readContract({ ...read, args: [chain.keys.provider.address, provider] })
  }
})

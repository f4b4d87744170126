import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  attestationsAbi,
  formSetCall,
  mineSlot,
  nameKey,
  proofsEntry,
  readAddresses,
  readEmissionAddresses,
  readSlot,
  readValidatorSet,
  stakeVaultAbi,
} from '@infinitio/chain'
import { createChainClient, developmentGenesisTable, forwardTime, sendCalls } from '@infinitio/chain/node'
import { deployTestGovernance, type SeedMakers, startSeedMakers, startTestChain, type TestChain, testKey } from '@infinitio/chain/test'
import { type Hex32, hex32, zeroAddress } from '@infinitio/domain'
import { createLogger } from '@infinitio/process'
import type { ProofSlot } from '@infinitio/sdk/proofs'
import { createPublicClient, custom, encodeFunctionData, type Hex, parseEther } from 'viem'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { committeeOfSlot } from '../proofs/slotFacts.ts'
import { openKeptEpochs } from '../validator/keptEpochs.ts'
import { openKeptSlots } from '../validator/keptSlots.ts'
import type { OpenValidator, Round } from '../validator/validator.ts'
import { signProofs } from './signProofs.ts'

const subject = nameKey(proofsEntry)
const committeeSize = 16
const hour = 3_600n
const startWithinMs = 300_000
const testWithinMs = 120_000
// The last three tests take minutes on a busy computer, and each needs the state after the one before.
const isLong = process.env.TEST_LONG === '1'
const newcomer = testKey('a new validator')
const wordOf = (text: string) => hex32(`0x${text.repeat(64).slice(0, 64)}`)

type Posted = { readonly subject: string; readonly epoch: number; readonly root: string; readonly setHash: string; readonly signer: string }

/**
 * Forty validators, of which a random seed selects sixteen for each hour. The chain and the contract are real. The API that collects the signatures is only in
 * memory, and each validator finds its statements about a slot already judged on its disk.
 */
describe('the root of a proof slot in a set of forty validators', () => {
  let chain: TestChain
  let client: ReturnType<typeof createChainClient>
  let seeds: SeedMakers
  let validators: OpenValidator[] = []
  const folder = mkdtempSync(join(tmpdir(), 'infinitio-forty-'))
  const board = new Map<string, Posted>()

  beforeAll(async () => {
    chain = await startTestChain()
    client = createChainClient({ rpcUrl: chain.rpcUrl, timeoutMs: 30_000 })
    const governance = await deployTestGovernance(chain, { table: developmentGenesisTable })
    seeds = await startSeedMakers({ chain, governance, count: 40 })
    await seeds.playRound()
    // The seed of an hour selects the committee of the next hour.
    await forwardTo(hour, 1n)
    validators = await Promise.all(seeds.makers.map((_, index) => validatorOf(index)))
  }, startWithinMs)
  afterAll(async () => {
    await chain?.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  it(
    'is signed by the sixteen that measured the slot, and attested within its hour',
    async () => {
      const slot = await makeSlot()
      const { set, timers } = await committee(slot)
      expect([set.members.length, timers.length]).toEqual([40, committeeSize])
      const drawn = await drawnByContract(slot, set)
      expect(timers.map(({ account }) => account)).toEqual(drawn)
      const root = await judge(slot, 'a')
      await everybody()
      expect(new Set(signersOf(root))).toEqual(new Set(drawn))
      await everybody()
      expect(await attested()).toMatchObject({ root, epoch: slot.at / 60n, full: true })
      await everybody()
      expect(phases(slot)).toEqual(new Set(['over']))
    },
    testWithinMs,
  )

  it(
    'does not wait for the root of another slot of its hour, and has the next minute after one of its minute',
    async () => {
      await forwardTo(60n, 1n)
      const [first, second] = [await makeSlot(), await makeSlot()]
      expect(second.at / 60n).toBe(first.at / 60n)
      const roots = [await judge(first, 'b'), await judge(second, 'c')]
      await everybody()
      await everybody()
      expect(await attested()).toMatchObject({ root: roots[0], epoch: first.at / 60n })
      for (let round = 0; round < 4; round += 1) await everybody()
      expect(await attested()).toMatchObject({ root: roots[1], epoch: first.at / 60n + 1n, full: true })
    },
    testWithinMs,
  )

  it(
    'is signed once by a validator that crashes after it stored the root and before it posted the signature',
    async () => {
      const slot = await makeSlot()
      const { timers } = await committee(slot)
      const root = await judge(slot, 'd')
      const index = validators.findIndex(({ address }) => address === timers[0]?.account)
      const crashing = await validatorOf(index, { isAway: true })
      await expect(signProofs(crashing, await roundNow())).rejects.toThrow('the API is away')
      expect(signersOf(root)).toEqual([])
      validators[index] = await validatorOf(index)
      await everybody()
      await everybody()
      expect(signersOf(root)).toHaveLength(committeeSize)
      expect(await attested()).toMatchObject({ root, full: true })
    },
    testWithinMs,
  )

  it(
    'is signed by the set before, if a member joined in the hour of the slot',
    async () => {
      const before = await setNow()
      await joinNewcomer()
      const after = await setNow()
      expect(after.members.map(({ account }) => account)).toContain(newcomer.address)
      // From a set that was formed in this hour, the contract selects nobody. A gift to the bond of a member changes the set in the same way.
      const slot = await makeSlot()
      expect(await contractCommittee(slot, after)).toBe(2n ** 256n - 1n)
      const { set, timers } = await committee(slot)
      expect([set.setHash, timers.length]).toEqual([before.setHash, committeeSize])
      const root = await judge(slot, 'e')
      await everybody()
      await everybody()
      expect(await attested()).toMatchObject({ root, full: true })
    },
    testWithinMs,
  )

  it.skipIf(!isLong)(
    'counts until the end of an hour in which somebody gives a member something each minute, and is given up 70 minutes after the change',
    async () => {
      const { since } = await setNow()
      const attestSlotAt = async (second: bigint, digit: string) => {
        const { timestamp } = await client.getBlock({ blockTag: 'latest' })
        await forwardTime(client, { seconds: second - (timestamp % hour) })
        // The contract forms a set once in an hour, so each further gift changes nothing in this hour.
        expect(await giveAndForm()).toBe(false)
        const [slot, later] = [await makeSlot(), await makeSlot()]
        expect([slot.at / hour, later.at / hour]).toEqual([since / hour, since / hour])
        const root = await judge(slot, digit)
        await everybody()
        await everybody()
        expect(await attested()).toMatchObject({ root, epoch: slot.at / 60n, full: true })
        return later
      }
      await attestSlotAt(1_500n, '5')
      await attestSlotAt(2_700n, '6')
      const later = await attestSlotAt(3_580n, '7')
      const root = await judge(later, '8')
      await forwardTime(client, { seconds: 4_200n + since - (await roundNow()).headTime })
      // One round notes that the slot before is attested, and one gives this slot up.
      for (let round = 0; round < 2; round += 1) await everybody()
      expect([phases(later), signersOf(root)]).toEqual([new Set(['over']), []])
    },
    startWithinMs,
  )

  it.skipIf(!isLong)(
    'is given up at once after a second change of the set',
    async () => {
      await seeds.playRound()
      await forwardTo(hour, 1n)
      const before = await setNow()
      expect(await giveAndForm()).toBe(true)
      const slot = await makeSlot()
      expect((await committee(slot)).set.setHash).toBe(before.setHash)
      const root = await judge(slot, '9')
      await forwardTo(hour, 1n)
      expect(await giveAndForm()).toBe(true)
      await everybody()
      expect([phases(slot), signersOf(root)]).toEqual([new Set(['over']), []])
    },
    startWithinMs,
  )

  it.skipIf(!isLong)(
    'waits for a chain node that shows no set at first, and is given up after a quarter of an hour',
    async () => {
      const slot = await makeSlot()
      const root = await judge(slot, '4')
      const lagging = validators[0] ?? expect.unreachable()
      const round = await roundNow()
      const waiting = withoutSet(lagging)
      await signProofs(waiting, round)
      await signProofs(waiting, { ...round, headTime: round.headTime + 899n })
      expect(lagging.proofs.kept.open().map(({ slotHash }) => slotHash)).toContain(slot.slotHash)
      await signProofs(waiting, { ...round, headTime: round.headTime + 900n })
      expect(lagging.proofs.kept.open().map(({ slotHash }) => slotHash)).not.toContain(slot.slotHash)
      expect(signersOf(root)).toEqual([])
    },
    testWithinMs,
  )

  async function forwardTo(unit: bigint, past: bigint): Promise<void> {
    const { timestamp } = await client.getBlock({ blockTag: 'latest' })
    await forwardTime(client, { seconds: unit - (timestamp % unit) + past })
  }

  async function makeSlot(): Promise<ProofSlot> {
    const number = await mineSlot({ rpcUrl: chain.rpcUrl })
    const found = await readSlot(client, { chainId: chain.chainId, directory: chain.addresses.directory, slot: BigInt(number) })
    return found ?? expect.unreachable()
  }

  /**
   * Stores the same statements about a slot at every validator, as `judgeBoard` does about 105 s after the slot. Validators that did not measure the slot sign
   * nothing.
   */
  async function judge(slot: ProofSlot, digit: string): Promise<Hex32> {
    await forwardTime(client, { seconds: 105n })
    const { timers } = await committee(slot)
    const root = wordOf(digit)
    const common = { slotHash: slot.slotHash, beaconSeed: slot.beaconSeed, calls: wordOf('2'), timers: timers.length, zHash: wordOf('3') }
    const statements = { root, slot: Number(slot.slot), z: Number(slot.slot) + 1, ...common, gpus: [] }
    for (const { address, proofs } of validators) {
      const isTimer = timers.some(({ account }) => account === address)
      const kept = proofs.kept.add(slot, Date.now()) ?? expect.unreachable()
      proofs.kept.put(kept, { phase: isTimer ? 'judged' : 'over', statements })
    }
    return root
  }

  async function committee(slot: ProofSlot) {
    const [first] = validators
    return (first === undefined ? null : await committeeOfSlot(first, slot)) ?? expect.unreachable()
  }

  type Members = { readonly members: Awaited<ReturnType<typeof setNow>>['members'] }

  function contractCommittee({ at }: ProofSlot, { members }: Members): Promise<bigint> {
    const args = [subject, at / 60n, members.map(({ word }) => word)] as const
    return client.readContract({ address: chain.addresses.attestations, abi: attestationsAbi, functionName: 'committeeOf', args })
  }

  async function drawnByContract(slot: ProofSlot, { members }: Members): Promise<string[]> {
    const bits = await contractCommittee(slot, { members })
    return members.flatMap(({ account }, place) => (((bits >> BigInt(place)) & 1n) === 1n ? [account] : []))
  }

  async function setNow() {
    return (await readValidatorSet(client, chain.addresses.attestations, { known: null })) ?? expect.unreachable()
  }

  /** Gives one more validator a bond, and lets it join the set. */
  async function joinNewcomer(): Promise<void> {
    const { stakeVault, attestations } = chain.addresses
    const bond = encodeFunctionData({
      abi: stakeVaultAbi,
      functionName: 'bondFor',
      args: [newcomer.address, nameKey('Validator'), parseEther('1000')],
    })
    const admit = encodeFunctionData({ abi: attestationsAbi, functionName: 'admit', args: [newcomer.address, true] })
    const join = encodeFunctionData({ abi: attestationsAbi, functionName: 'join', args: [zeroAddress] })
    const call = { value: 0n, gas: 400_000n }
    const deployer = { privateKey: chain.keys.deployer.privateKey, timeoutMs: 60_000 }
    const prepared = [
      { ...call, to: stakeVault, data: bond, what: 'a bond' },
      { ...call, to: attestations, data: admit, what: 'admitting it' },
      { ...call, to: newcomer.address, data: '0x', what: 'coins for gas', value: parseEther('1') } as const,
    ]
    await sendCalls(client, { ...deployer, calls: prepared })
    await sendCalls(client, {
      privateKey: newcomer.privateKey,
      calls: [{ ...call, to: attestations, data: join, what: 'joining' }],
      timeoutMs: 60_000,
    })
    await sendCalls(client, { ...deployer, calls: [{ ...call, ...formSetCall({ attestations }), what: 'forming the set', gas: 4_000_000n }] })
  }

  /** Adds a hundredth of the least stake to the bond of a member, and forms the set. Returns false if the contract forms no set now. */
  async function giveAndForm(): Promise<boolean> {
    const { stakeVault, attestations } = chain.addresses
    const args = [validators[0]?.address ?? expect.unreachable(), nameKey('Validator'), parseEther('10')] as const
    const gift = { to: stakeVault, data: encodeFunctionData({ abi: stakeVaultAbi, functionName: 'bondFor', args }), what: 'a gift' }
    const deployer = { privateKey: chain.keys.deployer.privateKey, timeoutMs: 60_000 }
    await sendCalls(client, { ...deployer, calls: [{ ...gift, value: 0n, gas: 400_000n }] })
    const from = await client.readContract({ address: attestations, abi: attestationsAbi, functionName: 'formableFrom' })
    if (from !== 0n) return false
    await sendCalls(client, { ...deployer, calls: [{ ...formSetCall({ attestations }), what: 'forming the set', value: 0n, gas: 4_000_000n }] })
    return true
  }

  /** The same validator, with a chain node that answers that no set was ever formed. */
  function withoutSet(validator: OpenValidator): OpenValidator {
    const reads = (['currentSet', 'previousSet'] as const).map((functionName) => encodeFunctionData({ abi: attestationsAbi, functionName }))
    const request = async ({ method, params }: { method: string; params?: unknown }): Promise<unknown> => {
      if (method === 'eth_getLogs') return []
      const [call] = (params ?? []) as { data?: Hex }[]
      if (method === 'eth_call' && reads.some((data) => data === call?.data)) return `0x${'0'.repeat(64 * 4)}`
      return await client.request({ method, params } as Parameters<typeof client.request>[0])
    }
    const lagging = createPublicClient({ transport: custom({ request }), cacheTime: 0 })
    return { ...validator, client: lagging, proofs: { ...validator.proofs, sets: [] } }
  }

  function signersOf(root: Hex32): string[] {
    return [...board.values()].filter((item) => item.root === root).map(({ signer }) => signer)
  }

  function phases({ slotHash }: ProofSlot): ReadonlySet<string> {
    return new Set(validators.flatMap(({ proofs }) => proofs.kept.judged().flatMap((it) => (it.slotHash === slotHash ? [it.phase] : []))))
  }

  async function attested() {
    return await client.readContract({ address: chain.addresses.attestations, abi: attestationsAbi, functionName: 'attestedOf', args: [subject] })
  }

  async function everybody(): Promise<void> {
    for (const validator of validators) await signProofs(validator, await roundNow())
  }

  async function roundNow(): Promise<Round> {
    const block = await client.getBlock({ blockTag: 'latest' })
    return { head: block.number, headTime: block.timestamp, final: block.number, finalTime: block.timestamp, set: await setNow() }
  }

  /** Opens a validator on its folder. `isAway`: the API does not take its signatures. */
  async function validatorOf(index: number, { isAway = false }: { isAway?: boolean } = {}): Promise<OpenValidator> {
    const { address, privateKey } = seeds.makers[index] ?? expect.unreachable()
    const dataDir = join(folder, `${index}`)
    const found = (await readEmissionAddresses(client, chain.addresses.directory)) ?? expect.unreachable()
    const addresses = await readAddresses(client, chain.addresses.directory)
    const send = ({
      method,
      body,
    }: {
      method: string
      body?: { epoch: number; root: string; signed: Omit<Posted, 'subject' | 'epoch' | 'root'> }
    }) => {
      if (method === 'GET') return Promise.resolve({ items: [...board.values()] })
      if (body === undefined || isAway) return Promise.reject(new Error('the API is away'))
      const { epoch, root, signed } = body
      board.set(`${epoch} ${signed.setHash} ${signed.signer}`, { subject: 'proofs', epoch, root, ...signed })
      return Promise.resolve({ statement: root })
    }
    return {
      ...{ address, privateKey, client, isTurn: () => true, checked: new Set(), set: null },
      logger: createLogger({ room: 'validator test' }),
      kept: openKeptEpochs(dataDir),
      proofs: { kept: openKeptSlots(dataDir), sets: [], noSetAt: new Map() },
      opened: { addresses, chainId: chain.chainId, access: { client, transport: { send }, contracts: { addresses, ...found } } },
    } as unknown as OpenValidator
  }
})

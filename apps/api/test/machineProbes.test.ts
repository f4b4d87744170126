import { setTimeout as delay } from 'node:timers/promises'
import { attestationTypedData, attestCall, nameKey, nodeRegistryAbi, readValidatorSet, stakeVaultAbi } from '@infinitio/chain'
import { createChainClient, sendCalls } from '@infinitio/chain/node'
import { deployTestGovernance, testKey } from '@infinitio/chain/test'
import { insertProbeReport } from '@infinitio/db'
import { address, type Hex32, hex32, nodeId, zeroHex32 } from '@infinitio/domain'
import { type ProbePlace, type ProbeRecord, probeReportText, probeSeconds } from '@infinitio/domain/probes'
import { getMachineReliability, postSlotStatements, slotTree, statementsOfSlot } from '@infinitio/sdk/emission'
import { getNodeProbes, getProbeHour, postProbeReport } from '@infinitio/sdk/probes'
import { encodeFunctionData, type Hex, toHex } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type LiveMarket, liveMarket } from './liveMarket.ts'
import { openingBlock } from './openingBlock.ts'
import type { SeededNode } from './seedMarket.ts'
import { signedBid } from './signedBid.ts'
import { startTestApi, type TestApi } from './startTestApi.ts'
import { startTestEngine, type TestEngine } from './startTestEngine.ts'
import { startTestValidators, type TestValidators } from './startTestValidators.ts'

const hour = 3_600
const members = ['one', 'two', 'three', 'four', 'five'].map((name) => testKey(`validator ${name}`))
type Key = (typeof members)[number]
const liar = testKey('validator five')
const isLiar = ({ address: of }: Key) => of === liar.address

/** The locations that the validators state, in hundredths of a degree: New York, Chicago, Atlanta, Miami and Tokyo. The one of the fifth validator is false. */
const places: readonly ProbePlace[] = [
  { latitude: 4_071, longitude: -7_401 },
  { latitude: 4_188, longitude: -8_763 },
  { latitude: 3_375, longitude: -8_439 },
  { latitude: 2_576, longitude: -8_020 },
  { latitude: 3_568, longitude: 13_969 },
]
const placeOf = ({ address: of }: { readonly address: string }) => places[members.findIndex((key) => key.address === of)] ?? null
/** Ids of regions in the catalogue. */
const regions = { usEast: 1, ap: 5 } as const

/**
 * A market with a real chain and four machines. Four honest validators in the east of the US measure them, and a fifth validator lies about all of them.
 * - `narrow` is reached through one gateway, the other machines through two
 * - `fast` and `elsewhere` answer fast, as machines near the validators do
 * - `fast` claims to be in the east of the US, `elsewhere` claims to be in Asia
 */
describe('the network of machines', () => {
  let api: TestApi
  let engine: TestEngine
  let market: LiveMarket
  let narrow: SeededNode
  let wide: SeededNode
  let fast: SeededNode
  let elsewhere: SeededNode
  const running: TestValidators[] = []

  beforeAll(async () => {
    api = await startTestApi()
    await deployTestGovernance(api.chain, { members })
    engine = startTestEngine(api)
    market = liveMarket(api, engine)
    await market.fund(api.chain.keys.renter)
    // List the machine with one gateway before the others. If prices are equal, the order book rents out the machine that was listed first.
    narrow = await market.list('narrow')
    wide = await market.list('wide')
    fast = await market.list('fast', { regionId: regions.usEast })
    elsewhere = await market.list('elsewhere', { regionId: regions.ap })
  }, 180_000)
  afterAll(async () => {
    await Promise.all(running.map((it) => it.stop()))
    await engine?.stop()
    await api?.stop()
  })

  it('is reported by members of the set, of the present hour and once, with a signature', async () => {
    await toSecond(60)
    const at = await hourNow()
    const records = recordsOf(members[0])
    const post = async (changes: { key?: Key; at?: number; records?: ProbeRecord[]; signature?: string } = {}) => {
      const { key = members[0], ...rest } = changes
      if (key === undefined) throw new Error('there is a member')
      const report = { hour: rest.at ?? at, validator: key.address, place: placeOf(key), records: rest.records ?? records }
      return await postProbeReport(api.client.transport, { ...report, signature: rest.signature ?? (await signatureOf(key, report)) })
    }
    await expect(post({ at: at - 1 })).rejects.toMatchObject({ code: 'api.invalid_field' })
    await expect(post({ key: testKey('stranger') })).rejects.toMatchObject({ code: 'auth.signature_wrong_signer' })
    const signature = await signatureOf(liar, { hour: at, place: placeOf(liar), records })
    await expect(post({ signature })).rejects.toMatchObject({ code: 'auth.signature_wrong_signer' })
    const unknown = records.map((it) => ({ ...it, node: hex32(`0x${'9'.repeat(64)}`) }))
    await expect(post({ records: unknown })).rejects.toMatchObject({ code: 'api.invalid_field' })
    expect(await post({ records: [] })).toEqual({ hour: at })
    expect(await post()).toEqual({ hour: at })
    // Posting the same report again changes nothing. A second report with other numbers is rejected.
    expect(await post()).toEqual({ hour: at })
    await expect(post({ records: records.map((it) => ({ ...it, upKbps: 1 })) })).rejects.toMatchObject({ code: 'api.idempotency_conflict' })
    const { reports } = await getProbeHour(api.client.transport, at)
    expect(reports).toMatchObject([{ validator: members[0]?.address, place: places[0], records: expect.arrayContaining(records) }])
    await toSecond(probeSeconds.closed)
    await expect(post({ key: members[1] as Key })).rejects.toMatchObject({ code: 'api.invalid_field' })
  })

  it('gives tier 2 to the machine with two gateways, and not to the other, whatever one validator says', async () => {
    for (const node of [narrow, wide, fast, elsewhere]) await market.runLease(node)
    await market.travel(hour + 60)
    await attestSlot()
    await market.travel(7 * 24 * hour)
    await toSecond(60)
    running.push(startTestValidators(api, { keys: members.filter((key) => !isLiar(key)).map(({ privateKey }) => privateKey) }))
    // A validator set may sign for seven days. Afterwards a new one must be formed.
    await until('a new set is formed', async () => ((await setNow()).formedAt ?? 0n) > BigInt(await now()) - BigInt(hour))
    const first = await hourNow()
    for (let at = first - 5; at < first; at += 1) await reportHour(at)
    await noteHours(first - 5, first)
    for (const key of members) await postReport(key, first)
    await attestSlot()
    await market.travel(hour)
    await until('the registry has the tier', async () => (await tierOf(wide)) === 2)
    expect(await tierOf(narrow)).toBe(1)
    const { statement } = await getMachineReliability(api.client.transport, wide.node)
    expect(statement?.facts).toMatchObject({ probedHours: 6, gateways: 2, networkMbps: 940, slotDays: 7, recentSlots: 2, recentPassed: 2 })
    const shown = await getMachineReliability(api.client.transport, narrow.node)
    expect(shown.statement?.facts).toMatchObject({ gateways: 1, networkMbps: 940 })
  })

  it('gives tier 3 to the fast machine with a possible region, and not to the one that answers faster than light', async () => {
    await until('the registry has the tier', async () => (await tierOf(fast)) === 3)
    expect(await tierOf(elsewhere)).toBe(2)
    const { statement } = await getMachineReliability(api.client.transport, fast.node)
    expect(statement?.facts).toMatchObject({ region: 'consistent', cleanDays: 90, networkMbps: 1_200 })
    expect(statement?.facts.bondBps).toBeGreaterThanOrEqual(30_000)
    const other = await getMachineReliability(api.client.transport, elsewhere.node)
    expect(other.statement?.facts).toMatchObject({ region: 'false', networkMbps: 1_200 })
    const unknown = await getMachineReliability(api.client.transport, wide.node)
    expect(unknown.statement?.facts).toMatchObject({ region: 'unknown' })
    const { region } = await getNodeProbes(api.client.transport, elsewhere.node)
    expect(region).toEqual({ name: 'ap', state: 'false', possible: 1, impossible: 4 })
  })

  it('is shown beside the claim', async () => {
    const probes = await getNodeProbes(api.client.transport, wide.node)
    expect(probes).toMatchObject({ claimedMbps: 100, gateways: 2, networkMbps: 940, probedHours: 6 })
    expect(probes.hours[0]).toMatchObject({ validators: 5, gateways: ['gateway-1', 'gateway-2'], rttMs: 20, downMbps: 940, upMbps: 940 })
    await expect(getNodeProbes(api.client.transport, `0x${'9'.repeat(64)}`)).rejects.toMatchObject({ code: 'node.unknown' })
  })

  it('decides which machine a bid gets that asks for tier 2', async () => {
    await engine.until('the book has the tier', async () => (await api.owner.query('select from chain_nodes where tier = 2', [])).length === 2)
    const change = { node: nodeId(zeroHex32), classMask: 1n, regionMask: 1n, minTier: 2 }
    const { orderHash } = await api.client.placeOrder(await signedBid(api, narrow, { change }))
    const { leaseId } = await market.judged(orderHash)
    expect((await market.leaseWhen(BigInt(leaseId ?? 0), 'the lease is booked', () => true)).nodeId).toBe(wide.node)
    const pinned = await api.client.placeOrder(await signedBid(api, narrow, { change: { minTier: 2 } }))
    expect(await market.judged(pinned.orderHash)).toMatchObject({ state: 'rejected', code: 'order.tier_too_low' })
    await engine.until('the book has tier 3', async () => (await api.owner.query('select from chain_nodes where tier = 3', [])).length === 1)
    const anywhere = { node: nodeId(zeroHex32), classMask: 1n, regionMask: 0b111111n, minTier: 3 }
    const best = await api.client.placeOrder(await signedBid(api, narrow, { change: anywhere }))
    const { leaseId: of } = await market.judged(best.orderHash)
    expect((await market.leaseWhen(BigInt(of ?? 0), 'the lease is booked', () => true)).nodeId).toBe(fast.node)
    const refused = await api.client.placeOrder(await signedBid(api, elsewhere, { change: { minTier: 3 } }))
    expect(await market.judged(refused.orderHash)).toMatchObject({ state: 'rejected', code: 'order.tier_too_low' })
  })

  it('takes tier 3 from a machine whose provider has less than three times the bond', async () => {
    const { nodeRegistry, stakeVault } = api.chain.addresses
    const provider = api.chain.keys.provider
    const purpose = nameKey('Provider')
    const { bonded } = await rpc().readContract({
      address: stakeVault,
      abi: stakeVaultAbi,
      functionName: 'bondOf',
      args: [provider.address, purpose],
    })
    const record = await rpc().readContract({ address: nodeRegistry, abi: nodeRegistryAbi, functionName: 'providerOf', args: [provider.address] })
    const amount = bonded - record.requiredBond * 3n + 1n
    await market.send(provider, { to: stakeVault, data: encodeFunctionData({ abi: stakeVaultAbi, functionName: 'unbond', args: [purpose, amount] }) })
    const at = await hourNow()
    await noteHours(at, at)
    await market.travel(hour)
    await until('the registry has the lower tier', async () => (await tierOf(fast)) === 2)
    const { statement } = await getMachineReliability(api.client.transport, fast.node)
    expect(statement?.facts).toMatchObject({ region: 'consistent', bondBps: 29_999 })
  })

  const rpc = () => createChainClient({ rpcUrl: api.chain.rpcUrl, timeoutMs: 30_000 })
  const now = async () => Number((await rpc().getBlock()).timestamp)
  const hourNow = async () => Math.floor((await now()) / hour)

  async function setNow() {
    const set = await readValidatorSet(rpc(), api.chain.addresses.attestations, { known: null })
    if (set === null) throw new Error('a set was formed')
    return set
  }

  /** Moves the clock forward to this second of the current hour, or of the next hour if that second has passed. */
  async function toSecond(second: number): Promise<void> {
    const ahead = (second - ((await now()) % hour) + hour) % hour
    if (ahead > 0) await market.travel(ahead)
  }

  /** Returns the measurements that a validator reports: the true ones, or invented ones if it is the dishonest validator. */
  function recordsOf(key: Key | undefined): ProbeRecord[] {
    const reached = (node: Hex32, gateway: string, mbps: number): ProbeRecord => ({
      ...{ node, gateway, rttMicros: 20_000, downKbps: mbps * 1_000, upKbps: mbps * 1_000 },
    })
    const lost = (node: Hex32, gateway: string): ProbeRecord => ({ node, gateway, rttMicros: null, downKbps: 0, upKbps: 0 })
    const [one, two, three, four] = [narrow, wide, fast, elsewhere].map(({ node }) => hex32(node))
    if (one === undefined || two === undefined || three === undefined || four === undefined) throw new Error('there are four machines')
    const quick = (node: Hex32, gateway: string, micros: number): ProbeRecord => ({ ...reached(node, gateway, 1_200), rttMicros: micros })
    if (key !== undefined && isLiar(key)) {
      const lies = [quick(three, 'gateway-1', 1_000), quick(four, 'gateway-1', 1_000)]
      return [...lies, reached(one, 'gateway-1', 900_000), reached(one, 'gateway-2', 900_000), reached(one, 'gateway-3', 1), lost(two, 'gateway-1')]
    }
    const both = [three, four].flatMap((node) => [quick(node, 'gateway-1', 20_000), quick(node, 'gateway-2', 25_000)])
    return [...both, reached(one, 'gateway-1', 940), lost(one, 'gateway-2'), reached(two, 'gateway-1', 940), reached(two, 'gateway-2', 800)]
  }

  type Signed = { readonly hour: number; readonly place: ProbePlace | null; readonly records: readonly ProbeRecord[] }

  async function signatureOf(key: Key, { hour: at, place, records }: Signed): Promise<string> {
    const message = probeReportText({ chainId: api.chain.chainId, hour: at, place, records })
    return (await privateKeyToAccount(key.privateKey).signMessage({ message })).toLowerCase()
  }

  async function postReport(key: Key, at: number): Promise<void> {
    const report = { hour: at, validator: key.address, place: placeOf(key), records: recordsOf(key) }
    await postProbeReport(api.client.transport, { ...report, signature: await signatureOf(key, report) })
  }

  /** Stores the reports of all validators for a past hour, as the API would have stored them in that hour. */
  async function reportHour(at: number): Promise<void> {
    for (const key of members) {
      const report = { hour: at, validator: key.address, place: placeOf(key), records: recordsOf(key) }
      const signature = await signatureOf(key, report)
      await insertProbeReport(api.owner, { ...report, hour: BigInt(at), signature })
    }
  }

  async function noteHours(first: number, last: number): Promise<void> {
    const sql = 'insert into node_hours (hour, node_id, seconds) select $1, unnest($2::text[]), 3600 on conflict (hour, node_id) do nothing'
    const nodes = [narrow, wide, fast, elsewhere].map(({ node }) => node)
    for (let at = first; at <= last; at += 1) await api.owner.query(sql, [BigInt(at), nodes])
  }

  function tierOf({ node }: SeededNode): Promise<number> {
    const at = { address: api.chain.addresses.nodeRegistry, abi: nodeRegistryAbi, functionName: 'listing', args: [hex32(node)] } as const
    return rpc()
      .readContract(at)
      .then(({ tier }) => tier)
  }

  /** Attests on the chain that all four machines proved their GPUs in a proof slot at the newest block. */
  async function attestSlot(): Promise<void> {
    const block = await rpc().getBlock()
    const z = await openingBlock(market, block)
    const [word, epoch] = [hex32(`0x${'8'.repeat(64)}`), Number(block.timestamp / 60n)]
    const slot = {
      slot: Number(block.number),
      slotHash: hex32(block.hash),
      beaconSeed: word,
      calls: word,
      timers: 4,
      z: Number(z.number),
      zHash: hex32(z.hash),
    }
    const gpus = [narrow, wide, fast, elsewhere].map(({ node }) => ({
      ...{ node: hex32(node), gpu: 0, commit: word, shownMib: 0, passed: true, speedBps: 10_000, site: 1 },
    }))
    const tree = slotTree(statementsOfSlot({ ...slot, gpus }))
    if (tree === null) throw new Error('four statements')
    const root = hex32(toHex(tree.root))
    const [first] = members
    if (first === undefined) throw new Error('there is a member')
    await postSlotStatements(api.client.transport, { ...slot, gpus, epoch, root, signed: await signed({ key: first, epoch, root }) })
    const { attestations } = api.chain.addresses
    const set = await setNow()
    const signers = set.members.map(({ account }) => members.find((key) => key.address === account && !isLiar(key)))
    const signatures = await Promise.all(signers.flatMap((key) => (key === undefined ? [] : [signed({ key, epoch, root })])))
    const bitmap = signers.reduce((bits, key, place) => (key === undefined ? bits : bits | (1n << BigInt(place))), 0n)
    const proof = { members: set.members.map(({ word: it }) => it), bitmap, signatures: signatures.map((it) => it.signature as Hex) }
    const call = attestCall({ attestations, subject: nameKey('proofs'), epoch: BigInt(epoch), root, proof })
    await sendCalls(rpc(), { privateKey: liar.privateKey, calls: [{ ...call, what: 'attest', value: 0n, gas: 1_000_000n }], timeoutMs: 30_000 })
  }

  async function signed({ key, epoch, root }: { key: Key; epoch: number; root: Hex }) {
    const { attestations } = api.chain.addresses
    const set = await setNow()
    const named = { setHash: set.setHash, subject: 'proofs', epoch: BigInt(epoch), root: hex32(root) }
    const typed = attestationTypedData(named, { chainId: api.chain.chainId, attestations: address(attestations) })
    return { setHash: set.setHash, signer: key.address, signature: (await privateKeyToAccount(key.privateKey).signTypedData(typed)).toLowerCase() }
  }

  /** Waits until `isSo` returns true, because other processes are at work. Mines blocks while it waits, so that time passes on the chain. */
  async function until(what: string, isSo: () => Promise<boolean>): Promise<void> {
    for (const deadline = performance.now() + 120_000; !(await isSo()); await delay(200)) {
      if (performance.now() > deadline) throw new Error(`waited two minutes in vain until ${what}`)
      await api.chain.mine(1)
    }
  }
})

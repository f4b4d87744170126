import { setTimeout as delay } from 'node:timers/promises'
import {
  attestationsAbi,
  attestationTypedData,
  attestCall,
  nameKey,
  nodeRegistryAbi,
  type ProvenNode,
  pTokenAbi,
  readAddresses,
  readEmissionAddresses,
  readValidatorSet,
  stakeVaultAbi,
} from '@infinitio/chain'
import { createChainClient, sendCalls } from '@infinitio/chain/node'
import { deployTestGovernance, testKey } from '@infinitio/chain/test'
import { bps, hex32, nodeId, zeroHex32 } from '@infinitio/domain'
import {
  epochEventLog,
  getDoubleSignatures,
  getHourRecords,
  getMachineReliability,
  getRootBoard,
  getSlotStatements,
  type MachineDocument,
  machineStatement,
  machineTree,
  postMachines,
  postRoot,
  postSlotStatements,
  slotTree,
  statementsOfSlot,
  workOutMachines,
} from '@infinitio/sdk/emission'
import { type Hex, toHex } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { postMachines as postFacts } from '../src/actions/emission/postMachines.ts'
import { createDoubleBoard, createFactsBoard, createRootBoard, type RootBoard } from '../src/emission/boards.ts'
import type { Services } from '../src/services/services.ts'
import { type LiveMarket, liveMarket } from './liveMarket.ts'
import type { SeededNode } from './seedMarket.ts'
import { signedBid } from './signedBid.ts'
import { openingBlock } from './openingBlock.ts'
import { type Liar, startLiar } from './startLiar.ts'
import { startTestApi, type TestApi } from './startTestApi.ts'
import { startTestEngine, type TestEngine } from './startTestEngine.ts'
import { startTestValidators, type TestValidators } from './startTestValidators.ts'

const isLong = process.env['TEST_LONG'] === '1'

const hour = 3_600
const minute = 60
const subject = 'nodes'
const members = ['one', 'two', 'three', 'four', 'five'].map((name) => testKey(`validator ${name}`))
type Key = (typeof members)[number]
const [first, second, third, fourth, liarKey] = members as [Key, Key, Key, Key, Key]

/** A market with a real chain, two machines and five validators. One of the validators knows other facts about the machines than the rest. */
describe('the reliability of machines', () => {
  let api: TestApi
  let engine: TestEngine
  let market: LiveMarket
  let shaky: SeededNode
  let steady: SeededNode
  let liar: Liar | undefined
  let old: ProvenNode[] = []
  const running: TestValidators[] = []

  beforeAll(async () => {
    api = await startTestApi()
    await deployTestGovernance(api.chain, { members })
    engine = startTestEngine(api)
    market = liveMarket(api, engine)
    await market.fund(api.chain.keys.renter)
    // List the machine with outages (`shaky`) first: if prices are equal, the order book takes the machine that was listed first.
    shaky = await market.list('shaky')
    steady = await market.list('steady')
    const begin = Math.floor((await now()) / hour)
    await market.travel(20 * hour + 100 - ((await now()) % hour))
    for (let at = begin; at < begin + 20; at += 1) await noteHour(at)
  }, 180_000)
  afterAll(async () => {
    await Promise.all(running.map((it) => it.stop()))
    liar?.stop()
    await engine?.stop()
    await api?.stop()
  })

  it('is attested by no quorum while only three of five validators calculate the same', async () => {
    running.push(startTestValidators(api, { keys: [first, second, third].map(({ privateKey }) => privateKey) }))
    running.push(startTestValidators(api, { keys: [liarKey.privateKey], apiUrl: await liarUrl() }))
    await until('all four have signed', async () => (await signatures()).length === 4)
    const roots = (await signatures()).map(({ root }) => root)
    expect(new Set(roots).size).toBe(2)
    expect(await reliabilityOnChain(steady)).toBe(0)
    expect(await getMachineReliability(api.client.transport, steady.node)).toEqual({ root: null, epoch: null, attestedAt: null, statement: null })
  })

  it('reaches the registry once the fourth has signed, and follows from public data', async () => {
    running.push(startTestValidators(api, { keys: [fourth.privateKey] }))
    await until('the registry has both values', async () => (await reliabilityOnChain(steady)) > 0 && (await reliabilityOnChain(shaky)) > 0)
    const document = await workedOut()
    const [byShaky, bySteady] = [shaky, steady].map(({ node }) => document.statements.find((it) => it.node === node))
    expect(bySteady?.reliabilityBps).toBeGreaterThan(9_600)
    expect(byShaky?.reliabilityBps).toBeLessThan(5_000)
    expect([await reliabilityOnChain(steady), await reliabilityOnChain(shaky)]).toEqual([bySteady?.reliabilityBps, byShaky?.reliabilityBps])
    const shown = await getMachineReliability(api.client.transport, shaky.node)
    const facts = document.facts.find(({ node }) => node === shaky.node)
    expect(shown).toMatchObject({ root: toHex(document.tree.root), statement: { tier: 0, reliabilityBps: byShaky?.reliabilityBps } })
    expect({ node: shaky.node, ...shown.statement?.facts }).toEqual(facts)
    old = provenOf(document)
    // There are no records for hours before the market began. With `skip`, the answer leaves these hours out, and the request is not rejected.
    expect(await getHourRecords(api.client.transport, { first: 1, last: 2, missing: 'skip' })).toEqual({ hours: [] })
  })

  it('decides which machine a bid gets that asks for a reliability', async () => {
    await engine.until(
      'the book has both values',
      async () => (await api.owner.query('select from chain_nodes where reliability_bps > 0', [])).length === 2,
    )
    const change = { node: nodeId(zeroHex32), classMask: 1n, regionMask: 1n, minReliabilityBps: bps(9_500n) }
    const reliable = await api.client.placeOrder(await signedBid(api, shaky, { change }))
    expect((await leaseOf(reliable.orderHash)).nodeId).toBe(steady.node)
    const any = await api.client.placeOrder(await signedBid(api, shaky, { change: { ...change, minReliabilityBps: bps(0n) } }))
    expect((await leaseOf(any.orderHash)).nodeId).toBe(shaky.node)
    const pinned = await api.client.placeOrder(await signedBid(api, shaky, { change: { minReliabilityBps: bps(9_500n) } }))
    expect(await market.judged(pinned.orderHash)).toMatchObject({ state: 'rejected', code: 'order.reliability_too_low' })
  })

  it('cannot be set by a leaf of another machine, and not by an old leaf after the next root', async () => {
    const [one, other] = old
    if (one === undefined || other === undefined) throw new Error('two machines')
    await expect(apply([{ ...one, node: other.node }])).rejects.toThrow('Attestations_LeafUnknown')
    await expect(apply([{ ...one, reliabilityBps: 9_990 }])).rejects.toThrow('Attestations_LeafUnknown')
    await expect(apply(old)).resolves.toBeDefined()
    const before = await attested()
    const past = Math.floor((await now()) / hour)
    // Store how long the machines served before the hour is over: the record of an hour no longer changes after the first validator has requested it.
    await noteHour(past)
    await market.travel(hour)
    await until('the next hour is attested', async () => (await attested()).epoch > before.epoch)
    await expect(apply(old)).rejects.toThrow('Attestations_LeafUnknown')
  })

  it('accepts no facts from others than members, no facts that are impossible, and none whose root is another', async () => {
    const document = await workedOut()
    const machines = document.facts.map((it) => ({ ...it }))
    const root = hex32(toHex(document.tree.root))
    const epoch = Number((await attested()).epoch)
    const post = async (it: typeof machines, key: Key = first) =>
      await postMachines(api.client.transport, { epoch, root, machines: it, signed: await signed({ key, epoch, root }) })
    await expect(post(machines, testKey('stranger'))).rejects.toMatchObject({ code: 'auth.signature_wrong_signer' })
    const invented = machines.map((it, place) => (place === 0 ? { ...it, node: hex32(`0x${'9'.repeat(64)}`) } : it))
    await expect(post(invented)).rejects.toMatchObject({ code: 'api.invalid_field', detail: 'machines: a machine is not registered' })
    await expect(post(machines.slice(1))).rejects.toMatchObject({ code: 'api.invalid_field' })
    await expect(post([...machines, ...machines])).rejects.toMatchObject({ code: 'api.invalid_field' })
    await expect(post(machines.map((it) => ({ ...it, presentSeconds: 3_600 * it.hours + 1 })))).rejects.toMatchObject({ code: 'api.invalid_field' })
    // A machine that never started late has the same reliability whatever `daysInTime` is, so these other facts have the same root. Pages must still show the
    // facts that most validators submitted.
    await expect(post(machines.map((it) => ({ ...it, daysInTime: it.daysInTime + 9 })))).resolves.toEqual({ statement: root })
    const shown = await getMachineReliability(api.client.transport, steady.node)
    expect(shown.statement?.facts.daysInTime).toBe(document.facts.find(({ node }) => node === steady.node)?.daysInTime)
  })

  it('has facts stored again with their root after a crash between the two, and none under a second root of the same validator', async () => {
    const { facts, statements, tree } = await workedOut()
    // The facts of an hour for which nobody has submitted any yet.
    const epoch = Number((await attested()).epoch) - 5
    // Use another board for contradicting signatures, so that nobody punishes the validator during later tests.
    const doubles = createDoubleBoard()
    const restarted = (board: RootBoard): Services => ({ ...api.services, rootBoard: board, factsBoard: createFactsBoard(), doubles })
    const post = async (services: Services, machines: MachineDocument['facts'], root: Hex) =>
      await postFacts(services, { epoch, root, machines: [...machines], signed: await signed({ key: first, epoch, root }) })
    const storedRoots = async () => (await api.owner.query('select root from machine_statements where epoch = $1', [epoch])).map(({ root }) => root)
    const root = toHex(tree.root)
    const board = createRootBoard()
    const crashing = restarted({
      ...board,
      keep: () => {
        throw new Error('the process ends here')
      },
    })
    await expect(post(crashing, facts, root)).rejects.toThrow('the process ends here')
    expect([await storedRoots(), board.list(await now())]).toEqual([[root, root], []])
    const again = restarted(board)
    expect(await post(again, facts, root)).toEqual({ statement: root })
    expect([await storedRoots(), board.list(await now()).map((it) => it.root)]).toEqual([[root, root], [root]])
    const others = facts.map((it) => ({ ...it, presentSeconds: Math.floor(it.presentSeconds / 2) }))
    const other = machineTree(others.map(({ node, ...it }) => machineStatement({ node: hex32(node), ...it }))) ?? expect.unreachable()
    expect(statements).toHaveLength(others.length)
    expect(await post(again, others, toHex(other.root))).toMatchObject({ rejected: 'api.idempotency_conflict' })
    expect(await storedRoots()).toEqual([root, root])
    expect(doubles.list()).toMatchObject([{ subject, epoch, signer: first.address, first: { root }, second: { root: toHex(other.root) } }])
  })

  it.skipIf(!isLong)('gives tier 1 to a machine whose proof a quorum attested, and to no other', async () => {
    const block = await rpc().getBlock()
    const z = await openingBlock(market, block)
    const [word, epoch] = [hex32(`0x${'8'.repeat(64)}`), Math.floor((await now()) / minute)]
    const common = {
      slot: Number(block.number),
      slotHash: hex32(block.hash),
      beaconSeed: word,
      calls: word,
      timers: 4,
      z: Number(z.number),
      zHash: hex32(z.hash),
    }
    const gpuOf = ({ node }: SeededNode, passed: boolean) => ({
      ...{ node: hex32(node), gpu: 0, commit: word, shownMib: 0, passed, speedBps: passed ? 10_000 : 0, site: passed ? 1 : 0 },
    })
    const gpus = [gpuOf(shaky, true), gpuOf(steady, false)]
    const tree = slotTree(statementsOfSlot({ ...common, gpus }))
    if (tree === null) throw new Error('two statements')
    const root = hex32(toHex(tree.root))
    const post = async (changes: Partial<Parameters<typeof postSlotStatements>[1]>, key: Key = first) =>
      await postSlotStatements(api.client.transport, {
        ...{ ...common, gpus, epoch, root, ...changes },
        signed: await signed({ key, epoch, root: hex32(changes.root ?? root), of: 'proofs' }),
      })
    await expect(post({}, testKey('stranger'))).rejects.toMatchObject({ code: 'auth.signature_wrong_signer' })
    await expect(post({ gpus: gpus.slice(1) })).rejects.toMatchObject({ code: 'api.invalid_field' })
    await expect(post({ gpus: [...gpus, ...gpus] })).rejects.toMatchObject({ code: 'api.invalid_field', detail: 'gpus: a GPU appears twice' })
    await expect(getSlotStatements(api.client.transport, root)).rejects.toMatchObject({ code: 'api.not_found' })
    await expect(post({})).resolves.toEqual({ statement: root })
    expect(await getSlotStatements(api.client.transport, root)).toMatchObject({ ...common, root, gpus: expect.arrayContaining(gpus) })
    await attestProofs({ epoch, root })
    await noteHour(Math.floor((epoch * minute) / hour))
    await market.travel(hour)
    await until('the registry has the tier', async () => (await listingOf(shaky)).tier === 1)
    expect((await listingOf(steady)).tier).toBe(0)
    const shown = await getMachineReliability(api.client.transport, shaky.node)
    expect(shown.statement).toMatchObject({ tier: 1, facts: { daySlots: 1, dayPassed: 1, hasNewPass: true } })
  })

  it.skipIf(!isLong)('costs a validator half of its bond to sign a second root for an hour, and pays the one that reports it nothing', async () => {
    const [item] = (await signatures()).filter(({ signer }) => signer === liarKey.address)
    if (item === undefined) throw new Error('the liar has signed')
    const balances = () => Promise.all(members.map(({ address }) => balanceOf(address)))
    const [bond, before] = [await bondOf(liarKey), await balances()]
    const root = hex32(`0x${'7'.repeat(64)}`)
    const again = postRoot(api.client.transport, {
      subject,
      epoch: item.epoch,
      root,
      signed: await signed({ key: liarKey, epoch: item.epoch, root }),
    })
    await expect(again).rejects.toMatchObject({ code: 'api.idempotency_conflict' })
    const { items } = await getDoubleSignatures(api.client.transport)
    expect(items).toMatchObject([{ subject, epoch: item.epoch, signer: liarKey.address, first: { root: item.root }, second: { root } }])
    await until('half of the bond is gone', async () => (await bondOf(liarKey)) < bond)
    expect(await bondOf(liarKey)).toBe(bond / 2n)
    expect(await balances()).toEqual(before)
  })

  const rpc = () => createChainClient({ rpcUrl: api.chain.rpcUrl, timeoutMs: 30_000 })
  const now = async () => Number((await rpc().getBlock()).timestamp)
  const read = () => ({ address: api.chain.addresses.attestations, abi: attestationsAbi }) as const
  const attested = () => rpc().readContract({ ...read(), functionName: 'attestedOf', args: [nameKey(subject)] })

  /** Returns the validators' signatures for the newest hour for which the API has collected any. */
  async function signatures() {
    const items = (await getRootBoard(api.client.transport)).items.filter((it) => it.subject === subject)
    const last = Math.max(...items.map(({ epoch }) => epoch))
    return items.filter(({ epoch }) => epoch === last)
  }

  async function reliabilityOnChain(node: SeededNode): Promise<number> {
    return (await listingOf(node)).reliabilityBps
  }

  function listingOf({ node }: SeededNode) {
    const { nodeRegistry } = api.chain.addresses
    return rpc().readContract({ address: nodeRegistry, abi: nodeRegistryAbi, functionName: 'listing', args: [hex32(node)] })
  }

  /** Attests a root about GPU proofs with the signatures of the four honest validators. */
  async function attestProofs({ epoch, root }: { epoch: number; root: Hex }): Promise<void> {
    const { attestations } = api.chain.addresses
    const set = await readValidatorSet(rpc(), attestations, { known: null })
    if (set === null) throw new Error('a set was formed')
    const signers = set.members.map(({ account }) => members.find(({ address }) => address === account && address !== liarKey.address))
    const signatures = await Promise.all(signers.flatMap((key) => (key === undefined ? [] : [signed({ key, epoch, root, of: 'proofs' })])))
    const bitmap = signers.reduce((bits, key, place) => (key === undefined ? bits : bits | (1n << BigInt(place))), 0n)
    const proof = { members: set.members.map(({ word }) => word), bitmap, signatures: signatures.map((it) => it.signature as Hex) }
    const call = attestCall({ attestations, subject: nameKey('proofs'), epoch: BigInt(epoch), root: hex32(root), proof })
    await sendCalls(rpc(), { privateKey: liarKey.privateKey, calls: [{ ...call, what: 'attest', value: 0n, gas: 1_000_000n }], timeoutMs: 30_000 })
  }

  async function workedOut(): Promise<MachineDocument> {
    const client = rpc()
    const found = await readEmissionAddresses(client, api.chain.addresses.directory)
    if (found === null) throw new Error('emission is deployed')
    const contracts = { addresses: await readAddresses(client, api.chain.addresses.directory), ...found }
    const access = { client, transport: api.client.transport, contracts, events: epochEventLog(client, contracts) }
    const document = await workOutMachines(access, { epoch: (await attested()).epoch, head: await client.getBlockNumber() })
    if (document === null) throw new Error('two machines are registered')
    return document
  }

  function provenOf({ statements, tree }: MachineDocument): ProvenNode[] {
    return statements.map((it) => ({ ...it, proof: (tree.proofOf(it) ?? []).map((sibling) => toHex(sibling)) }))
  }

  async function apply(nodes: readonly ProvenNode[]): Promise<unknown> {
    const args = [nodes.map(({ proof: _proof, ...it }) => it), nodes.map(({ proof }) => proof)] as const
    return rpc().simulateContract({ ...read(), functionName: 'applyNodes', args })
  }

  async function leaseOf(hash: string) {
    const { leaseId } = await market.judged(hash)
    return market.leaseWhen(BigInt(leaseId ?? 0), 'the lease is booked', () => true)
  }

  async function signed({ key, epoch, root, of = subject }: { key: Key; epoch: number; root: Hex; of?: string }) {
    const { attestations } = api.chain.addresses
    const set = await readValidatorSet(rpc(), attestations, { known: null })
    if (set === null) throw new Error('a set was formed')
    const named = { setHash: set.setHash, subject: of, epoch: BigInt(epoch), root: hex32(root) }
    const typed = attestationTypedData(named, { chainId: api.chain.chainId, attestations })
    const signature = (await privateKeyToAccount(key.privateKey).signTypedData(typed)).toLowerCase()
    return { setHash: set.setHash, signer: key.address, signature }
  }

  async function bondOf({ address }: Key): Promise<bigint> {
    const { stakeVault } = api.chain.addresses
    return rpc().readContract({ address: stakeVault, abi: stakeVaultAbi, functionName: 'atRisk', args: [address, nameKey('Validator')] })
  }

  async function balanceOf(account: Key['address']): Promise<bigint> {
    return rpc().readContract({ address: api.chain.addresses.pToken, abi: pTokenAbi, functionName: 'balanceOf', args: [account] })
  }

  /** Records that the machine `steady` served the whole hour, and the machine `shaky` only ten minutes of it. */
  async function noteHour(at: number): Promise<void> {
    const sql = 'insert into node_hours (hour, node_id, seconds) values ($1, $2, 3600), ($1, $3, 600) on conflict (hour, node_id) do nothing'
    await api.owner.query(sql, [BigInt(at), steady.node, shaky.node])
  }

  /** Starts a dishonest proxy of the API, which reports the shaky machine as present all the time. Returns its URL. */
  async function liarUrl(): Promise<string> {
    liar = await startLiar(api, (text) => text.replaceAll('"seconds":600', '"seconds":3600'))
    return liar.url
  }

  /** Waits until a condition is true, and mines blocks while it waits, so that time passes on the chain. The work is done by other processes. */
  async function until(what: string, isSo: () => Promise<boolean>): Promise<void> {
    for (const deadline = performance.now() + 120_000; !(await isSo()); await delay(200)) {
      if (performance.now() > deadline) throw new Error(`waited two minutes in vain until ${what}`)
      await api.chain.mine(1)
    }
  }
})

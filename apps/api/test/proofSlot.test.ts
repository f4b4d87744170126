import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { attestationsAbi, attestationTypedData, nameKey, nodeRegistryAbi, readValidatorSet, stakeVaultAbi } from '@infinitio/chain'
import { createChainClient } from '@infinitio/chain/node'
import { deployTestGovernance, testKey } from '@infinitio/chain/test'
import { hex32, nodeId, zeroHex32 } from '@infinitio/domain'
import type { ProofSigningDomain } from '@infinitio/domain/proofs'
import type { ProofSlotWire, SlotStatementsWire } from '@infinitio/domain/wire'
import { freePort } from '@infinitio/process/embedded'
import { getRootBoard, getSlotStatements, postSlotStatements, slotTree, statementsOfSlot } from '@infinitio/sdk/emission'
import { checkStoredProof, readProofChecker } from '@infinitio/sdk/proofs'
import { toHex } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { noteAttestedProofs } from '../src/jobs/noteAttestedProofs.ts'
import { type LiveMarket, liveMarket } from './liveMarket.ts'
import { beginSlot, boardOf, type SlotProver, slotProver } from './proveSlot.ts'
import type { SeededNode } from './seedMarket.ts'
import { signedBid } from './signedBid.ts'
import { startTestApi, type TestApi } from './startTestApi.ts'
import { startTestEngine, type TestEngine } from './startTestEngine.ts'
import { startTestValidators, type TestValidators } from './startTestValidators.ts'

const isLong = process.env.TEST_LONG === '1'

const subject = 'proofs'
/** The part of a validator's file about a slot that this test reads. */
type KeptFile = { readonly phase: string }

const names = ['one', 'two', 'three', 'four', 'liar']
const members = names.map((name) => testKey(`validator ${name}`))
const liar = testKey('validator liar')
/**
 * Ports below the range that the system uses for outgoing connections. A validator opens its port only seconds after the test has chosen it, and in the
 * meantime an outgoing connection could occupy a port of that range.
 */
const firstDoor = 21_100

/**
 * Tests one proof slot (a block at which machines prove their GPUs) in a market with a real chain, a real Postgres and four real validators. One machine proves
 * its GPU honestly, another one reveals wrong rows.
 */
describe('a slot of GPU proofs', () => {
  let api: TestApi
  let engine: TestEngine
  let market: LiveMarket
  let domain: ProofSigningDomain
  let board: ProofSlotWire
  let [honest, wrong]: SeededNode[] = []
  let provers: SlotProver[] = []
  let stated: SlotStatementsWire
  let watcher: TestValidators
  const running: TestValidators[] = []

  beforeAll(async () => {
    api = await startTestApi()
    await deployTestGovernance(api.chain, { members })
    engine = startTestEngine(api)
    market = liveMarket(api, engine)
    await market.fund(api.chain.keys.renter)
    // List the machine that reveals wrong rows before the honest one. If prices are equal, the order book rents out the machine that was listed first.
    wrong = await market.list('wrong')
    honest = await market.list('honest')
    const hour = BigInt(Math.floor(Number((await rpc().getBlock()).timestamp) / 3_600))
    const seen = 'insert into node_hours (hour, node_id, seconds) values ($1, $2, 60), ($1, $3, 60)'
    await api.owner.query(seen, [hour, honest.node, wrong.node])
    const checker = await readProofChecker(rpc(), api.chain.addresses.directory)
    if (checker === null) throw new Error('the market has a ProofChecker')
    domain = { chainId: api.chain.chainId, checker }
    const [killed, ...others] = members.slice(0, 4).map(({ privateKey }) => privateKey)
    if (killed === undefined) throw new Error('four members')
    const ports: number[] = []
    for (let place = 0; place < 4; place += 1) ports.push(await freePort({ preferred: firstDoor + place }))
    running.push(startTestValidators(api, { keys: [killed], doorPorts: ports.slice(0, 1) }))
    running.push(startTestValidators(api, { keys: others, doorPorts: ports.slice(1) }))
    // This validator is outside the set and has no server for proofs, so it does not measure the slot.
    watcher = startTestValidators(api, { keys: [testKey('validator watcher').privateKey] })
    running.push(watcher)
  }, 180_000)
  afterAll(async () => {
    await Promise.all(running.map((it) => it.stop()))
    await engine?.stop()
    await api?.stop()
  })

  it('calls machines to the doors of the timers, and takes a nonce from the disk after a crash', async () => {
    board = await beginSlot(api, { timers: 4 })
    const prover = (node: SeededNode | undefined, proving: 'honest' | 'wrong rows') => slotProver(api, { node: nodeOf(node), board, domain, proving })
    provers = [prover(honest, 'honest'), prover(wrong, 'wrong rows')]
    for (const { commit } of provers) await commit()
    await running[0]?.kill()
    running[0]?.again()
    await until('all nonces are shown', async () => (await boardOf(api, board.slot)).receipts.length === 4, 0)
    const { receipts } = await boardOf(api, board.slot)
    // One of the timers (validators that measure when proofs arrive) was restarted and has lost the times that it measured. It still reveals the nonce from
    // before the crash, because the API would refuse another one.
    expect(receipts.map((it) => it.receipts.length).toSorted()).toEqual([0, 2, 2, 2])
    const times = receipts.flatMap((it) => it.receipts.map(({ ms }) => ms))
    expect(Math.max(...times)).toBeLessThan(25_000)
  })

  it('gives tier 1 to the machine whose rows are right, and none to the other', async () => {
    await market.travel(31)
    await api.chain.mine(2)
    for (const { open } of provers) await open()
    // Check this before any root is attested: the API soon notices an attestation, so a later check could find more than this.
    expect((await api.client.getNodeProofs(nodeOf(honest).node)).slots[0]).toMatchObject({ verdict: 'waiting', root: null })
    await market.travel(76)
    await until('the statements are attested', async () => BigInt((await attested()).root) !== 0n)
    stated = await getSlotStatements(api.client.transport, (await attested()).root)
    expect(stated).toMatchObject({ slot: board.slot, slotHash: board.slotHash, timers: 5 })
    expect(new Map(stated.gpus.map(({ node, passed }) => [node, passed]))).toEqual(
      new Map([
        [nodeOf(honest).node, true],
        [nodeOf(wrong).node, false],
      ]),
    )
    // Both machines answered from this computer, so from one site. Only a passed proof has a speed.
    expect(stated.gpus.find(({ passed }) => passed)).toMatchObject({ site: 1 })
    expect(stated.gpus.find(({ passed }) => passed)?.speedBps).toBeGreaterThan(0)
    expect(stated.gpus.find(({ passed }) => !passed)).toMatchObject({ site: 0, speedBps: 0 })
    // The statements of a market's first hour are attested before that hour is over.
    await until('the registry has the tier', async () => (await tierOf(honest)) === 1)
    expect(await tierOf(wrong)).toBe(0)
  })

  it('is judged also by a validator that did not measure it, which signs nothing and knows who revealed a wrong row', async () => {
    const [folder] = watcher.dataDirs
    const file = join(folder ?? expect.unreachable(), 'slots', `${stated.slotHash}.json`)
    const stored = async () => JSON.parse(await readFile(file, 'utf8')) as KeptFile
    await until('the slot is judged', async () => (await stored()).phase === 'over')
    expect(await stored()).toMatchObject({ statements: { root: stated.root }, wrong: [{ node: nodeOf(wrong).node }], epoch: null })
    const { items } = await getRootBoard(api.client.transport)
    expect(items.some(({ signer }) => signer === testKey('validator watcher').address)).toBe(false)
  })

  it('shows the attested verdict of each machine, and rows that anybody can recalculate', async () => {
    await noteAttestedProofs(api.services, null)
    const { root } = stated
    // The validators may have begun the next slot by now.
    const slotOf = async (it: SeededNode | undefined) =>
      (await api.client.getNodeProofs(nodeOf(it).node)).slots.find(({ slot }) => slot === board.slot)
    const [passed, failed] = await Promise.all([honest, wrong].map(slotOf))
    expect(passed).toMatchObject({ verdict: 'passed', reason: null, root, timers: { drawn: 5, inTime: 3 }, gpus: [{ attested: { passed: true } }] })
    // One of the timers (validators that measure when proofs arrive) was restarted and has no times. So the API does not know whether the machine was late, and
    // shows the reason `unexplained`.
    expect(failed).toMatchObject({ verdict: 'failed', reason: 'unexplained', root, gpus: [{ attested: { passed: false } }] })
    expect((await boardOf(api, board.slot)).root).toBe(root)
    const check = (node: SeededNode | undefined) => checkStoredProof(api.client.transport, { slot: board.slot, node: nodeOf(node).node, gpu: 0 })
    expect(await check(honest)).toMatchObject({ fault: null, commit: passed?.gpus[0]?.attested?.commit })
    expect(await check(wrong)).toMatchObject({ fault: { fault: 'product' } })
  })

  it('decides which machine a bid gets that asks for a tier', async () => {
    await engine.until('the book has the tier', async () => (await api.owner.query('select from chain_nodes where tier = 1', [])).length === 1)
    const change = { node: nodeId(zeroHex32), classMask: 1n, regionMask: 1n, minTier: 1 }
    const { orderHash } = await api.client.placeOrder(await signedBid(api, nodeOf(wrong), { change }))
    const { leaseId } = await market.judged(orderHash)
    expect((await market.leaseWhen(BigInt(leaseId ?? 0), 'the lease is booked', () => true)).nodeId).toBe(nodeOf(honest).node)
    const pinned = await api.client.placeOrder(await signedBid(api, nodeOf(wrong), { change: { minTier: 1 } }))
    expect(await market.judged(pinned.orderHash)).toMatchObject({ state: 'rejected', code: 'order.tier_too_low' })
  })

  it.skipIf(!isLong)('costs a validator a tenth of its bond to sign that a machine with wrong rows passed', async () => {
    const before = await bondOf(liar.address)
    const gpus = stated.gpus.map((it) => ({ ...it, passed: true }))
    const tree = slotTree(statementsOfSlot({ ...stated, gpus }))
    if (tree === null) throw new Error('two statements')
    const root = hex32(toHex(tree.root))
    const { timestamp } = await rpc().getBlock()
    const epoch = Number(timestamp / 60n)
    await postSlotStatements(api.client.transport, { ...stated, gpus, root, epoch, signed: await signed({ root, epoch }) })
    expect((await getRootBoard(api.client.transport)).items.some((it) => it.root === root)).toBe(true)
    await until('a tenth of the bond is gone', async () => (await bondOf(liar.address)) < before)
    expect(await bondOf(liar.address)).toBe(before - before / 10n)
  })

  it.skipIf(!isLong).each<[string, (it: SlotStatementsWire) => SlotStatementsWire]>([
    ['a block that is not on the chain', (it: SlotStatementsWire) => ({ ...it, zHash: it.slotHash })],
    [
      'the commit of another machine',
      (it: SlotStatementsWire) => ({ ...it, gpus: it.gpus.map((gpu) => ({ ...gpu, commit: honestCommit(it), passed: true })) }),
    ],
  ])('costs a tenth of the bond to sign %s', async (_, change) => {
    const before = await bondOf(liar.address)
    const changed = change(stated)
    const root = hex32(toHex(slotTree(statementsOfSlot(changed))?.root ?? expect.unreachable()))
    // Use an epoch of an earlier hour each time, because a second root of the same epoch would be punished as a contradiction of the first one.
    earlier += 1
    const epoch = Number((await rpc().getBlock()).timestamp / 60n) - 60 * earlier
    await postSlotStatements(api.client.transport, { ...changed, root, epoch, signed: await signed({ root, epoch }) })
    await until('a tenth of the bond is gone', async () => (await bondOf(liar.address)) < before)
    expect(await bondOf(liar.address)).toBe(before - before / 10n)
  })

  let earlier = 0

  function honestCommit({ gpus }: SlotStatementsWire): string {
    return gpus.find(({ passed }) => passed)?.commit ?? expect.unreachable()
  }

  const rpc = () => createChainClient({ rpcUrl: api.chain.rpcUrl, timeoutMs: 30_000 })

  function nodeOf(node: SeededNode | undefined): SeededNode {
    if (node === undefined) throw new Error('the machine is listed')
    return node
  }

  async function attested() {
    const at = { address: api.chain.addresses.attestations, abi: attestationsAbi, functionName: 'attestedOf', args: [nameKey(subject)] } as const
    return await rpc().readContract(at)
  }

  async function tierOf(node: SeededNode | undefined): Promise<number> {
    const at = { address: api.chain.addresses.nodeRegistry, abi: nodeRegistryAbi, functionName: 'listing', args: [hex32(nodeOf(node).node)] } as const
    return (await rpc().readContract(at)).tier
  }

  async function bondOf(account: (typeof liar)['address']): Promise<bigint> {
    const { stakeVault } = api.chain.addresses
    return await rpc().readContract({ address: stakeVault, abi: stakeVaultAbi, functionName: 'atRisk', args: [account, nameKey('Validator')] })
  }

  async function signed({ root, epoch }: { root: ReturnType<typeof hex32>; epoch: number }) {
    const { attestations } = api.chain.addresses
    const set = await readValidatorSet(rpc(), attestations, { known: null })
    if (set === null) throw new Error('a set was formed')
    const typed = attestationTypedData({ setHash: set.setHash, subject, epoch: BigInt(epoch), root }, { chainId: api.chain.chainId, attestations })
    const signature = (await privateKeyToAccount(liar.privateKey).signTypedData(typed)).toLowerCase()
    return { setHash: set.setHash, signer: liar.address, signature }
  }

  /** Waits until `isSo` returns true, because other processes are at work. Mines blocks while it waits, so that time passes on the chain. */
  async function until(what: string, isSo: () => Promise<boolean>, blocks = 1): Promise<void> {
    for (const deadline = performance.now() + 110_000; !(await isSo().catch(() => false)); await delay(200)) {
      if (performance.now() > deadline) throw new Error(`waited 110 s in vain until ${what}`)
      if (blocks > 0) await api.chain.mine(blocks)
    }
  }
})

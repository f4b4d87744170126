import { randomBytes } from 'node:crypto'
import { mineSlot } from '@infinitio/chain'
import { createChainClient } from '@infinitio/chain/node'
import { deployTestGovernance, testKey } from '@infinitio/chain/test'
import { type Address, type Hex32, hex32 } from '@infinitio/domain'
import {
  decodeOpenings,
  encodeOpenings,
  hashCommit,
  hashCommits,
  hashDoor,
  hashNodeCommit,
  hashNonce,
  hashProofCall,
  hashReceipts,
  hashSignedOpening,
  hashTimerReceipt,
  type MadeProof,
  type Proof,
  processorWork,
  type ProofSigningDomain,
  proofFault,
  proveByReference,
  samplesOfProof,
} from '@infinitio/domain/proofs'
import type { ProofSlotWire } from '@infinitio/domain/wire'
import { checkStoredProof, postProofCall, postProofCommit, postProofOpening, postProofReceipts, readProofChecker } from '@infinitio/sdk/proofs'
import { sha256 } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { cleanOpenings } from '../src/jobs/cleanOpenings.ts'
import { type SeededNode, seedMarket } from './seedMarket.ts'
import { startTestApi, type TestApi } from './startTestApi.ts'

const members = ['one', 'two', 'three'].map((name) => testKey(`timer ${name}`))
type Key = (typeof members)[number]
const door = 'http://127.0.0.1:9'
const random = (): Hex32 => hex32(`0x${randomBytes(32).toString('hex')}`)

/**
 * Tests the board, which is the API's collection of messages about one proof slot. The tests send the messages in the order in which validators and a node
 * would.
 */
describe('the board of GPU proofs', () => {
  let api: TestApi
  let node: SeededNode
  let domain: ProofSigningDomain
  let slot: ProofSlotWire
  let made: MadeProof
  const nonces = new Map<string, Hex32>()
  let commits: Hex32

  beforeAll(async () => {
    api = await startTestApi()
    await deployTestGovernance(api.chain, { members })
    const [seeded] = await seedMarket(api, [{ name: 'prover' }])
    node = seeded as SeededNode
    const { directory } = api.chain.addresses
    const checker = (await readProofChecker(rpc(), directory)) as Address
    domain = { chainId: api.chain.chainId, checker }
    slot = await newSlot()
    made = proveByReference({ node: hex32(node.node), gpu: 0, slotSeed: hex32(slot.seed) }, processorWork.simulated)
    commits = hashCommits([made.commit])
  }, 120_000)
  afterAll(() => api?.stop())

  it('knows a slot of the chain, and refuses other blocks', async () => {
    expect(slot).toMatchObject({ z: null, timers: members.map(({ address }) => ({ timer: address })).toSorted(), calls: [], commits: [] })
    await expect(api.client.getProofSlot(slot.slot + 1)).rejects.toMatchObject({ code: 'proof.no_slot' })
    await expect(api.client.getProofSlot(slot.slot - 1)).rejects.toMatchObject({ code: 'proof.no_slot' })
  })

  it('takes one call of each drawn validator', async () => {
    const [first] = members as [Key]
    for (const key of members) {
      expect(await call(key)).toEqual({ slot: slot.slot })
      expect(await call(key)).toEqual({ slot: slot.slot })
    }
    await expect(call(first, { nonceHash: random() })).rejects.toMatchObject({ code: 'proof.twice' })
    await expect(call(testKey('stranger'))).rejects.toMatchObject({ code: 'proof.not_timer' })
    await expect(call(first, {}, { door: `${door}0` })).rejects.toMatchObject({ code: 'auth.signature_wrong_signer' })
    await expect(call(first, { slotHash: random() })).rejects.toMatchObject({ code: 'proof.no_slot' })
    await expect(call(first, {}, { signature: highS((await signedCall(first)).signature) })).rejects.toMatchObject({
      code: 'auth.signature_malformed',
    })
    await expect(call(first, {}, { door: 'ftp://example.org' })).rejects.toMatchObject({ code: 'api.invalid_field' })
    expect((await api.client.getProofSlot(slot.slot, { parts: 'calls' })).calls).toHaveLength(3)
  })

  it('takes the commits of a listed node once, for its own GPUs', async () => {
    const body = await signedCommit()
    const first = body.gpus[0] as (typeof body.gpus)[number]
    const send = (change: Partial<typeof body>) => postProofCommit(api.client.transport, { ...body, ...change })
    await expect(send({ gpus: [{ ...first, roots: [random(), ...first.roots.slice(1)] }] })).rejects.toMatchObject({
      code: 'auth.signature_wrong_signer',
    })
    await expect(send({ gpus: [{ ...first, work: { ...first.work, rows: 128 } }] })).rejects.toMatchObject({ code: 'auth.signature_wrong_signer' })
    await expect(send({ gpus: [{ ...first, gpu: 1 }] })).rejects.toMatchObject({ code: 'api.invalid_field' })
    await expect(send({ gpus: [first, first] })).rejects.toMatchObject({ code: 'api.invalid_field' })
    await expect(send({ gpus: [{ ...first, roots: first.roots.slice(1) }] })).rejects.toMatchObject({ code: 'api.invalid_field' })
    await expect(send({ node: random() })).rejects.toMatchObject({ code: 'proof.not_listed' })
    await expect(send({ slotHash: random() })).rejects.toMatchObject({ code: 'proof.no_slot' })
    await expect(postProofCommit(api.client.transport, await signedCommit(testKey('stranger').privateKey))).rejects.toMatchObject({
      code: 'auth.signature_wrong_signer',
    })
    expect(await send({})).toEqual({ slot: slot.slot })
    expect(await send({})).toEqual({ slot: slot.slot })
    const other = { ...made, commit: { ...made.commit, roots: made.commit.roots.map(random) } }
    await expect(postProofCommit(api.client.transport, await signedCommit(undefined, other))).rejects.toMatchObject({ code: 'proof.twice' })
    await expect(postProofOpening(api.client.transport, await signedOpening(Buffer.from('early')))).rejects.toMatchObject({ code: 'proof.too_early' })
  })

  it('takes the nonce that each timer announced, with its receipts', async () => {
    const [first, second, third] = members as [Key, Key, Key]
    const send = async (key: Key, change: object = {}, after: object = {}) =>
      await postProofReceipts(api.client.transport, { ...(await signedReceipts(key, change)), ...after })
    await expect(send(first, { nonce: random() })).rejects.toMatchObject({ code: 'proof.wrong_nonce' })
    await expect(send(first, {}, { nonce: random() })).rejects.toMatchObject({ code: 'auth.signature_wrong_signer' })
    await expect(send(first, {}, { receipts: [{ node: node.node, commits, ms: 2, site: 1 }] })).rejects.toMatchObject({
      code: 'auth.signature_wrong_signer',
    })
    await expect(send(testKey('stranger'))).rejects.toMatchObject({ code: 'proof.not_timer' })
    for (const key of [first, second]) expect(await send(key)).toEqual({ slot: slot.slot })
    await expect(send(first)).rejects.toMatchObject({ code: 'proof.twice' })
    // Block z, which selects the rows to reveal, now exists. So it is too late for the third timer (a validator that measures) to reveal its nonce.
    await api.chain.travel(30)
    await api.services.clock.refresh()
    await expect(send(third)).rejects.toMatchObject({ code: 'proof.too_late' })
    await expect(call(third)).rejects.toMatchObject({ code: 'proof.too_late' })
    await expect(postProofCommit(api.client.transport, await signedCommit())).rejects.toMatchObject({ code: 'proof.too_late' })
  })

  it('keeps the opened rows, which anybody can download and check', async () => {
    const proof = await proofOfBoard()
    const bytes = encodeOpenings(proof.openings)
    const body = await signedOpening(bytes)
    const send = (change: Partial<typeof body>) => postProofOpening(api.client.transport, { ...body, ...change })
    const flipped = Uint8Array.from(bytes, (byte, at) => (at === 40 ? byte ^ 1 : byte))
    await expect(send({ openings: Buffer.from(flipped).toString('base64') })).rejects.toMatchObject({ code: 'auth.signature_wrong_signer' })
    await expect(send({ gpu: 1 })).rejects.toMatchObject({ code: 'auth.signature_wrong_signer' })
    await expect(send({ openings: Buffer.alloc(98_305).toString('base64') })).rejects.toMatchObject({ code: 'proof.too_large' })
    await expect(postProofOpening(api.client.transport, await signedOpening(bytes.subarray(1)))).rejects.toMatchObject({ code: 'api.invalid_field' })
    await expect(postProofOpening(api.client.transport, await signedOpening(bytes, 1))).rejects.toMatchObject({ code: 'proof.no_commit' })
    // A machine sends its rows twenty times at once. The market must write them to the store only once.
    const files = vi.spyOn(api.services.artefacts.files ?? expect.unreachable(), 'put')
    const flood = await Promise.allSettled(Array.from({ length: 20 }, () => send({})))
    expect(flood.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    await expect(send({})).rejects.toMatchObject({ code: 'proof.twice' })
    expect(files).toHaveBeenCalledTimes(1)
    files.mockRestore()
    const [opening] = (await api.client.getProofSlot(slot.slot)).openings
    expect(opening).toMatchObject({ node: node.node, gpu: 0, bytes: bytes.length, sha256: sha256(bytes) })
    const downloaded = new Uint8Array(await (await fetch(`${api.url}/api/v1/proofs/openings/${opening?.sha256}`)).arrayBuffer())
    const openings = decodeOpenings(downloaded, processorWork.simulated) ?? []
    expect(proofFault({ ...proof, openings })).toBeNull()
    expect(decodeOpenings(bytes.subarray(1), processorWork.simulated)).toBeNull()
    expect(proofFault({ ...proof, openings: decodeOpenings(flipped, processorWork.simulated) ?? [] })).not.toBeNull()
  })

  it('stores no more of a machine, of a slot and in all than it has space for', async () => {
    const space = (values: string) =>
      api.owner.query(
        `insert into proof_openings (slot_hash, node_id, gpu, sha256, bytes, artefact_id, signature, created_at) select ${values}, gen_random_uuid(), '0x', now() - interval '1 day'
         from generate_series(1, 130) it`,
        [],
      )
    const body = await signedOpening(encodeOpenings((await proofOfBoard()).openings))
    const send = () => postProofOpening(api.client.transport, body)
    const hex = "'0x' || lpad(to_hex(it), 64, '0')"
    const stored = await api.owner.query<{ slot_hash: string }>('delete from proof_openings returning *', [])
    await space(`'${slot.slotHash}', '${node.node}', it + 100, ${hex}, 98304`)
    await expect(send()).rejects.toMatchObject({ code: 'proof.no_space' })
    await api.owner.query('delete from proof_openings', [])
    const whole = api.services.artefacts.mostTotalBytes
    await space(`'${slot.slotHash}', ${hex}, 0, ${hex}, ${Math.ceil(whole / 4 / 130)}`)
    await expect(send()).rejects.toMatchObject({ code: 'proof.no_space' })
    await api.owner.query('delete from proof_openings', [])
    // Insert rows of 130 machines. Only 86 of these rows fit into the space, so the job must remove the others.
    await space(`'${slot.slotHash}', ${hex}, 0, ${hex}, ${Math.ceil(whole / 86.9)}`)
    await cleanOpenings(api.services)
    const [left] = await api.owner.query<{ count: string }>('select count(*) from proof_openings where removed_at is null', [])
    expect(Number(left?.count)).toBe(86)
    await api.owner.query('delete from proof_openings', [])
    expect(await send()).toEqual({ slot: slot.slot })
    expect(stored).toHaveLength(1)
  })

  it('shows people what the machine claims and proved', async () => {
    const proofs = await api.client.getNodeProofs(node.node)
    expect(proofs).toMatchObject({ claimed: { className: 'CPU slot (development)', gpus: 1 }, reference: null })
    expect(proofs.slots).toEqual([
      {
        ...{ slot: slot.slot, at: slot.at, state: 'opened', seconds: 1, windowSeconds: 25 },
        ...{ verdict: 'waiting', reason: null, root: null, freeGpus: 1, timers: { drawn: 3, inTime: 2 } },
        gpus: [{ gpu: 0, filledMib: 0, shownMib: 0, processor: 'simulated', isOpened: true, attested: null }],
      },
    ])
    await expect(api.client.getNodeProofs(random())).rejects.toMatchObject({ code: 'node.unknown' })
  })

  it('lets anybody recalculate the rows of one GPU', async () => {
    const asked = { slot: slot.slot, node: node.node, gpu: 0 }
    expect(await checkStoredProof(api.client.transport, asked)).toMatchObject({ fault: null, openings: 16, commit: hashCommit(made.commit) })
    await expect(checkStoredProof(api.client.transport, { ...asked, gpu: 1 })).rejects.toMatchObject({ code: 'proof.no_commit' })
    const other = await api.client.getProofSlot(slot.slot, { node: random() })
    expect(other).toMatchObject({ commits: [], openings: [], receipts: [{ receipts: [] }, { receipts: [] }] })
  })

  it('takes no opening more than a minute after z, and removes the bytes after 7 days', async () => {
    const [{ sha256: hash } = { sha256: '' }] = (await api.client.getProofSlot(slot.slot)).openings
    await api.owner.query(`update proof_openings set created_at = now() - interval '8 days'`, [])
    await cleanOpenings(api.services)
    expect((await api.send('GET', `/proofs/openings/${hash}`)).body).toMatchObject({ code: 'proof.opening_unknown' })
    expect((await api.client.getProofSlot(slot.slot)).openings).toHaveLength(1)
    await api.chain.travel(62)
    await api.services.clock.refresh()
    await expect(postProofOpening(api.client.transport, await signedOpening(Buffer.from('late')))).rejects.toMatchObject({ code: 'proof.too_late' })
  })

  const rpc = () => createChainClient({ rpcUrl: api.chain.rpcUrl, timeoutMs: 10_000 })

  async function newSlot(): Promise<ProofSlotWire> {
    const number = await mineSlot({ rpcUrl: api.chain.rpcUrl })
    await api.chain.mine(1)
    await api.services.clock.refresh()
    return await api.client.getProofSlot(number)
  }

  const inSlot = () => ({ slot: slot.slot, slotHash: slot.slotHash })
  const signedIn = () => ({ slot: BigInt(slot.slot), slotHash: hex32(slot.slotHash) })

  async function signedCall(key: Key, change: { nonceHash?: Hex32; slotHash?: Hex32 } = {}) {
    const nonce = nonces.get(key.address) ?? random()
    nonces.set(key.address, nonce)
    const nonceHash = change.nonceHash ?? hashNonce({ timer: key.address, slotHash: hex32(slot.slotHash), nonce })
    const hash = hashProofCall({ ...signedIn(), nonceHash, doorHash: hashDoor(door) }, domain)
    return { ...inSlot(), timer: key.address, nonceHash, door, signature: await sign(key.privateKey, hash), ...change }
  }

  async function call(key: Key, change = {}, after: object = {}) {
    return await postProofCall(api.client.transport, { ...(await signedCall(key, change)), ...after })
  }

  async function signedCommit(privateKey?: `0x${string}`, { commit }: MadeProof = made) {
    const hash = hashNodeCommit({ ...signedIn(), node: hex32(node.node), commits: hashCommits([commit]) }, domain)
    const signature = privateKey === undefined ? await node.nodeKey.sign({ hash }) : await sign(privateKey, hash)
    return { ...inSlot(), node: node.node, gpus: [{ gpu: 0, work: commit.work, roots: [...commit.roots] }], signature }
  }

  async function signedReceipts(key: Key, change: { nonce?: Hex32 } = {}) {
    const nonce = change.nonce ?? nonces.get(key.address) ?? random()
    const receipts = [{ node: hex32(node.node), commits, ms: 1_000, site: 1 }]
    const hash = hashTimerReceipt({ ...signedIn(), nonce, receipts: hashReceipts(receipts) }, domain)
    return { ...inSlot(), timer: key.address, nonce, receipts, signature: await sign(key.privateKey, hash) }
  }

  async function proofOfBoard(): Promise<Proof> {
    const { z, timers, receipts } = await api.client.getProofSlot(slot.slot)
    const drawn = timers.flatMap(({ timer }, place) => {
      const receipt = receipts.find((it) => it.timer === timer)
      return receipt === undefined ? [] : [{ place, nonce: hex32(receipt.nonce) }]
    })
    const unopened = { commit: made.commit, timers: timers.length, nonces: drawn, zHash: hex32(z?.hash ?? '') }
    return { ...unopened, openings: made.open(samplesOfProof(unopened)) }
  }

  async function signedOpening(bytes: Uint8Array, gpu = 0) {
    const hash = hashSignedOpening({ ...signedIn(), node: hex32(node.node), gpu, sha256: hex32(sha256(bytes)) }, domain)
    return { ...inSlot(), node: node.node, gpu, openings: Buffer.from(bytes).toString('base64'), signature: await node.nodeKey.sign({ hash }) }
  }
})

async function sign(privateKey: `0x${string}`, hash: Hex32): Promise<string> {
  return await privateKeyToAccount(privateKey).sign({ hash })
}

/** Returns the other valid form of a signature, with a high s. The same key could have made it, but the contract rejects it. */
function highS(signature: string): string {
  const order = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n
  const s = (order - BigInt(`0x${signature.slice(66, 130)}`)).toString(16).padStart(64, '0')
  return `${signature.slice(0, 66)}${s}${signature.endsWith('1b') ? '1c' : '1b'}`
}

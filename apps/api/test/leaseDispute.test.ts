import { setTimeout as delay } from 'node:timers/promises'
import {
  attestationsAbi,
  attestationTypedData,
  attestCall,
  type ContractCall,
  disputeCourtAbi,
  marketAbi,
  nameKey,
  pTokenAbi,
  readAddresses,
  readCourt,
  readEmissionAddresses,
  readValidatorSet,
} from '@infinitio/chain'
import { createChainClient } from '@infinitio/chain/node'
import { deployTestGovernance, type TestKey, testKey } from '@infinitio/chain/test'
import { hex32, zeroAddress } from '@infinitio/domain'
import { closedLeaf } from '@infinitio/economy'
import { signEndOrCancel } from '@infinitio/sdk'
import { epochEventLog, getRootBoard, postRoot, workOutClosed } from '@infinitio/sdk/emission'
import { disputeMove, type DisputeMove, leaseDispute, openExitAccess } from '@infinitio/sdk/governance'
import { BaseError, createWalletClient, decodeErrorResult, encodeFunctionData, type Hex, http, parseEther, toHex } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startCli } from './startCli.ts'
import { type LiveMarket, liveMarket } from './liveMarket.ts'
import type { SeededNode } from './seedMarket.ts'
import { signedLease } from './signedLease.ts'
import { startTestApi, type TestApi } from './startTestApi.ts'
import { startTestEngine, type TestEngine } from './startTestEngine.ts'
import { startTestValidators, type TestValidators } from './startTestValidators.ts'

const isLong = process.env.TEST_LONG === '1'

const hour = 3_600
const day = 86_400
const subject = 'closed'
const honest = ['one', 'two', 'three', 'four'].map((name) => testKey(`validator ${name}`))
const liar = testKey('validator five')
type Opening = Extract<DisputeMove, { kind: 'openLease' }>

/** A market with a real chain. It has four honest validators, a fifth one that signs a false list of closed leases, and a renter who wants money back. */
describe('a dispute about a closed lease', () => {
  let api: TestApi
  let engine: TestEngine
  let market: LiveMarket
  let node: SeededNode
  let first: string
  let opening: Opening
  const running: TestValidators[] = []

  beforeAll(async () => {
    api = await startTestApi()
    await deployTestGovernance(api.chain, { members: [...honest, liar] })
    engine = startTestEngine(api)
    market = liveMarket(api, engine)
    await market.fund(renter())
    node = await market.list('disputed')
    const withdraw = encodeFunctionData({ abi: marketAbi, functionName: 'withdraw', args: [parseEther('60'), renter().address] })
    await market.send(renter(), { to: api.chain.addresses.market, data: withdraw })
    first = await closedLease()
  }, 180_000)
  afterAll(async () => {
    await Promise.all(running.map((it) => it.stop()))
    await engine?.stop()
    await api?.stop()
  })

  it('cannot be opened before validators attested the lease, and its page shows from when', async () => {
    const closed = await api.client.getClosedLease(first)
    const { statement, attestableFrom, openUntil } = closed
    expect(closed).toMatchObject({ attested: null, dispute: null, mostClaim: statement.weekPay })
    expect(statement).toMatchObject({ leaseId: first, holder: renter().address, provider: api.chain.keys.provider.address })
    expect(attestableFrom).toBe((Math.floor(statement.closedAt / hour) + 1) * hour)
    expect(openUntil).toBe(statement.closedAt + 7 * day)
    await expect(claimed(first)).rejects.toMatchObject({ code: 'lease.close_not_attested' })
    await expect(api.client.getClosedLease('999')).rejects.toMatchObject({ code: 'lease.unknown' })
  })

  it('is open with the next hour, for a leaf that follows from chain data only', async () => {
    running.push(startTestValidators(api, { keys: honest.map(({ privateKey }) => privateKey) }))
    await market.travel(hour)
    await until('three have signed', async () => (await rootsOf()).length >= 3)
    const { attested, statement } = await attestedLease(first)
    const client = rpc()
    const found = (await readEmissionAddresses(client, api.chain.addresses.directory)) ?? expect.unreachable()
    const contracts = { addresses: await readAddresses(client, api.chain.addresses.directory), ...found }
    const access = { client, contracts, events: epochEventLog(client, contracts) }
    const tree = await workOutClosed(access, { epoch: BigInt(attested.epoch), head: await client.getBlockNumber() })
    expect(toHex(tree?.root ?? new Uint8Array())).toBe(attested.root)
    expect(tree?.leases).toHaveLength(1)
    expect(tree?.leases[0]).toMatchObject({ leaseId: BigInt(first), weekPay: BigInt(statement.weekPay) })
  })

  it('is refused for a lease that one validator invented: its root has no quorum, and its leaf is not under the attested root', async () => {
    const at = (await attestedLease(first)).attested.epoch + 1
    await market.travel(hour)
    const invented = { ...(await claimed(first)).lease, weekPay: parseEther('1000') }
    const root = hex32(toHex(closedLeaf(invented)))
    const set = (await readValidatorSet(rpc(), api.chain.addresses.attestations, { known: null })) ?? expect.unreachable()
    const named = { setHash: set.setHash, subject, epoch: BigInt(at), root }
    const typed = attestationTypedData(named, { chainId: api.chain.chainId, attestations: api.chain.addresses.attestations })
    const signature = (await privateKeyToAccount(liar.privateKey).signTypedData(typed)).toLowerCase() as Hex
    await postRoot(api.client.transport, { subject, epoch: at, root, signed: { setHash: set.setHash, signer: liar.address, signature } })
    const place = set.members.findIndex(({ account }) => account === liar.address)
    const proof = { members: set.members.map(({ word }) => word), bitmap: 1n << BigInt(place), signatures: [signature] }
    const attest = attestCall({ attestations: api.chain.addresses.attestations, subject: nameKey(subject), epoch: BigInt(at), root, proof })
    await expect(simulated(liar, attest)).rejects.toThrow(/Attestations_QuorumMissed/)
    const forged = { ...(await claimed(first)), lease: invented }
    await expect(simulated(renter(), await callOf(forged))).rejects.toThrow(/DisputeCourt_LeafUnknown/)
    // No lease closed in this hour, so the honest validators signed no root for it. The newest attested root is still that of the previous hour.
    expect((await api.client.getClosedLease(first)).attested?.epoch).toBe(at - 1)
  })

  it('is refused for an account that did not hold the lease', async () => {
    await expect(claimed(first, liar)).rejects.toMatchObject({ code: 'lease.not_holder' })
    await expect(simulated(liar, await callOf(await claimed(first)))).rejects.toThrow(/DisputeCourt_NotHolder/)
    const stolen = await claimed(first)
    const asOwn = { ...stolen, lease: { ...stolen.lease, holder: liar.address } }
    await expect(simulated(liar, await callOf(asOwn))).rejects.toThrow(/DisputeCourt_LeafUnknown/)
  })

  it('is opened by the holder with the attested leaf, for a claim of at most a week of pay', async () => {
    const { mostClaim } = await api.client.getClosedLease(first)
    await expect(claimed(first, renter(), BigInt(mostClaim) + 1n)).rejects.toMatchObject({ code: 'api.invalid_field' })
    opening = await claimed(first)
    const account = privateKeyToAccount(renter().privateKey)
    const wallet = createWalletClient({ account, transport: http(api.chain.rpcUrl) })
    await disputeMove(openExitAccess({ rpcUrl: api.chain.rpcUrl }), opening, {
      ...{ account: renter().address, directory: api.chain.addresses.directory, mostBond: parseEther('25') },
      send: (call) => wallet.sendTransaction({ ...call, chain: null }),
      signSalt: (message) => account.signTypedData(message),
    })
    await engine.until('the API knows the dispute', async () => (await api.client.getClosedLease(first)).dispute === 1)
    const columns = 'bid_hash, lease_id, node_id, provider'
    await api.owner.query(
      `insert into fault_records (${columns}, incident, from_at, until_at, facts, party, rule, source)
       select ${columns}, 'unreachable', 1795000000, 1795000060, '{}', 'operator', 3, 'market' from leases where lease_id = $1`,
      [first],
    )
    const answer = "select fault_id, 'provider', provider, 'My tunnel was up.' from fault_records"
    await api.owner.query(`insert into fault_answers (fault_id, side, account, text) ${answer}`, [])
    const dispute = await api.client.getDispute('1')
    const answers = [{ side: 'provider', text: 'My tunnel was up.' }]
    expect(dispute.record).toMatchObject({
      node: node.node,
      faults: [{ leaseId: first, incident: 'unreachable', party: 'operator', rule: 3, answers }],
    })
    const cli = startCli(api)
    const shown = await cli.run(['dispute', 'show', '1'])
    cli.stop()
    for (const text of ['(rule 3)', 'Answer of the provider', 'My tunnel was up.', `infinitio proofs show ${node.node}`])
      expect(shown.out).toContain(text)
    expect(dispute).toMatchObject({ lease: first, opener: renter().address, respondent: api.chain.keys.provider.address, state: 'evidence' })
    expect([dispute.claim, dispute.bond]).toEqual([`${opening.claim}`, `${parseEther('25')}`])
    expect((await api.client.listDisputes({ lease: first })).items).toHaveLength(1)
  })

  it('is refused for the same lease again', async () => {
    await expect(claimed(first)).rejects.toMatchObject({ code: 'lease.disputed' })
    await expect(simulated(renter(), await callOf(opening))).rejects.toThrow(/DisputeCourt_AlreadyDisputed/)
  })

  it.skipIf(!isLong)('is refused seven days after the lease closed', async () => {
    const second = await closedLease()
    await market.travel(hour)
    await attestedLease(second)
    const late = await claimed(second)
    // The simulation fails only when the bond is paid. So everything before the payment is right.
    await expect(simulated(renter(), await callOf(late))).rejects.toThrow(/ERC20InsufficientAllowance/)
    await Promise.all(running.map((it) => it.stop()))
    await market.travel(7 * day)
    await expect(claimed(second)).rejects.toMatchObject({ code: 'lease.dispute_late' })
    await expect(simulated(renter(), await callOf(late))).rejects.toThrow(/DisputeCourt_ClosedTooLongAgo/)
  })

  const renter = (): TestKey => api.chain.keys.renter
  const rpc = () => createChainClient({ rpcUrl: api.chain.rpcUrl, timeoutMs: 30_000 })
  const claimed = (leaseId: string, { address }: TestKey = renter(), claim = parseEther('0.5')) =>
    leaseDispute(api.client.transport, { leaseId, account: address, claim })

  /** Runs a lease and ends it. The renter accepts the bill, so that the lease closes at once. */
  async function closedLease(): Promise<string> {
    const { leaseId } = await market.runLease(node)
    const lease = { ...(await signedLease(api, leaseId)), state: 'active' as const }
    await api.client.placeRelay(await signEndOrCancel(api.accounts.renter, { lease, accept: true, chain: await api.client.getChain() }))
    await market.leaseWhen(leaseId, 'the lease is closed', ({ state }) => state === 'closed')
    return `${leaseId}`
  }

  async function rootsOf() {
    return (await getRootBoard(api.client.transport)).items.filter((item) => item.subject === subject)
  }

  async function attestedLease(leaseId: string) {
    await until('the lease is attested', async () => (await api.client.getClosedLease(leaseId)).attested !== null)
    const { attested, ...closed } = await api.client.getClosedLease(leaseId)
    return { ...closed, attested: attested ?? expect.unreachable() }
  }

  async function callOf({ lease, claim, proof }: Opening): Promise<ContractCall> {
    const to = (await readCourt(rpc(), api.chain.addresses.directory)) ?? zeroAddress
    return { to, data: encodeFunctionData({ abi: disputeCourtAbi, functionName: 'openLease', args: [lease, claim, proof] }) }
  }

  /** Simulates a call to a contract. If it fails, throws an error with the name of the contract's error. */
  function simulated({ address: account }: TestKey, { to, data }: ContractCall) {
    return rpc()
      .call({ account, to, data })
      .catch((error: unknown) => {
        throw new Error(errorNameOf(error), { cause: error })
      })
  }

  function errorNameOf(error: unknown): string {
    const data =
      error instanceof BaseError
        ? (error.walk((cause) => typeof (cause as { data?: unknown }).data === 'string') as unknown as { data?: Hex } | null)?.data
        : null
    if (data == null) return String(error)
    return decodeErrorResult({ abi: [...attestationsAbi, ...disputeCourtAbi, ...pTokenAbi], data }).errorName
  }

  /** Waits until `isSo` returns true, and mines blocks while it waits, so that time passes on the chain. The work is done by other processes. */
  async function until(what: string, isSo: () => Promise<boolean>): Promise<void> {
    for (const deadline = performance.now() + 120_000; !(await isSo()); await delay(200)) {
      if (performance.now() > deadline) throw new Error(`waited two minutes in vain until ${what}`)
      await api.chain.mine(1)
    }
  }
})

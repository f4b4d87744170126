import { readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import {
  attestationsAbi,
  attestationTypedData,
  attestCall,
  formSetCall,
  nameKey,
  readAddresses,
  readEmissionAddresses,
  type ReadValidatorSet,
  readValidatorSet,
  stakeVaultAbi,
} from '@infinitio/chain'
import { createChainClient } from '@infinitio/chain/node'
import { deployTestGovernance, testKey } from '@infinitio/chain/test'
import { type Hex32, hex32 } from '@infinitio/domain'
import type { PublicProviderWire } from '@infinitio/domain/wire'
import { signEnd } from '@infinitio/sdk'
import { epochEventLog, getRootBoard, postRoot, postSlotStatements, slotTree, statementsOfSlot, workOutReputations } from '@infinitio/sdk/emission'
import { encodeFunctionData, type Hex, parseEther, toHex } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type LiveMarket, liveMarket } from './liveMarket.ts'
import { signedLease } from './signedLease.ts'
import { startCli } from './startCli.ts'
import { startTestApi, type TestApi } from './startTestApi.ts'
import { startTestEngine, type TestEngine } from './startTestEngine.ts'
import { startTestValidators, type TestValidators } from './startTestValidators.ts'

const hour = 3_600
const subject = 'reputation'
const members = ['one', 'two', 'three', 'four', 'five'].map((name) => testKey(`validator ${name}`))
type Key = (typeof members)[number]
const [first, second, third, fourth, fifth] = members as [Key, Key, Key, Key, Key]

/** Four of the five validators must sign a root. Only three validators run as programs, so a root has enough signatures only with one that this test adds. */
describe('a validator set that changes while its members sign', () => {
  let api: TestApi
  let engine: TestEngine
  let market: LiveMarket
  let before: ReadValidatorSet
  let after: ReadValidatorSet
  let epoch = 0n
  let root: Hex32
  let node: Hex32
  let unmeasured: PublicProviderWire['reputation'] | undefined
  let counting: Server | undefined
  const running: TestValidators[] = []

  beforeAll(async () => {
    api = await startTestApi()
    const { keys } = api.chain
    await deployTestGovernance(api.chain, { members })
    engine = startTestEngine(api)
    market = liveMarket(api, engine)
    await market.fund(keys.renter)
    await keepLease()
    // Move to the end of the first hour of a day, when reputations are attested.
    await market.travel(24 * hour + ((25 * hour + 100 - ((await now()) % (24 * hour))) % (24 * hour)))
    epoch = BigInt(Math.floor((await now()) / (24 * hour)) * 24)
  }, 180_000)
  afterAll(async () => {
    await Promise.all(running.map((it) => it.stop()))
    counting?.close()
    await engine?.stop()
    await api?.stop()
  })

  it('has the same root signed again for the new set, by a program that ran on and by one that began again', async () => {
    running.push(startTestValidators(api, { keys: [first.privateKey] }), startTestValidators(api, { keys: [second.privateKey, third.privateKey] }))
    const [one] = running
    before = await currentSet()
    await until('three have signed for the set', async () => (await signersFor(before)).length === 3)
    root = hex32((await signedFor(before))[0]?.root ?? '')
    await one?.kill()
    await changeSet()
    after = await currentSet()
    expect(after.setHash).not.toBe(before.setHash)
    await until('the two that ran on have signed for the new set', async () => (await signersFor(after)).length === 2)
    one?.again()
    await until('the one that began again has signed for the new set', async () => (await signersFor(after)).length === 3)
    expect(await signersFor(after)).toEqual(await signersFor(before))
    const roots = [...(await signedFor(before)), ...(await signedFor(after))].map((item) => item.root)
    expect(new Set(roots)).toEqual(new Set([root]))
    for (const dataDir of running.flatMap(({ dataDirs }) => dataDirs))
      expect(readFileSync(join(dataDir, 'signed', `${subject}-${epoch}`), 'utf8').trim()).toBe(root)
  })

  it('gets no second root from a program that stored another one for this epoch', async () => {
    const other = `0x${'7'.repeat(64)}`
    const looks = await countingApi()
    running.push(startTestValidators(api, { keys: [fourth.privateKey], apiUrl: looks.url, signed: { [`${subject}-${epoch}`]: other } }))
    // A validator that wants to sign this root does so before it reads the signatures of others from the API again. So if it has read them three times without
    // signing, it does not want to sign this root.
    await until('it looked at the board three times', async () => looks.boards() >= 3)
    const items = await boardOf()
    expect(items.filter(({ signer }) => signer === fourth.address)).toEqual([])
    expect(looks.posts()).toBe(0)
  })

  it('accepts the epoch by signatures of the set before, within ten minutes of the change, and not again by the new set', async () => {
    unmeasured = (await api.client.getPublicProvider(api.chain.keys.provider.address)).reputation
    expect((await attested()).epoch).toBeLessThan(epoch)
    expect((await now()) - Number(after.formedAt)).toBeLessThan(600)
    await hand(before)
    expect(await attested()).toMatchObject({ epoch, root, full: true })
    await expect(hand(after)).rejects.toThrow()
  })

  it('shows the reputation that it attested, and none before', async () => {
    const provider = api.chain.keys.provider.address
    const tree = await workOutReputations(await epochAccess(), { epoch, head: await rpc().getBlockNumber() })
    const own = tree?.reputations.find(({ account }) => account === provider) ?? expect.unreachable()
    expect(unmeasured).toBeNull()
    await api.services.clock.refresh()
    await until('the reputations are calculated', async () => (await api.client.getPublicProvider(provider)).reputation !== null)
    const shown = await api.client.getPublicProvider(provider)
    const meanBps = Number((own.mean * 10_000n) / 10n ** 18n)
    expect(shown.reputation).toEqual({ meanBps, fulfilled: `${own.fulfilled}`, failed: `${own.failed}`, epoch: Number(epoch), root })
    expect([own.fulfilled > 0n, own.failed]).toEqual([true, 0n])
    const cli = startCli(api)
    try {
      const { out } = await cli.run(['review', 'provider', provider])
      expect(out).toMatch(/reputation +2\d\.\d %/)
      expect(out).toContain('leases served to their end')
      expect(JSON.parse((await cli.run(['review', 'provider', provider, '--json'])).out)).toEqual(shown)
    } finally {
      cli.stop()
    }
  })

  it('has signatures for the set before stored under roots about proofs, and under no other root', async () => {
    const word = hex32(`0x${'6'.repeat(64)}`)
    const slot = { slot: 1, slotHash: word, beaconSeed: word, calls: word, timers: 5, z: 2, zHash: word }
    const gpus = [{ node, gpu: 0, commit: word, shownMib: 0, passed: false, speedBps: 0, site: 0 }]
    const proved = hex32(toHex(slotTree(statementsOfSlot({ ...slot, gpus }))?.root ?? expect.unreachable()))
    const minute = Math.floor((await now()) / 60)
    const post = async (set: Pick<ReadValidatorSet, 'setHash'>) => {
      const signed = await signedByFifth({ subject: 'proofs', epoch: minute, root: proved }, set)
      return await postSlotStatements(api.client.transport, { ...slot, gpus, epoch: minute, root: proved, signed })
    }
    expect(await post(before)).toEqual({ statement: proved })
    await expect(post({ setHash: word })).rejects.toMatchObject({ code: 'auth.signature_wrong_signer' })
    const other = { subject: 'closed', epoch: Math.floor((await now()) / hour), root: word } as const
    const ofOther = async (set: ReadValidatorSet) => await postRoot(api.client.transport, { ...other, signed: await signedByFifth(other, set) })
    await expect(ofOther(before)).rejects.toMatchObject({ code: 'auth.signature_wrong_signer' })
    expect(await ofOther(after)).toEqual({ statement: word })
  })

  const rpc = () => createChainClient({ rpcUrl: api.chain.rpcUrl, timeoutMs: 30_000 })
  const now = async () => Number((await rpc().getBlock()).timestamp)
  const boardOf = async () =>
    (await getRootBoard(api.client.transport)).items.filter((item) => item.subject === subject && BigInt(item.epoch) === epoch)
  const signedFor = async ({ setHash }: ReadValidatorSet) => (await boardOf()).filter((item) => item.setHash === setHash)
  const signersFor = async (set: ReadValidatorSet) => (await signedFor(set)).map(({ signer }) => signer).toSorted()

  async function attested() {
    const { attestations } = api.chain.addresses
    return await rpc().readContract({ address: attestations, abi: attestationsAbi, functionName: 'attestedOf', args: [nameKey(subject)] })
  }

  async function epochAccess() {
    const client = rpc()
    const { directory } = api.chain.addresses
    const found = (await readEmissionAddresses(client, directory)) ?? expect.unreachable()
    const contracts = { addresses: await readAddresses(client, directory), ...found }
    return { client, events: epochEventLog(client, contracts) }
  }

  async function currentSet(): Promise<ReadValidatorSet> {
    const set = await readValidatorSet(rpc(), api.chain.addresses.attestations, { known: null })
    if (set === null) throw new Error('a set was formed')
    return set
  }

  async function signedByFifth(named: { subject: string; epoch: number; root: Hex32 }, { setHash }: Pick<ReadValidatorSet, 'setHash'>) {
    const { chainId, addresses } = api.chain
    const root = { ...named, epoch: BigInt(named.epoch), setHash }
    const signature = await privateKeyToAccount(fifth.privateKey).signTypedData(
      attestationTypedData(root, { chainId, attestations: addresses.attestations }),
    )
    return { setHash, signer: fifth.address, signature: signature.toLowerCase() }
  }

  /** Creates a lease whose provider does everything that it must. After that, one account has a reputation, so the validators have something to sign. */
  async function keepLease(): Promise<void> {
    const listed = await market.list('one')
    node = hex32(listed.node)
    const lease = await market.runLease(listed)
    await market.travel(1_200)
    const chain = await api.client.getChain()
    await api.client.placeRelay(await signEnd(api.accounts.renter, { lease: await signedLease(api, lease.leaseId), accept: true, chain }))
    await market.leaseWhen(lease.leaseId, 'the lease is closed', ({ state }) => state === 'closed')
  }

  /** An account outside the validator set adds ten tokens to the bond of the fifth member and forms the set again. That changes the hash of the set. */
  async function changeSet(): Promise<void> {
    const { stakeVault, attestations } = api.chain.addresses
    const { deployer } = api.chain.keys
    const args = [fifth.address, nameKey('Validator'), parseEther('10')] as const
    await market.send(deployer, { to: stakeVault, data: encodeFunctionData({ abi: stakeVaultAbi, functionName: 'bondFor', args }) })
    await market.send(deployer, formSetCall({ attestations }))
  }

  /** Submits the root to the chain with four signatures, which are enough for this set: those of the three running validators and of the fifth one. */
  async function hand(set: ReadValidatorSet): Promise<void> {
    const { attestations } = api.chain.addresses
    const typed = attestationTypedData({ setHash: set.setHash, subject, epoch, root }, { chainId: api.chain.chainId, attestations })
    const byHand = await privateKeyToAccount(fifth.privateKey).signTypedData(typed)
    const signatures = new Map<string, Hex>([
      [fifth.address, byHand],
      ...(await signedFor(set)).map((item) => [item.signer, item.signature as Hex] as const),
    ])
    const signed = set.members.map(({ account }) => signatures.get(account))
    const proof = {
      members: set.members.map(({ word }) => word),
      bitmap: signed.reduce((bits, signature, place) => (signature === undefined ? bits : bits | (1n << BigInt(place))), 0n),
      signatures: signed.filter((signature) => signature !== undefined),
    }
    await market.send(api.chain.keys.deployer, attestCall({ attestations, subject: nameKey(subject), epoch, root, proof }))
  }

  /**
   * Starts a proxy of the API. It counts how often validators read the signatures that the API has collected, and how often they submitted their own signature
   * of a root.
   */
  async function countingApi(): Promise<{ url: string; boards: () => number; posts: () => number }> {
    const asked: string[] = []
    counting = createServer((request, response) => {
      void (async () => {
        const chunks: Buffer[] = []
        for await (const chunk of request) chunks.push(chunk as Buffer)
        const sent = Buffer.concat(chunks)
        asked.push(`${request.method} ${request.url} ${sent.toString()}`)
        const body = chunks.length === 0 ? {} : { body: sent, headers: { 'content-type': 'application/json' } }
        const answer = await fetch(`${api.url}${request.url}`, { method: request.method ?? 'GET', ...body })
        response.writeHead(answer.status, { 'content-type': 'application/json' })
        response.end(await answer.text())
      })()
    })
    await new Promise<void>((resolve) => counting?.listen(0, '127.0.0.1', resolve))
    const linesOf = (method: string) => asked.filter((line) => line.startsWith(`${method} `) && line.includes('/emission/roots'))
    return {
      url: `http://127.0.0.1:${(counting.address() as AddressInfo).port}`,
      boards: () => linesOf('GET').length,
      posts: () => linesOf('POST').filter((line) => line.includes(`"${subject}"`)).length,
    }
  }

  /** Waits until a condition is true, and mines blocks while it waits, so that time passes on the chain. The work is done by other processes. */
  async function until(what: string, isSo: () => Promise<boolean>): Promise<void> {
    for (const deadline = performance.now() + 120_000; !(await isSo()); await delay(200)) {
      if (performance.now() > deadline) throw new Error(`waited two minutes in vain until ${what}`)
      await api.chain.mine(1)
    }
  }
})

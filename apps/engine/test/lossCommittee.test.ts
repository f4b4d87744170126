import { attestCall, attestationsAbi, nameKey, readCountedMembers, readValidatorSet } from '@infinitio/chain'
import { createChainClient, developmentGenesisTable, forwardTime, keyAttestor, sendCalls } from '@infinitio/chain/node'
import { deployTestGovernance, startSeedMakers, startTestChain, type TestChain, type TestKey, testKey } from '@infinitio/chain/test'
import { hex32 } from '@infinitio/domain'
import { encodeFunctionData, keccak256, toBytes } from 'viem'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { lossProof } from '../src/worker/lossProof.ts'

const hourSeconds = 3_600n
const committeeSize = 16
const startWithinMs = 120_000

/** A real chain with a set of 18 validators, of which a random number (the seed of the beacon) selects 16 for each hour. */
describe('the proof of a loss by a large set of validators', () => {
  let chain: TestChain
  let keys: readonly TestKey[]
  beforeAll(async () => {
    chain = await startTestChain()
    const governance = await deployTestGovernance(chain, { table: developmentGenesisTable })
    const seeds = await startSeedMakers({ chain, governance, count: 18 })
    keys = seeds.makers
    await seeds.playRound()
    // The seed of an hour selects the committee of the next hour, so continue in the next hour.
    const client = createChainClient({ rpcUrl: chain.rpcUrl, timeoutMs: 30_000 })
    const { timestamp } = await client.getBlock({ blockTag: 'latest' })
    await forwardTime(client, { seconds: hourSeconds - (timestamp % hourSeconds) })
  }, startWithinMs)
  afterAll(() => chain?.stop())

  it('has the signatures of the drawn members only, and the contract accepts it', async () => {
    const { client, asked, drawn } = await question()
    expect(drawn.size).toBe(committeeSize)
    const proof = await prove(new Set(keys.map(({ address }) => address)))
    if (proof === null) throw new Error('all members signed')
    const { members, bitmap, signatures } = proof
    expect([members.length, signatures.length]).toEqual([keys.length, committeeSize])
    expect(bitmap).toBe(asked.drawnBits)
    const { subject, epoch, root } = asked.root
    const { attestations } = chain.addresses
    const call = { ...attestCall({ attestations, subject, epoch, root, proof }), what: 'a root', value: 0n, gas: 3_000_000n }
    await sendCalls(client, { privateKey: chain.keys.deployer.privateKey, calls: [call], timeoutMs: 60_000 })
    const attested = await client.readContract({ address: attestations, abi: attestationsAbi, functionName: 'attestedOf', args: [subject] })
    expect(attested).toMatchObject({ root, full: true })
  })

  it('waits for more than two thirds of the drawn stake, however many others signed', async () => {
    const { drawn } = await question()
    const two = [...drawn].slice(0, (committeeSize * 2) / 3)
    const undrawn = keys.map(({ address }) => address).filter((account) => !drawn.has(account))
    expect(await prove(new Set([...two, ...undrawn]))).toBeNull()
    expect(await prove(new Set([...drawn].slice(0, two.length + 1)))).not.toBeNull()
  })

  it('leaves out a drawn member that was slashed since the set was formed', async () => {
    const { client, asked, drawn } = await question()
    const { attestations } = chain.addresses
    const cheat = keys.find(({ address }) => drawn.has(address)) ?? expect.unreachable()
    const signed = await Promise.all(
      ['one root', 'another root'].map(async (text) => {
        const root = hex32(keccak256(toBytes(text)))
        const named = { ...asked.root, subject: nameKey('doubles'), root }
        return { setHash: asked.root.setHash, root, signature: await keyAttestor(cheat.privateKey).sign(named, asked.at) }
      }),
    )
    const [first, second] = signed
    if (first === undefined || second === undefined) expect.unreachable()
    const args = [nameKey('doubles'), asked.root.epoch, first, second] as const
    const data = encodeFunctionData({ abi: attestationsAbi, functionName: 'punishEquivocation', args })
    const call = { to: attestations, data, what: 'a penalty', value: 0n, gas: 1_000_000n }
    await sendCalls(client, { privateKey: chain.keys.deployer.privateKey, calls: [call], timeoutMs: 60_000 })
    const set = await readValidatorSet(client, attestations, { known: null })
    if (set === null) throw new Error('there is a set')
    const counted = await readCountedMembers(client, attestations, set)
    expect(keys.filter(({ address }) => !counted.has(address))).toEqual([cheat])
    const proof = await prove(new Set(keys.map(({ address }) => address)))
    expect(proof?.signatures).toHaveLength(committeeSize - 1)
  })

  async function question() {
    const client = createChainClient({ rpcUrl: chain.rpcUrl, timeoutMs: 30_000 })
    const { attestations } = chain.addresses
    const at = { chainId: chain.chainId, attestations }
    const set = await readValidatorSet(client, attestations, { known: null })
    if (set === null) throw new Error('there is a set')
    const { totalStake } = await client.readContract({ address: attestations, abi: attestationsAbi, functionName: 'currentSet' })
    const { timestamp } = await client.getBlock({ blockTag: 'latest' })
    const subject = nameKey('losses')
    const root = { setHash: set.setHash, subject, epoch: timestamp / hourSeconds, root: hex32(keccak256(toBytes('a loss'))) }
    const words = set.members.map(({ word }) => word)
    const args = [subject, root.epoch, words] as const
    const drawnBits = await client.readContract({ address: attestations, abi: attestationsAbi, functionName: 'committeeOf', args })
    const drawn = new Set(set.members.flatMap(({ account }, place) => (((drawnBits >> BigInt(place)) & 1n) === 1n ? [account] : [])))
    return { client, drawn, asked: { leaseId: 1n, set: { setHash: set.setHash, totalStake }, root, at, drawnBits } }
  }

  /** Returns the proof of a lost node from the signatures of these members, or null if they are too few. */
  async function prove(signers: ReadonlySet<string>) {
    const { client, asked } = await question()
    const list: Parameters<typeof lossProof>[2]['list'] = async () =>
      await Promise.all(
        keys
          .filter(({ address }) => signers.has(address))
          .map(async ({ address, privateKey }) => {
            const signature = await keyAttestor(privateKey).sign(asked.root, asked.at)
            return { signer: address, root: asked.root.root, signature }
          }),
      )
    // `lossProof` gets the signatures from `list`, so it needs no database here.
    return await lossProof({ db: {} as Parameters<typeof lossProof>[0]['db'], client }, keyAttestor(testKey('no member').privateKey), {
      ...asked,
      list,
    })
  }
})

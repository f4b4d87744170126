import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gTokenAbi, randomBeaconAbi, readAudits } from '@infinitio/chain'
import { auditStart, createChainClient, formDevelopmentSet, forwardTime, letValidatorsReveal, sendCalls } from '@infinitio/chain/node'
import { deployTestGovernance, startTestChain, type TestChain, testKey } from '@infinitio/chain/test'
import { type Address, hex32 } from '@infinitio/domain'
import { createLogger } from '@infinitio/process'
import { encodeFunctionData } from 'viem'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openKeptSecrets } from '../validator/keptSecrets.ts'
import { makeSeed } from './makeSeed.ts'

const { bond } = auditStart.beacon
const keys = [0, 1, 2, 3].map((index) => testKey(`seed validator ${index}`))

describe('makes seeds with several validators', () => {
  let chain: TestChain
  let beacon: { address: Address; abi: typeof randomBeaconAbi }
  let gToken: Address
  let client: ReturnType<typeof createChainClient>
  const folder = mkdtempSync(join(tmpdir(), 'infinitio-seeds-'))

  beforeAll(async () => {
    chain = await startTestChain()
    client = createChainClient({ rpcUrl: chain.rpcUrl, timeoutMs: 30_000 })
    const { deployer } = chain.keys
    gToken = (await deployTestGovernance(chain)).gToken
    const audits = await readAudits(client, chain.addresses.directory)
    if (audits === null) throw new Error('the Directory names the beacon')
    beacon = { address: audits.randomBeacon, abi: randomBeaconAbi }
    await formDevelopmentSet({ rpcUrl: chain.rpcUrl, addresses: chain.addresses, deployerKey: deployer.privateKey, members: keys })
    // The last validator gets twice the bond, so that it can pay the bond again after losing it.
    const calls = keys.map(({ address }, index) => {
      return { to: gToken, data: encodeFunctionData({ abi: gTokenAbi, functionName: 'transfer', args: [address, index === 3 ? 2n * bond : bond] }) }
    })
    const planned = calls.map((call) => ({ ...call, what: 'a call', value: 0n, gas: 200_000n }))
    await sendCalls(client, { privateKey: deployer.privateKey, calls: planned, timeoutMs: 60_000 })
  })
  afterAll(async () => {
    await chain.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  it('enrols, commits late and reveals early from stored secrets, and gives the hour a seed', async () => {
    const round = await toSecond(60)
    await takeTurns([0, 1, 2, 3])
    expect(await bonds()).toEqual([0n, 0n, 0n, 0n])
    await toSecond(1_300, round)
    await takeTurns([0, 1, 2, 3])
    await takeTurns([0, 1, 2, 3])
    expect(await client.readContract({ ...beacon, functionName: 'roundOf', args: [round] })).toMatchObject({ commits: 4, reveals: 0, needed: 3 })
    expect(await bonds()).toEqual([bond, bond, bond, bond])
    await toSecond(1_801, round)
    await takeTurns([0, 1, 2])
    expect(BigInt(await seedOf(round))).toBe(0n)
    await takeTurns([3])
    expect(BigInt(await seedOf(round))).not.toBe(0n)
  })

  it('keeps the bonds when time moves on, because the move waits for all reveals', async () => {
    const round = await toSecond(1_300)
    await takeTurns([0, 1, 2, 3])
    let isOver = false
    const seconds = 30n * 86_400n
    const letting = letReveal({ seconds, withinMs: 60_000 }).finally(() => {
      isOver = true
    })
    await expect.poll(async () => (await now()) % 3_600n).toBeGreaterThanOrEqual(1_800n)
    await takeTurns([0, 1, 2])
    expect(isOver).toBe(false)
    await takeTurns([3])
    const moved = await letting
    // The test moves the clock while validators may still commit. The move must stop when the time for commitments is over, so that the validators can reveal.
    expect([moved > 400n, moved <= 500n]).toEqual([true, true])
    expect(BigInt(await seedOf(round))).not.toBe(0n)
    await forwardTime(client, { seconds: seconds - moved })
    await toSecond(1_300)
    await takeTurns([0, 1, 2, 3])
    expect(await bonds()).toEqual([bond, bond, bond, bond])
    // One validator does not reveal. `letReveal` waits for it at most `withinMs` before it moves the clock. The other validators do not lose their bonds.
    const waiting = letReveal({ seconds: 3_600n, withinMs: 1_500 })
    await expect.poll(async () => (await now()) % 3_600n).toBeGreaterThanOrEqual(1_800n)
    await takeTurns([0, 1, 2])
    await waiting
    await takeTurns([3])
    // A short move inside the hour waits for no validator. So `letReveal` moves nothing and leaves the whole move to its caller.
    expect(await letReveal({ seconds: 60n, withinMs: 60_000 })).toBe(0n)
    expect(await bonds()).toEqual([bond, bond, bond, bond])
  })

  it('forfeits the bond of a validator that did not reveal, and continues without it until it returns', async () => {
    const round = await toSecond(1_300)
    await takeTurns([0, 1, 2, 3])
    await toSecond(1_801, round)
    await takeTurns([0, 1, 2])
    expect(BigInt(await seedOf(round))).toBe(0n)
    await toSecond(1_300, round + 1n)
    await takeTurns([0, 1, 2])
    expect(await client.readContract({ ...beacon, functionName: 'participantOf', args: [address(3)] })).toMatchObject({ bond: 0n })
    await takeTurns([3])
    expect(await client.readContract({ ...beacon, functionName: 'participantOf', args: [address(3)] })).toMatchObject({ bond, round: round + 1n })
    await toSecond(1_801, round + 1n)
    await takeTurns([0, 1, 2, 3])
    expect(BigInt(await seedOf(round + 1n))).not.toBe(0n)
    expect(await client.readContract({ address: gToken, abi: gTokenAbi, functionName: 'balanceOf', args: [address(3)] })).toBe(0n)
  })

  it('forfeits its own lost bond, and does not take part without a new one', async () => {
    const round = await toSecond(1_300)
    await takeTurns([0, 1, 2, 3])
    await toSecond(1_300, round + 1n)
    await takeTurns([2])
    expect(await client.readContract({ ...beacon, functionName: 'participantOf', args: [address(2)] })).toMatchObject({ bond: 0n, round })
    const allowed = { address: gToken, abi: gTokenAbi, functionName: 'allowance', args: [address(2), beacon.address] } as const
    expect(await client.readContract(allowed)).toBe(0n)
  })

  it('keeps one secret per round, also after a restart, and deletes old ones', () => {
    const own = join(folder, 'kept')
    const kept = openKeptSecrets(own)
    expect(kept.secretOf(100n)).toBeNull()
    const secret = kept.makeSecret(100n)
    expect(kept.makeSecret(101n)).not.toBe(secret)
    expect(openKeptSecrets(own).makeSecret(100n)).toBe(secret)
    kept.makeSecret(148n)
    expect(openKeptSecrets(own).secretOf(100n)).toBe(secret)
    kept.makeSecret(149n)
    expect(kept.secretOf(100n)).toBeNull()
    expect(kept.secretOf(101n)).not.toBeNull()
  })

  const address = (index: number): Address => (keys[index] ?? testKey('nobody')).address
  const seedOf = (round: bigint) => client.readContract({ ...beacon, functionName: 'seedOf', args: [round] })
  const now = async () => (await client.getBlock({ blockTag: 'pending' })).timestamp
  const letReveal = (wait: { seconds: bigint; withinMs: number }) => letValidatorsReveal(client, { directory: chain.addresses.directory, ...wait })
  const bonds = () =>
    Promise.all(keys.map(async (_, index) => (await client.readContract({ ...beacon, functionName: 'participantOf', args: [address(index)] })).bond))

  /** Moves the clock to this second of the hour `named`, or of the next hour if no hour is given. Returns the hour. */
  async function toSecond(second: number, named?: bigint): Promise<bigint> {
    const { timestamp } = await client.getBlock({ blockTag: 'latest' })
    const hour = named ?? timestamp / 3_600n + 1n
    await forwardTime(client, { seconds: hour * 3_600n + BigInt(second) - timestamp })
    return hour
  }

  /**
   * Lets each of these validators perform its next steps for the random seed once. Each one is newly opened, as after a restart. Only the first validator of
   * the set has the turn to send transactions for all.
   */
  async function takeTurns(indices: readonly number[]): Promise<void> {
    const members = keys.map((key) => ({ account: key.address, stake: 1n, word: key.address }))
    for (const index of indices) {
      const { privateKey } = keys[index] ?? testKey('nobody')
      const validator = {
        ...{ address: address(index), privateKey, client, logger: createLogger({ room: 'validator test' }) },
        ...{ secrets: openKeptSecrets(join(folder, `${index}`)), isTurn: ({ index: place }: { index: number }) => place === 0 },
        opened: { addresses: chain.addresses, chainId: chain.chainId },
      }
      await makeSeed(validator, { set: { setHash: hex32(`0x${'1'.repeat(64)}`), formedAt: 0n, since: 0n, members } })
    }
  }
})

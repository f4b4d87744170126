import { anchorCall, commitCall, pTokenAbi, readCommitments } from '@infinitio/chain'
import { readAnchorRoot } from '@infinitio/db'
import { type Address, hex32, zeroAddress } from '@infinitio/domain'
import { verifyDelivery, workOutReputations } from '@infinitio/sdk/emission'
import { encodeFunctionData, parseEther } from 'viem'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type EmissionMarket, hour, startEmissionMarket, validatorKeys } from './emission/emissionMarket.ts'

const [first, second, third, fourth] = validatorKeys

describe('promised capacity', () => {
  let service: EmissionMarket
  beforeAll(async () => {
    service = await startEmissionMarket()
    service.run([first, second, third, fourth])
  })
  afterAll(() => service?.stop())

  it('measures promised capacity by the anchored journal: kept bonds return, a default is slashed and notified', async () => {
    const { api, cli, market, rpc, now, until, accessOf } = service
    const { provider, renter } = api.chain.keys
    const { pToken } = api.chain.addresses
    const node = await market.list('promised')
    const price = node.ask.pricePerGpuSecond
    const begin = (Math.floor((await now()) / hour) + 2) * hour
    const bond = parseEther('10')
    const window = { classId: 0, from: begin, until: begin + hour, pricePerGpuSecond: price, bond }
    const futures = (await accessOf()).contracts.futuresCommitment ?? zeroAddress
    const approve = encodeFunctionData({ abi: pTokenAbi, functionName: 'approve', args: [futures, 2n * bond] })
    await market.send(provider, { to: pToken, data: approve })
    await market.send(provider, commitCall(futures, { ...window, gpuSeconds: BigInt(hour), promisedTo: null }))
    // The second commitment promises more GPU-seconds than all machines of the provider together can deliver in that time.
    await market.send(provider, commitCall(futures, { ...window, gpuSeconds: 40n * BigInt(hour), promisedTo: renter.address }))
    expect((await api.client.listCommitments({ account: renter.address })).items).toMatchObject([{ id: 2, state: 'ahead', delivered: null }])
    // The machine is present for the whole hour of both promises, and is leased after its first ten minutes. That fulfils the first promise. For the second
    // one, the provider delivers much less than it promised.
    await api.owner.query('insert into node_hours (hour, node_id, seconds) values ($1, $2, 3600)', [BigInt(begin / hour), node.node])
    await market.travel(begin + 600 - (await now()))
    await market.runLease(node)
    await market.travel(begin + 2 * hour + 100 - (await now()))
    expect((await api.client.getCommitment(1)).state).toBe('measuring')
    // Deliveries are calculated from the journal. There is no result until the chain has an anchor (a stored hash of the journal) from a time after the
    // promised one.
    expect((await verifyOne(1n)).delivered).toBeNull()
    await anchorJournal()
    await until('what was delivered is recorded', async () => (await commitmentsNow()).every(({ recordedAt }) => recordedAt !== null))
    const [kept, failed] = await commitmentsNow()
    const delivered = failed?.delivered ?? 0n
    expect(kept?.delivered).toBe(BigInt(hour))
    expect([delivered >= 0n, delivered < 4n * BigInt(hour)]).toEqual([true, true])
    expect(await verifyOne(2n)).toMatchObject({ delivered, agrees: true })
    const verified = await cli.run(['commitment', 'verify', '2', '--json'])
    expect(JSON.parse(verified.out)).toEqual({ id: 2, promised: 40 * hour, delivered: Number(delivered), recorded: Number(delivered), agrees: true })
    await market.travel(72 * hour)
    await until('the bonds are shared out', async () => (await commitmentsNow()).every(({ isSettled }) => isSettled))
    const slashed = (bond * (40n * BigInt(hour) - delivered) * 5_000n + 40n * BigInt(hour) * 10_000n - 1n) / (40n * BigInt(hour) * 10_000n)
    await api.services.clock.refresh()
    expect(await api.client.getCommitment(2)).toMatchObject({ state: 'settled', slashed: `${slashed}`, compensated: `${slashed / 10n}` })
    const balance = async (account: Address) =>
      await rpc().readContract({ address: pToken, abi: pTokenAbi, functionName: 'balanceOf', args: [account] })
    for (const [key, owed] of [
      [provider, 2n * bond - slashed],
      [renter, slashed / 10n],
    ] as const) {
      const before = await balance(key.address)
      const paid = await cli.run(['commitment', 'withdraw', '--yes', '--json'], { wallet: key.privateKey })
      expect([paid.code, (await balance(key.address)) - before]).toEqual([0, owed])
    }
    // A fulfilled promise raises the provider's reputation, and a broken one lowers it, each in proportion to the value of the promise.
    const epoch = BigInt(Math.floor((await now()) / hour) - 1)
    await market.travel(hour)
    const past = await workOutReputations(await accessOf(), { epoch: epoch + 1n, head: await rpc().getBlockNumber() })
    const before = await workOutReputations(await accessOf(), { epoch: epoch - 72n, head: await rpc().getBlockNumber() })
    expect((past?.reputations[0]?.failed ?? 0n) > (before?.reputations[0]?.failed ?? 0n)).toBe(true)
  })

  async function commitmentsNow() {
    const { contracts } = await service.accessOf()
    return await readCommitments(service.rpc(), { futuresCommitment: contracts.futuresCommitment ?? zeroAddress })
  }

  async function verifyOne(id: bigint) {
    return await verifyDelivery(await service.accessOf(), { id, head: await service.rpc().getBlockNumber() })
  }

  /** Sends the newest hash of the journal to the chain, as the engine does once an hour in production. */
  async function anchorJournal(): Promise<void> {
    const { api, market, now } = service
    const root = (await readAnchorRoot(api.owner))?.hash ?? ''
    const { attestations } = api.chain.addresses
    await market.send(api.chain.keys.sender, anchorCall({ attestations, epoch: BigInt(Math.floor((await now()) / hour)), root: hex32(`0x${root}`) }))
  }
})

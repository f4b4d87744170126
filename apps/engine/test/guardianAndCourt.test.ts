import { directoryAbi, nameKey, stakeVaultAbi } from '@infinitio/chain'
import { sendCalls } from '@infinitio/chain/node'
import { type Address, zeroAddress } from '@infinitio/domain'
import { metrics } from '@infinitio/process'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { encodeFunctionData, type Hex, padHex } from 'viem'
import { actorKey, relayEnd, relayReady } from './actors.ts'
import { bookLease, fund, listNode, orderState, placeHourBid } from './bookLease.ts'
import { expectBooksAgree } from './expectBooksAgree.ts'
import { type Market, startMarket } from './startMarket.ts'

describe('acts of owner, guardian and court on the chain', () => {
  let market: Market
  beforeAll(async () => {
    market = await startMarket()
    await market.startEngine('all')
  })
  afterAll(() => market.stop())

  it('delay matches during a pause but no end, and waiting matches settle after it', async () => {
    const renter = actorKey('patient renter')
    await fund(market, renter)
    const { node } = await listNode(market, { name: 'paused', gpus: 2 })
    const { leaseId } = await bookLease(market, renter, { node, nonce: 1n })
    await relayReady(market, node, leaseId)
    await market.until('the lease is active', () => hasState('active'))
    const { directory } = market.chain.addresses
    const pauses = await countedChanges('pause')
    await send(directory, encodeFunctionData({ abi: directoryAbi, functionName: 'pause', args: [3_600n] }))
    await market.until('the pause is counted', async () => (await countedChanges('pause')) === pauses + 1)

    const bidHash = await placeHourBid(market, renter, { node, nonce: 2n })
    await market.until('the bid is matched', () => orderState(market, bidHash))
    await relayEnd(market, renter, { leaseId, accept: true })
    await market.until('the lease is closed while paused', () => hasState('closed'))
    expect(await orderState(market, bidHash)).toMatchObject({ code: null, leaseId: null })

    await send(directory, encodeFunctionData({ abi: directoryAbi, functionName: 'endPause' }))
    await market.until('the match is settled', async () => (await orderState(market, bidHash))?.state === 'settled')
    await expectBooksAgree(market)
  })

  it('count changes of keys by kind, for the alerts', async () => {
    const { directory } = market.chain.addresses
    const other = actorKey('another engine').address
    const before = await Promise.all([countedChanges('engine'), countedChanges('gateway_host_key'), countedChanges('announced_key')])
    const key = `0x${'ab'.repeat(32)}` as const
    await send(directory, encodeFunctionData({ abi: directoryAbi, functionName: 'announceKey', args: [0, padHex(other, { size: 32 })] }))
    await send(directory, encodeFunctionData({ abi: directoryAbi, functionName: 'setEngine', args: [other, true] }))
    await send(directory, encodeFunctionData({ abi: directoryAbi, functionName: 'setEngine', args: [other, false] }))
    await send(directory, encodeFunctionData({ abi: directoryAbi, functionName: 'setGatewayHostKey', args: [key] }))
    await market.until('the host key is counted', async () => (await countedChanges('gateway_host_key')) === (before[1] ?? 0) + 1)
    expect(await Promise.all([countedChanges('engine'), countedChanges('announced_key')])).toEqual([(before[0] ?? 0) + 2, (before[2] ?? 0) + 1])
  })

  it('reduce the shown bond by a slash, and delist a provider whose bond no longer covers its nodes', async () => {
    const { directory, stakeVault } = market.chain.addresses
    const { deployer, provider } = market.chain.keys
    const court = [nameKey('DisputeCourt'), deployer.address] as const
    await send(directory, encodeFunctionData({ abi: directoryAbi, functionName: 'set', args: court }))
    const all = 10n ** 24n
    const args = [provider.address, nameKey('Provider'), all, zeroAddress, 0n] as const
    await send(stakeVault, encodeFunctionData({ abi: stakeVaultAbi, functionName: 'slash', args }))
    const shown = 'select 1 from chain_accounts where account = $1 and bonded = 0'
    await market.until('the bond is shown as gone', async () => (await market.owner.query(shown, [provider.address]))[0])
    const delisted = "select 1 from chain_logs where name = 'ProviderDelisted'"
    await market.until('the provider is delisted', async () => (await market.owner.query(delisted, []))[0])
  })

  async function countedChanges(change: string): Promise<number> {
    const line = new RegExp(`^infinitio_guarded_changes_total\\{change="${change}"\\} (\\d+)$`, 'm')
    return Number(line.exec(await metrics.text())?.[1])
  }

  async function hasState(state: string): Promise<unknown> {
    return (await market.owner.query('select 1 from leases where state = $1', [state]))[0]
  }

  /** Sends from the deployer, the Directory's owner and guardian. */
  async function send(to: Address, data: Hex): Promise<void> {
    const call = { to, data, value: 0n, gas: 400_000n, what: 'the call of the test' }
    await sendCalls(market.client, { privateKey: market.chain.keys.deployer.privateKey, calls: [call], timeoutMs: 30_000 })
  }
})

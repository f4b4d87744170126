import { directoryAbi } from '@infinitio/chain'
import { bps, durationSeconds } from '@infinitio/domain'
import { encodeFunctionData } from 'viem'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { actorKey, placeBid, send } from './actors.ts'
import { fund, listNode, orderState, testPrice } from './bookLease.ts'
import { expectBooksAgree } from './expectBooksAgree.ts'
import { type Market, startMarket } from './startMarket.ts'

describe('a fee that the owner of the Directory changes while the engine runs', () => {
  let market: Market
  const renter = actorKey('fee renter')
  beforeAll(async () => {
    market = await startMarket()
    await market.startRooms()
    await fund(market, renter)
  })
  afterAll(() => market.stop())

  it('is the fee of the next matches: orders with the lower fee settle, and orders with the earlier fee are refused after a rise', async () => {
    const { node } = await listNode(market, { name: 'fee', gpus: 4 })
    const wish = { node, maxPricePerGpuSecond: testPrice, gpus: 1, durationSeconds: durationSeconds(3_600n) }
    const bid = (nonce: bigint, most: bigint) => placeBid(market, renter, { ...wish, nonce, maxFeeBps: bps(most) })
    const judged = async (nonce: bigint, most: bigint) => {
      const hash = await bid(nonce, most)
      return await market.until('the bid is judged', () => orderState(market, hash))
    }
    expect(await judged(1n, 20n)).toMatchObject({ state: 'rejected', code: 'order.fee_above_maximum' })
    await setFee(20)
    const settled = await bid(2n, 20n)
    await market.until('the bid is settled', async () => (await orderState(market, settled))?.state === 'settled')
    await setFee(30)
    expect(await judged(3n, 25n)).toMatchObject({ state: 'rejected', code: 'order.fee_above_maximum' })
    await expectBooksAgree(market)
  })

  /** Sets the fee on the chain, and waits until the journal has it. */
  async function setFee(fee: number): Promise<void> {
    const { addresses, keys } = market.chain
    const data = encodeFunctionData({ abi: directoryAbi, functionName: 'setFeeBps', args: [fee] })
    await send(market, keys.deployer, { to: addresses.directory, data, what: 'setFeeBps' })
    await market.until('the journal has the new fee', async () => {
      const [row] = await market.owner.query<{ command: string }>(
        `select command from journal where command like '%"Upgrade"%' order by seq desc limit 1`,
        [],
      )
      return row?.command.includes(`"feeBps":"${fee}"`) === true
    })
  }
})

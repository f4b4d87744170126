import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createChainClient } from '../src/node/createChainClient.ts'
import { mineSlot } from '../src/proofs/mineSlot.ts'
import { readHead, readNewSlots } from '../src/proofs/newSlots.ts'
import { readSlot } from '../src/proofs/readSlot.ts'
import { deployTestGovernance } from './deployTestGovernance.ts'
import { type FlakyNode, startFlakyNode } from './startFlakyNode.ts'
import { startTestChain, type TestChain } from './startTestChain.ts'

describe('the slots of new blocks', () => {
  let chain: TestChain
  let node: FlakyNode
  beforeAll(async () => {
    chain = await startTestChain()
    await deployTestGovernance(chain)
    node = await startFlakyNode(chain.rpcUrl)
  })
  afterAll(async () => {
    await node?.stop()
    await chain?.stop()
  })

  const open = () => createChainClient({ rpcUrl: node.url, timeoutMs: 30_000 })
  const place = () => ({ chainId: chain.chainId, directory: chain.addresses.directory })
  const read = (known: Awaited<ReturnType<typeof readHead>>) => readNewSlots(open(), { ...place(), known })

  it('are found once, among other blocks, as each is found by its number', async () => {
    const begin = await readHead(open(), place())
    await chain.mine(3)
    const first = await mineSlot({ rpcUrl: chain.rpcUrl })
    await chain.mine(2)
    const second = await mineSlot({ rpcUrl: chain.rpcUrl })
    const { slots, known } = await read(begin)
    expect(slots).toEqual(await Promise.all([first, second].map((slot) => readSlot(open(), { ...place(), slot: BigInt(slot) }))))
    expect(await read(known)).toEqual({ slots: [], known })
  })

  it('are found in the last 64 blocks only', async () => {
    const begin = await readHead(open(), place())
    await mineSlot({ rpcUrl: chain.rpcUrl })
    await chain.mine(64)
    expect((await read(begin)).slots).toEqual([])
    const slot = await mineSlot({ rpcUrl: chain.rpcUrl })
    await chain.mine(63)
    expect((await read(begin)).slots.map((it) => Number(it.slot))).toEqual([slot])
  })

  it('are found in the new head after the chain dropped blocks', async () => {
    const begin = await readHead(open(), place())
    const dropped = { ...begin, number: begin.number + 5n, hash: '0x' }
    const slot = await mineSlot({ rpcUrl: chain.rpcUrl })
    const found = await read(dropped)
    expect(found.slots.map((it) => Number(it.slot))).toEqual([slot])
    expect(found.known.number).toBe(BigInt(slot))
  })

  it('cost one call without a new block, and three for one', async () => {
    const begin = await readHead(open(), place())
    const count = async () => {
      const before = node.asked()
      await read(begin)
      return node.asked() - before
    }
    expect(await count()).toBe(1)
    await chain.mine(1)
    expect(await count()).toBe(3)
  })
})

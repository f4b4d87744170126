import { proofCheckerAbi } from '@infinitio/chain'
import { createChainClient, forwardTime } from '@infinitio/chain/node'
import { deployTestGovernance, startTestChain, type TestChain } from '@infinitio/chain/test'
import { type Address, hex32, nodeId, zeroAddress, zeroHex32 } from '@infinitio/domain'
import { proofLeaf, type ProofStatement } from '@infinitio/domain/proofs'
import { createLogger } from '@infinitio/process'
import { readProofChecker } from '@infinitio/sdk/proofs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { refuteTime } from './refuteTime.ts'

type Block = { readonly number: bigint; readonly hash: ReturnType<typeof hex32> }

describe('a root whose z is not the first block 30 s after its slot', () => {
  let chain: TestChain
  let client: ReturnType<typeof createChainClient>
  let checker: Address
  let [slot, early, first, second]: Block[] = []

  beforeAll(async () => {
    chain = await startTestChain()
    client = createChainClient({ rpcUrl: chain.rpcUrl, timeoutMs: 30_000 })
    await deployTestGovernance(chain)
    checker = (await readProofChecker(client, chain.addresses.directory)) ?? expect.unreachable()
    slot = await mined()
    early = await mined(20n)
    first = await mined(20n)
    second = await mined(20n)
  }, 120_000)
  afterAll(async () => await chain.stop())

  it('is refuted if z is a later block, an earlier one, or a block by another number', async () => {
    expect(await refuted({ z: first })).toBe(false)
    expect(await refuted({ z: second })).toBe(true)
    expect(await refuted({ z: early })).toBe(true)
    expect(await refuted({ z: first, change: { z: blockOf(first).number + 1n } })).toBe(true)
    expect(await refuted({ z: first, change: { slot: blockOf(slot).number + 1n } })).toBe(true)
  })

  it('is left to the check by number if the chain has no block with the hash', async () => {
    expect(await refuted({ z: second, change: { zHash: hex32(`0x${'12'.repeat(32)}`) } })).toBe(false)
  })

  /**
   * Posts a Merkle root of one statement that names this block z (the block that selects the rows to reveal). Returns true if the validator's check refuted the
   * root; the contract must then store this validator as the refuter.
   */
  async function refuted({ z, change = {} }: { z: Block | undefined; change?: Partial<ProofStatement> }): Promise<boolean> {
    const statement: ProofStatement = {
      ...{ node: nodeId(`0x${'ab'.repeat(32)}`), gpu: 0, slot: blockOf(slot).number, slotHash: blockOf(slot).hash, beaconSeed: zeroHex32 },
      ...{
        commit: zeroHex32,
        calls: zeroHex32,
        timers: 4,
        z: blockOf(z).number,
        zHash: blockOf(z).hash,
        shownMib: 1,
        passed: false,
        speedBps: 0,
        site: 0,
        ...change,
      },
    }
    const root = proofLeaf(statement)
    const { address, privateKey } = chain.keys.deployer
    const validator = { client, address, privateKey, logger: createLogger({ room: 'refuting test' }) }
    const isSent = await refuteTime(validator, { checker, root, statement, path: [] })
    const refuter = await client.readContract({ address: checker, abi: proofCheckerAbi, functionName: 'refuterOf', args: [root] })
    expect(refuter.toLowerCase()).toBe(isSent ? address : zeroAddress)
    return isSent
  }

  async function mined(afterSeconds = 1n): Promise<Block> {
    await forwardTime(client, { seconds: afterSeconds })
    const { number, hash } = await client.getBlock({ blockTag: 'latest' })
    return { number, hash: hex32(hash) }
  }
})

function blockOf(block: Block | undefined): Block {
  return block ?? expect.unreachable()
}

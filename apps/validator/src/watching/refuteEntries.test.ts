import { proofCheckerAbi } from '@infinitio/chain'
import { createChainClient } from '@infinitio/chain/node'
import { deployTestGovernance, startTestChain, type TestChain } from '@infinitio/chain/test'
import { type Address, address, hex32, nodeId, zeroAddress, zeroHex32 } from '@infinitio/domain'
import {
  type CalledNonce,
  hashEntries,
  hashEntry,
  hashNonce,
  hashProofCall,
  proofLeaf,
  type ProofSigningDomain,
  type ProofStatement,
} from '@infinitio/domain/proofs'
import { createLogger } from '@infinitio/process'
import { readProofChecker } from '@infinitio/sdk/proofs'
import { keccak256, toHex } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { refuteEntries } from './refuteEntries.ts'

const word = (text: string) => hex32(keccak256(toHex(text)))
const slotOf = { slot: 40n, slotHash: word('slot') }
const drawn = 4

describe('a root with a false list of nonces', () => {
  let chain: TestChain
  let client: ReturnType<typeof createChainClient>
  let checker: Address
  let domain: ProofSigningDomain
  let counted: CalledNonce[]
  let shownNodes = 0

  beforeAll(async () => {
    chain = await startTestChain()
    client = createChainClient({ rpcUrl: chain.rpcUrl, timeoutMs: 30_000 })
    await deployTestGovernance(chain)
    checker = (await readProofChecker(client, chain.addresses.directory)) ?? expect.unreachable()
    domain = { chainId: 31_337, checker }
    counted = await Promise.all([0, 1, 2].map((place) => nonceOf(place)))
  }, 120_000)
  afterAll(async () => await chain.stop())

  it('is not refuted if the list is right, or if its nonces are unknown', async () => {
    expect(await refuted(counted, [])).toBe(false)
    expect(await refuted([...counted, await nonceOf(3)], [])).toBe(false)
  })

  it('is refuted if the list is empty, longer than the committee, or of too large a committee', async () => {
    expect(await refuted([], [])).toBe(true)
    expect(await refuted(counted, [], { timers: 2 })).toBe(true)
    expect(await refuted(counted, [], { timers: 17 })).toBe(true)
  })

  it('is refuted if the list is out of sequence or has a nonce twice', async () => {
    expect(await refuted(counted.toReversed(), [])).toBe(true)
    const [first = expect.unreachable(), second = expect.unreachable()] = counted
    expect(await refuted([first, first, second].slice(0, 3), [], {}, [first, second])).toBe(true)
  })

  it('is refuted if the list has a nonce of the board that no call of its timer announced', async () => {
    const other = { ...(await nonceOf(3)), nonce: word('chosen after the commits') }
    expect(await refuted([...counted, other], [other])).toBe(true)
    const forged = { ...(await nonceOf(3)), signature: (await nonceOf(2)).signature }
    expect(await refuted([...counted.slice(0, 2), forged], [forged])).toBe(true)
    const outside = await nonceOf(drawn + 1)
    expect(await refuted([...counted, outside], [outside])).toBe(true)
  })

  it('is not refuted if a right nonce is missing, because no signature has the time of a nonce', async () => {
    expect(await refuted(counted.slice(1), [])).toBe(false)
  })

  /**
   * Posts a Merkle root of one statement that has this list of nonces. Returns true if the validator's check refuted the root; the contract must then store
   * this validator as the refuter.
   */
  async function refuted(list: readonly CalledNonce[], shown: readonly CalledNonce[], change: Partial<ProofStatement> = {}, known = counted) {
    shownNodes += 1
    const statement: ProofStatement = {
      ...{
        node: nodeId(word(`node ${shownNodes}`)),
        gpu: 0,
        ...slotOf,
        beaconSeed: zeroHex32,
        commit: zeroHex32,
        calls: hashEntries(list.map(hashEntry)),
      },
      ...{ timers: drawn, z: 50n, zHash: word('z'), shownMib: 1, passed: false, speedBps: 0, site: 0, ...change },
    }
    const root = proofLeaf(statement)
    const { address: own, privateKey } = chain.keys.deployer
    const validator = { client, address: own, privateKey, logger: createLogger({ room: 'refuting test' }) }
    const isSent = await refuteEntries(validator, { root, statement, path: [], domain }, { counted: known, shown: [...known, ...shown] })
    const refuter = await client.readContract({ address: checker, abi: proofCheckerAbi, functionName: 'refuterOf', args: [root] })
    expect(refuter.toLowerCase()).toBe(isSent ? own : zeroAddress)
    return isSent
  }

  async function nonceOf(place: number): Promise<CalledNonce> {
    const key = privateKeyToAccount(word(`timer ${place}`))
    const [timer, nonce, doorHash] = [address(key.address.toLowerCase()), word(`nonce ${place}`), word(`door ${place}`)]
    const nonceHash = hashNonce({ timer, slotHash: slotOf.slotHash, nonce })
    return {
      place,
      timer,
      nonce,
      nonceHash,
      doorHash,
      signature: await key.sign({ hash: hashProofCall({ ...slotOf, nonceHash, doorHash }, domain) }),
    }
  }
})

import { hex32, type Hex32 } from '@infinitio/domain'
import { hashCommits, hashNodeCommit, type ProofSigningDomain } from '@infinitio/domain/proofs'
import type { ProofSlot } from '@infinitio/sdk/proofs'
import { createClient, custom } from 'viem'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { describe, expect, it } from 'vitest'
import type { ArrivedMessage } from '../validator/door.ts'
import type { OpenValidator } from '../validator/validator.ts'
import { checksOfSlot, commitsOf, receivedCommits } from './receivedCommits.ts'

const word = (digit: string): Hex32 => hex32(`0x${digit.repeat(64)}`)
const slot: ProofSlot = { slot: 9n, at: 1_000n, slotHash: word('1'), beaconSeed: word('2'), seed: word('3') }
const machines = ['a', 'b', 'c'].map((digit) => ({ node: word(digit), account: privateKeyToAccount(generatePrivateKey()) }))

/**
 * Lets each machine send a message on the chain `chainId`. `from` has for each message the network from which it arrives, and the network that it names (or
 * null). Returns the site numbers of the messages.
 */
async function sitesOn(chainId: number, from: readonly (readonly [network: string, namedNetwork: string | null])[]) {
  const domain: ProofSigningDomain = { chainId, checker: `0x${'9'.repeat(40)}` as ProofSigningDomain['checker'] }
  const nodeKeys = new Map(machines.map(({ node, account }) => [node, account.address.toLowerCase()]))
  const validator = { opened: { chainId }, proofs: { nodeKeys } } as unknown as OpenValidator
  const arrived = await Promise.all(
    machines.map(async ({ node, account }, at): Promise<ArrivedMessage> => {
      const work = { rows: 64, segmentBits: 4, hashes: 8, passes: 1, samples: 16 }
      const gpus = [{ gpu: 0, work, roots: [word('4')] }]
      const commits = hashCommits(commitsOf(slot, { node, gpus }))
      const signature = await account.sign({ hash: hashNodeCommit({ slot: slot.slot, slotHash: slot.slotHash, node, commits }, domain) })
      const [network, namedNetwork] = from[at] ?? expect.unreachable()
      return { text: JSON.stringify({ slot: 9, slotHash: slot.slotHash, node, gpus, signature }), atMs: 100, network, namedNetwork }
    }),
  )
  return (await receivedCommits(validator, { slot, arrived: { checked: [], waiting: arrived }, seenMs: 0, domain })).map(({ site }) => site)
}

describe('the sites of received commits', () => {
  it('have equal numbers for equal networks', async () => {
    const networks = [
      ['203.0.113', null],
      ['198.51.100', null],
      ['203.0.113', null],
    ] as const
    expect(await sitesOn(1, networks)).toEqual([1, 2, 1])
  })

  it('follow a named network on a development chain only', async () => {
    const networks = [
      ['127.0.0', '3fff:1'],
      ['127.0.0', '3fff:2'],
      ['127.0.0', null],
    ] as const
    expect(await sitesOn(31_337, networks)).toEqual([1, 2, 3])
    expect(await sitesOn(1, networks)).toEqual([1, 1, 1])
  })
})

/**
 * Creates a validator that knows the keys of the three machines. The chain answers every request with the same 32 bytes: the address of ProofChecker. The
 * events of the chain contain the registration of a fourth machine.
 */
function foundValidator() {
  const nodeKeys = new Map(machines.map(({ node, account }) => [node, account.address.toLowerCase()]))
  const client = createClient({ transport: custom({ request: async () => `0x${'0'.repeat(24)}${'9'.repeat(40)}` }) })
  const events = { readTo: async () => [{ name: 'NodeRegistered', node: word('d') }] }
  const opened = { chainId: 31_337, addresses: { directory: `0x${'8'.repeat(40)}` }, access: { events } }
  const validator = { client, opened, proofs: { nodeKeys }, finalityBlocks: 2n, logger: { warn: () => undefined } } as unknown as OpenValidator
  return { ...validator, find: async (): Promise<OpenValidator | null> => validator }
}

describe('the checks of a slot', () => {
  const domain: ProofSigningDomain = { chainId: 31_337, checker: `0x${'9'.repeat(40)}` as ProofSigningDomain['checker'] }
  const work = { rows: 64, segmentBits: 4, hashes: 8, passes: 1, samples: 16 }
  const gpus = [{ gpu: 0, work, roots: [word('4')] }]

  it('accept only a message of this slot that the named machine signed', async () => {
    const [own, other] = [machines[0] ?? expect.unreachable(), machines[1] ?? expect.unreachable()]
    const commits = hashCommits(commitsOf(slot, { node: own.node, gpus }))
    const hash = hashNodeCommit({ slot: slot.slot, slotHash: slot.slotHash, node: own.node, commits }, domain)
    const checks = checksOfSlot(foundValidator(), slot)
    const check = async (changed: object) => {
      const text = JSON.stringify({ slot: 9, slotHash: slot.slotHash, node: own.node, gpus, signature: await own.account.sign({ hash }), ...changed })
      return await checks.check({ text, atMs: 1, network: '', namedNetwork: null })
    }
    expect(await check({})).toEqual({ node: own.node, commits })
    expect(await check({ signature: await other.account.sign({ hash }) })).toBeNull()
    expect(await check({ slotHash: word('5') })).toBeNull()
    expect(await check({ slot: 8 })).toBeNull()
    expect(await checks.check({ text: 'no message', atMs: 1, network: '', namedNetwork: null })).toBeNull()
    expect([own.node, word('d'), word('e')].map(checks.isKnown)).toEqual([true, true, false])
  })

  it('cannot decide while the contracts are unknown', async () => {
    const validator = { ...foundValidator(), find: async () => null }
    const text = JSON.stringify({ slot: 9, slotHash: slot.slotHash, node: word('a'), gpus, signature: `0x${'1'.repeat(130)}` })
    const { check } = checksOfSlot(validator, slot)
    await expect(check({ text, atMs: 1, network: '', namedNetwork: null })).rejects.toThrow('not known')
  })
})

import { address, type Hex32, hex32 } from '@infinitio/domain'
import { hashCommits, hashNodeCommit, processorWork } from '@infinitio/domain/proofs'
import type { ProofSlotWire } from '@infinitio/domain/wire'
import { createClient, custom } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { expect, it } from 'vitest'
import type { OpenValidator } from '../validator/validator.ts'
import { readSlotBoard } from './readSlotBoard.ts'
import { commitsOf } from './receivedCommits.ts'

const word = (digit: string): Hex32 => hex32(`0x${digit.repeat(64)}`)
const account = address(`0x${'c'.repeat(40)}`)
const machine = privateKeyToAccount(word('7'))
const node = word('a')
const domain = { chainId: 31_337, checker: account }
const slot = { slot: 7n, slotHash: word('1'), beaconSeed: word('0'), seed: word('5'), at: 1_000n }
const roots = Array.from({ length: processorWork.simulated.passes }, () => word('9'))
type Message = ProofSlotWire['commits'][number]

async function signedBy(of: Hex32, { gpu = 0 } = {}): Promise<Message> {
  const gpus = [{ gpu, work: processorWork.simulated, roots }]
  const commits = hashCommits(commitsOf(slot, { node: of, gpus }))
  const hash = hashNodeCommit({ slot: slot.slot, slotHash: slot.slotHash, node: of, commits }, domain)
  return { node: of, gpus, commits, signature: await machine.sign({ hash }) }
}

/**
 * Creates a validator, and an API that returns these messages for one proof slot. Only one machine is registered on the chain. `calls` counts the validator's
 * requests to the chain.
 */
function reader(commits: readonly Message[]) {
  const state = { calls: 0 }
  const request = async () => {
    state.calls += 1
    return `0x${'0'.repeat(64 * 4)}`
  }
  const board = { commits, calls: [], receipts: [], openings: [], timers: [], z: null }
  const access = {
    transport: { send: async () => board },
    events: { readTo: async () => [{ name: 'NodeRegistered', at: 1n, node, provider: account, classId: 1, regionId: 1, gpus: 1 }] },
  }
  const validator = {
    client: createClient({ transport: custom({ request }) }),
    set: null,
    proofs: { nodeKeys: new Map([[node, machine.address.toLowerCase()]]) },
    opened: { chainId: 31_337, addresses: { attestations: account, nodeRegistry: account }, access },
  } as unknown as OpenValidator
  return { state, read: () => readSlotBoard(validator, { slot, z: 8n, zHash: word('4'), domain }) }
}

it('reads the message of a machine among many of machines that nobody registered, without asking the chain about them', async () => {
  const own = await signedBy(node)
  const invented = Array.from({ length: 20_000 }, (_, index): Message => ({ ...own, node: hex32(`0x${index.toString(16).padStart(64, '0')}`) }))
  const { state, read } = reader([...invented, own])
  const startedAt = performance.now()
  expect((await read()).answers.map(({ commit }) => commit.subject.node)).toEqual([node])
  // The validator may ask the chain only about the validator set. The messages of invented machines must cause no request.
  expect(state.calls).toBeLessThan(5)
  expect(performance.now() - startedAt).toBeLessThan(10_000)
})

it('checks no more than some messages of one machine, and has both that it signed, so that neither counts', async () => {
  const [first, second] = [await signedBy(node), await signedBy(node, { gpu: 1 })]
  const copies = Array.from({ length: 20_000 }, () => second)
  expect((await reader([first, ...copies]).read()).answers.map(({ commit }) => commit.subject.gpu)).toEqual([0, 1])
  const forged = Array.from({ length: 20_000 }, (): Message => ({ ...first, signature: `0x${'1'.repeat(130)}` }))
  const startedAt = performance.now()
  await reader(forged).read()
  expect(performance.now() - startedAt).toBeLessThan(10_000)
})

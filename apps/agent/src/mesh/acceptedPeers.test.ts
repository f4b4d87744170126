import { expect, test } from 'vitest'
import { marketOfTests, memberOfTests, orderOfTests, statementOf, type TestMember } from '../../test/mesh/clusterOfTests.ts'
import { acceptedPeers } from './acceptedPeers.ts'

const order = orderOfTests()
const own = memberOfTests('1', order)
const other = memberOfTests('2', order)
const facts = { publicKey: `0x${'ab'.repeat(32)}`, port: 51_820, hosts: ['45.76.0.2'] }

/**
 * Returns the ids of the peers that `acceptedPeers` accepts. On the test's chain, each peer has its lease record (slot), and this machine's lease has
 * `ownSlot`.
 */
async function accepted(
  peers: readonly { member: TestMember; told?: Awaited<ReturnType<typeof statementOf>> }[],
  ownSlot = own.slot,
): Promise<string[]> {
  const told = await Promise.all(peers.map(async ({ member, told: given }) => given ?? statementOf(member, facts)))
  const onChain = [ownSlot, ...peers.map(({ member }) => member.slot)]
  const all = await acceptedPeers({ leaseId: own.id, terms: own.terms }, told, { onChain, market: marketOfTests })
  return all.map(({ peer }) => peer.leaseId)
}

test('accepts another lease of the same order, at the address of its number', async () => {
  expect(await accepted([{ member: other }])).toEqual(['2'])
})

test('refuses a lease of another renter, or of another workload, which the market calls a member', async () => {
  expect(await accepted([{ member: memberOfTests('2', orderOfTests()) }])).toEqual([])
  expect(await accepted([{ member: memberOfTests('2', { ...order, workloadHash: orderOfTests().workloadHash }) }])).toEqual([])
})

test('refuses terms that the chain does not have', async () => {
  const told = await statementOf({ ...other, terms: { ...other.terms, gpus: 2 } }, facts)
  expect(await accepted([{ member: other, told }])).toEqual([])
})

test('refuses a lease that is over or was given away, also its own', async () => {
  expect(await accepted([{ member: { ...other, slot: { ...other.slot, isLive: false } } }])).toEqual([])
  expect(await accepted([{ member: { ...other, slot: { ...other.slot, isTokenised: true } } }])).toEqual([])
  expect(await accepted([{ member: other }], { ...own.slot, isTokenised: true })).toEqual([])
})

test('refuses a lease that is not part of a cluster', async () => {
  expect(await accepted([{ member: memberOfTests('2', order, { flags: 1 }) }])).toEqual([])
})

test('refuses a key that the machine of the lease did not sign: of the market, of another provider, of another lease', async () => {
  const stranger = memberOfTests('9', order)
  expect(await accepted([{ member: other, told: await statementOf(other, { ...facts, signer: stranger.account }) }])).toEqual([])
  const honest = await statementOf(other, facts)
  const changed = { ...honest, statement: { ...honest.statement, publicKey: `0x${'cd'.repeat(32)}` } }
  expect(await accepted([{ member: other, told: changed }])).toEqual([])
  const moved = { ...(await statementOf(stranger, facts)), leaseId: other.id, terms: other.terms }
  expect(await accepted([{ member: other, told: moved }])).toEqual([])
})

test('refuses a second member with the same address, and a port below 1,024', async () => {
  const same = memberOfTests(String(2 + 2 ** 22), order)
  expect(await accepted([{ member: other }, { member: same }])).toEqual(['2'])
  expect(await accepted([{ member: other, told: await statementOf(other, { ...facts, port: 53 }) }])).toEqual([])
})

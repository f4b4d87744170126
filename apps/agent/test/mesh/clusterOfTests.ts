import { randomBytes } from 'node:crypto'
import { address, hex32, leaseFlags, leaseId, leaseKey, leaseTermsHash, nodeIdOf } from '@infinitio/domain'
import { leaseTermsFromWire, type LeaseTermsWire, type MeshPeerWire, meshStatementText } from '@infinitio/domain/wire'
import { createLogger } from '@infinitio/process'
import type { LeaseOnChain } from '@infinitio/sdk'
import { generatePrivateKey, privateKeyToAccount, type PrivateKeyAccount } from 'viem/accounts'
import { MemberOfCluster } from '../../src/mesh/memberOfCluster.ts'
import { meshKeyMaker } from '../../src/mesh/meshKeys.ts'
import { LeaseRelay } from '../../src/mesh/relay/leaseRelay.ts'
import type { LeaseMeshes, MeasureOrder, SpeedOrder } from '../../src/network/mesh/leaseMeshes.ts'
import type { Sandbox } from '../../src/runtime/runtime.ts'
import type { TestLease } from './machinesOfTests.ts'

/** The chain id and the address of the market in these tests. */
export const marketOfTests = { chainId: 31_337, market: `0x${'7'.repeat(40)}` }

const someAddress = (): string => privateKeyToAccount(generatePrivateKey()).address.toLowerCase()
const someHash = (): string => `0x${randomBytes(32).toString('hex')}`

/** A node with its key, and one of its leases with the terms that the chain stores. */
export type TestMember = { readonly id: string; readonly account: PrivateKeyAccount; readonly terms: LeaseTermsWire; readonly slot: LeaseOnChain }

/** The parts of an order that all leases of one cluster have in common. */
export const orderOfTests = () => ({ renter: someAddress(), workloadHash: someHash() })

/** Returns the name of a test lease's container. */
export const containerOf = (id: string): string => `infinitio-test-${process.pid}-${id}`

/** Makes a lease of an order on a new node. */
export function memberOfTests(id: string, order: { renter: string; workloadHash: string }, change: Partial<LeaseTermsWire> = {}): TestMember {
  const account = privateKeyToAccount(generatePrivateKey())
  const provider = change.provider ?? someAddress()
  const node = nodeIdOf({ provider: address(provider), nodeKey: address(account.address.toLowerCase()) })
  const terms: LeaseTermsWire = {
    ...{ ...order, provider, node, hostKey: hex32(someHash()), pricePerGpuSecond: '10', gpus: 1, start: 1_800_000_000, durationSeconds: 3_600 },
    ...{ noticeSeconds: 0, trialSeconds: 0, feeBps: 25, flags: leaseFlags.spot | leaseFlags.cluster, askNonce: '1', askMaxDurationSeconds: 86_400 },
    ...{ askAvailableUntil: 1_900_000_000 },
    ...change,
  }
  const termsHash = leaseTermsHash(leaseId(BigInt(id)), leaseTermsFromWire(terms))
  return { id, account, terms, slot: { termsHash, isLive: true, isTokenised: false } }
}

/**
 * Creates a member of a cluster as the agent does. Its sandbox is only a network namespace. If it is called again for the same lease, it simulates an agent
 * that was restarted.
 */
export async function agentMember(
  { id, account, terms }: TestMember,
  { lease, meshes, relay }: { lease: TestLease; meshes: LeaseMeshes; relay?: LeaseRelay },
): Promise<MemberOfCluster> {
  const name = containerOf(id)
  const { leader } = lease
  const mesh = {
    join: (order: Parameters<LeaseMeshes['join']>[1] extends infer Order ? Omit<Order, 'leader'> : never) =>
      meshes.join(name, { leader, ...order } as Parameters<LeaseMeshes['join']>[1]),
    leave: () => meshes.leave(name, { leader }),
    measure: (order: MeasureOrder) => meshes.measure({ leader, ...order }),
    speeds: (order: SpeedOrder) => meshes.speeds({ leader, ...order }),
  }
  const keys = (await meshKeyMaker(account))(leaseKey(leaseId(BigInt(id)), leaseTermsFromWire(terms)))
  const sandbox = { leaseId: id, mesh: () => mesh } as unknown as Sandbox
  const logger = createLogger({ room: 'test' })
  return new MemberOfCluster({
    leaseId: id,
    terms,
    keys,
    node: { nodeId: terms.node, account },
    sandbox,
    relay: relay ?? new LeaseRelay(logger),
    logger,
  })
}

/** Returns the statement (key and addresses, signed by the node) of a member in the form in which the market sends it to the other members. */
export async function statementOf(
  { id, account, terms }: TestMember,
  { publicKey, port, hosts, signer = account }: { publicKey: string; port: number; hosts: string[]; signer?: PrivateKeyAccount },
): Promise<MeshPeerWire> {
  const said = { leaseId: id, publicKey, port, hosts, signedAt: 1_800_000_000 }
  const signature = await signer.signMessage({ message: meshStatementText(said, marketOfTests) })
  return { leaseId: id, terms, statement: { ...said, signature }, seenFrom: null }
}

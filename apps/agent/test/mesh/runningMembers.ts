import { setTimeout as delay } from 'node:timers/promises'
import type { MemberOfCluster } from '../../src/mesh/memberOfCluster.ts'
import { LeaseMeshes } from '../../src/network/mesh/leaseMeshes.ts'
import { NetworkTools } from '../../src/network/networkPlace.ts'
import { agentMember, containerOf, marketOfTests, statementOf, type TestMember } from './clusterOfTests.ts'
import type { TestLease, TestMachine } from './machinesOfTests.ts'

/** A lease on a test machine, and the parts of its agent that connect it to the other leases of its cluster. */
export type RunningMember = { member: TestMember; lease: TestLease; meshes: LeaseMeshes; agent: MemberOfCluster; machine: TestMachine }

/** Starts a lease on a machine, as a member of a cluster. */
export async function runMember(machine: TestMachine, member: TestMember): Promise<RunningMember> {
  const lease = await machine.lease()
  const meshes = new LeaseMeshes(new NetworkTools(machine.place))
  return { member, lease, meshes, machine, agent: await agentMember(member, { lease, meshes }) }
}

/** Passes the statements of these leases between their agents, as the market would, until each lease has reached all others. Throws after 20 rounds. */
export async function meetAll(all: readonly RunningMember[]): Promise<void> {
  for (let round = 0; round < 20; round += 1) {
    const statements = await Promise.all(
      all.map(async ({ agent, member, machine }) =>
        statementOf(member, { publicKey: agent.keys.publicKey, port: (await agent.open()) ?? 0, hosts: [machine.address] }),
      ),
    )
    for (const { agent, member } of all) {
      const others = all.filter((one) => one.member.id !== member.id)
      const peers = statements.filter(({ leaseId }) => leaseId !== member.id)
      await agent.connect(peers, { market: marketOfTests, isDevelopment: false, onChain: [member.slot, ...others.map((one) => one.member.slot)] })
    }
    if (all.every(({ agent }) => agent.links().every(({ way }) => way === 'direct'))) return
    await delay(500)
  }
  throw new Error(`no connection: ${JSON.stringify(all.map(({ agent }) => agent.links()))}`)
}

/** Removes the interface of a member on its machine. */
export async function leaveCluster({ meshes, member }: RunningMember): Promise<void> {
  await meshes.leave(containerOf(member.id), { leader: null })
}

import { type ChildProcess, fork } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import path from 'node:path'
import { meshInside, meshLinkOf } from '../../src/network/mesh/meshLink.ts'
import { toBase64 } from '../../src/network/mesh/wireguard.ts'
import { containerOf } from './clusterOfTests.ts'
import type { MeshTools, TestMachines } from './machinesOfTests.ts'
import type { RunningMember } from './runningMembers.ts'

type Tools = Exclude<MeshTools, { missing: string }>

/**
 * Stops UDP between the machines of two members, and connects them through a gateway: a process in the network between the machines, with a tunnel of an agent
 * from each. With `delayMs`, a round trip from machine to machine takes this long: each tunnel gets half of it. Resolves once WireGuard of both uses the way. `end`
 * lets UDP through again and ends the processes.
 */
export async function connectThroughGateway(
  world: TestMachines,
  { members, isUserSpace, delayMs, tools }: { members: readonly [RunningMember, RunningMember]; isUserSpace: boolean; delayMs: number; tools: Tools },
): Promise<{ end(): void }> {
  const children: ChildProcess[] = []
  const start = async <Facts>(file: string, args: readonly string[], namespace: string): Promise<{ child: ChildProcess; facts: Facts }> => {
    const child = fork(path.join(import.meta.dirname, file), args, { execPath: 'nsenter', execArgv: [`--net=${namespace}`, '--', process.execPath] })
    children.push(child)
    const [facts] = (await once(child, 'message')) as [Facts]
    return { child, facts }
  }
  /** Starts a proxy on a machine that delays each direction. Returns its host and port. */
  const delayed = async ([host = '', port = '']: readonly string[], namespace: string): Promise<string[]> => {
    const { facts } = await start<{ port: number }>('../../../gateway/test/bench/delayLine.ts', [port, String(delayMs / 4), host], namespace)
    return ['127.0.0.1', String(facts.port)]
  }
  world.internet([tools.nft, 'table ip no_mesh { chain f { type filter hook forward priority 0; udp dport 51820-51883 drop; }; }'])
  const gateway = await start<{ port: number; gatewayKey: string }>('../../../gateway/test/bench/clusterGateway.ts', [], world.internetNamespace)
  const nodes = await Promise.all(
    members.map(async (member, at) => {
      const nodeId = `0x${randomBytes(32).toString('hex')}`
      const other = members[1 - at] ?? member
      const namespace = member.machine.place.machineNamespace ?? ''
      const host = member.machine.address.replace(/\d+$/, '1')
      const direct = [host, String(gateway.facts.port)]
      const place = delayMs === 0 ? direct : await delayed(direct, namespace)
      const port = String(await member.agent.open())
      const args = [nodeId, ...place, gateway.facts.gatewayKey, member.member.id, port, other.member.id]
      const node = await start<{ nodeKey: string }>('relayNode.ts', args, namespace)
      return { ...node, nodeId, member, other }
    }),
  )
  gateway.child.send({
    nodeKeys: Object.fromEntries(nodes.map(({ nodeId, facts }) => [nodeId, facts.nodeKey])),
    leases: nodes.map(({ nodeId, member }) => ({ leaseId: member.member.id, nodeId, orderHash: '0x', holder: '0x', isCluster: true })),
  })
  for (const { child } of nodes) child.send('dial')
  await Promise.all(
    nodes.map(async ({ child, member, other }) => {
      const [{ endpoint }] = (await once(child, 'message')) as [{ endpoint: string }]
      const peer = ['peer', toBase64(other.agent.keys.publicKey), 'endpoint', endpoint]
      const [place, link] = isUserSpace ? [member.machine, meshLinkOf(containerOf(member.member.id))] : [member.lease, meshInside]
      place.run([tools.wireguard.wg, 'set', link, ...peer])
    }),
  )
  return {
    end() {
      for (const child of children) child.disconnect()
      world.internet([tools.nft, 'delete table ip no_mesh'])
    },
  }
}

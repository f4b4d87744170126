import { rm } from 'node:fs/promises'
import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest'
import { addressOf } from '../../src/mesh/acceptedPeers.ts'
import { controlFolder, meshLinkOf } from '../../src/network/mesh/meshLink.ts'
import { agentMember, containerOf, memberOfTests, orderOfTests } from './clusterOfTests.ts'
import { firstLine, makeMachines, meshTools, type TestMachine, type TestMachines } from './machinesOfTests.ts'
import { leaveCluster, meetAll, type RunningMember, runMember } from './runningMembers.ts'

const tools = meshTools()
const why = 'missing' in tools ? ` (skipped: ${tools.missing})` : ''

/** The program that each test server runs: it answers each connection with its own name and the address of the other end. */
const server = (name: string, host: string): string =>
  `require('node:net').createServer((s) => s.end('${name} ' + s.remoteAddress)).listen(7000, '${host}', () => console.log('listens'))`
/** Prints the answer of a server, or the reason if there is no answer within 2 s. */
const ask = (host: string, from = ''): string =>
  `const s = require('node:net').connect({ host: '${host}', port: 7000${from === '' ? '' : `, localAddress: '${from}'`} }); s.setTimeout(2000, () => s.destroy(new Error('timeout')))
  s.on('data', (d) => { console.log(String(d)); process.exit() }); s.on('error', (e) => { console.log(e.code ?? e.message); process.exit() })`
const node = (script: string): string[] => [process.execPath, '-e', script]

describe.skipIf('missing' in tools)(`the leases of a cluster on two machines${why}`, () => {
  let world: TestMachines
  const order = orderOfTests()
  let one: RunningMember
  let two: RunningMember
  beforeAll(async () => {
    if ('missing' in tools) return
    world = makeMachines(3, tools)
    const [first, second] = world.machines as [TestMachine, TestMachine]
    one = await runMember(first, memberOfTests('101', order))
    two = await runMember(second, memberOfTests('102', order))
    await meetAll([one, two])
  })
  afterAll(async () => {
    for (const running of [one, two]) if (running !== undefined) await leaveCluster(running)
    await world?.remove()
  })

  test('reach each other by the address of their number, and know how long a packet takes', async () => {
    const program = two.lease.start(node(server('two', addressOf('102'))))
    onTestFinished(() => void program.kill())
    await firstLine(program)
    expect(one.lease.run(node(ask(addressOf('102')))).trim()).toBe(`two ${addressOf('101')}`)
    const [link] = one.agent.links()
    expect(link).toMatchObject({ leaseId: '102', way: 'direct' })
    expect(link?.rttMs).toBeGreaterThan(0)
    expect(link?.rttMs).toBeLessThan(1_000)
  })

  test('measure their bandwidth once, from one side, and both know it', { timeout: 60_000 }, async () => {
    const bothKnow = async () => {
      await meetAll([one, two])
      expect([one, two].map(({ agent }) => (agent.links()[0]?.mbps ?? 0) > 1)).toEqual([true, true])
    }
    await vi.waitFor(bothKnow, { timeout: 50_000, interval: 500 })
    expect(one.agent.links()[0]?.mbps).toBe(two.agent.links()[0]?.mbps)
  })

  test('sends no packet in the clear: the machines between them see WireGuard only', () => {
    const counted = 'table ip seen { chain f { type filter hook forward priority 0; udp dport 51820 counter; meta l4proto tcp counter; }; }'
    if ('missing' in tools) return
    world.internet([tools.nft, counted])
    onTestFinished(() => void world.internet([tools.nft, 'delete table ip seen']))
    one.lease.run(node(ask(addressOf('102'))))
    const [udp, tcp] = [...world.internet([tools.nft, 'list table ip seen']).matchAll(/packets (\d+)/g)].map(([, packets]) => Number(packets))
    expect(udp).toBeGreaterThan(0)
    expect(tcp).toBe(0)
  })

  test('has an interface that takes 1,280 bytes, and a listener on the machine and not in the lease', () => {
    expect(one.lease.run(['ip', 'link', 'show', 'mesh0'])).toContain('mtu 1280')
    expect(one.lease.run(['cat', '/proc/net/udp', '/proc/net/udp6'])).not.toMatch(/:CA6C /)
    expect(one.machine.run(['cat', '/proc/net/udp'])).toMatch(/:CA6C /)
  })

  test('is closed to a lease that its market and its own agent call a member: another key gets no packet through', async () => {
    const third = world.machines[2]
    if (third === undefined || 'missing' in tools) return expect.unreachable()
    const stranger = await runMember(third, memberOfTests('103', orderOfTests()))
    const name = containerOf('103')
    onTestFinished(() => stranger.meshes.leave(name, { leader: null }))
    const program = two.lease.start(node(server('two', addressOf('102'))))
    onTestFinished(() => void program.kill())
    await firstLine(program)
    // The provider of the other lease has root rights on its own machine. So it can give its own WireGuard interface the public key and the endpoint of a
    // member of this cluster.
    const peer = { publicKey: two.agent.keys.publicKey, address: addressOf('102'), endpoint: `${two.machine.address}:51820` }
    const given = { ...stranger.agent.keys, address: addressOf('103'), peers: [peer] }
    for (let tries = 0; tries < 3; tries += 1) {
      await stranger.meshes.join(name, { leader: stranger.lease.leader, ...given })
      expect(stranger.lease.run(node(ask(addressOf('102')))).trim()).toMatch(/timeout|EHOSTUNREACH|ENETUNREACH/)
    }
    const { peers } = await stranger.meshes.join(name, { leader: stranger.lease.leader, ...given })
    expect(peers).toMatchObject([{ handshakeAt: 0, receivedBytes: 0 }])
    expect(peers[0]?.sentBytes).toBeGreaterThan(0)
    expect(two.agent.links().map(({ leaseId }) => leaseId)).toEqual(['101'])
  })

  test('is closed to another lease on the same machine, which is in another cluster', async () => {
    const neighbour = await runMember(one.machine, memberOfTests('104', orderOfTests()))
    const name = containerOf('104')
    onTestFinished(() => neighbour.meshes.leave(name, { leader: null }))
    await neighbour.meshes.join(name, { leader: neighbour.lease.leader, ...neighbour.agent.keys, address: addressOf('104'), peers: [] })
    const program = one.lease.start(node(server('one', addressOf('101'))))
    onTestFinished(() => void program.kill())
    await firstLine(program)
    expect(two.lease.run(node(ask(addressOf('101')))).trim()).toBe(`one ${addressOf('102')}`)
    for (const host of [addressOf('101'), addressOf('102')]) expect(neighbour.lease.run(node(ask(host))).trim()).not.toContain('one')
  })

  test('takes packets of a member from its own address and to its own address only, also if that provider cheats', async () => {
    if ('missing' in tools) return
    const program = two.lease.start(node(server('two', '0.0.0.0')))
    onTestFinished(() => void program.kill())
    await firstLine(program)
    two.lease.run(['ip', 'link', 'set', 'lo', 'up'])
    two.lease.run(['ip', 'address', 'add', '10.255.255.2/32', 'dev', 'lo'])
    one.lease.run([tools.nft, 'delete table inet infinitio_mesh'])
    one.lease.run(['ip', 'address', 'add', '100.64.0.200/32', 'dev', 'mesh0'])
    one.lease.run(['ip', 'route', 'add', '10.255.255.2/32', 'dev', 'mesh0'])
    onTestFinished(async () => {
      one.lease.run(['ip', 'route', 'delete', '10.255.255.2/32'])
      one.lease.run(['ip', 'address', 'delete', '100.64.0.200/32', 'dev', 'mesh0'])
      await one.agent.open()
    })
    const { publicKey } = two.agent.keys
    const base64 = Buffer.from(publicKey.slice(2), 'hex').toString('base64')
    const link = meshLinkOf(containerOf('101'))
    one.machine.run([tools.wireguard.wg, 'set', link, 'peer', base64, 'allowed-ips', `${addressOf('102')}/32,10.255.255.2/32`])
    expect(one.lease.run(node(ask(addressOf('102')))).trim()).toBe(`two ${addressOf('101')}`)
    expect(one.lease.run(node(ask(addressOf('102'), '100.64.0.200'))).trim()).toBe('timeout')
    expect(one.lease.run(node(ask('10.255.255.2'))).trim()).toBe('timeout')
  })

  test('goes on while an agent is started again, and comes back after its WireGuard was killed', async () => {
    const again = { ...one, agent: await agentMember(one.member, one) }
    expect(again.agent.keys).toEqual(one.agent.keys)
    const before = one.machine.run(['cat', '/proc/net/udp'])
    await meetAll([again, two])
    expect(one.machine.run(['cat', '/proc/net/udp'])).toBe(before)
    await rm(`${controlFolder}/${meshLinkOf(containerOf('101'))}.sock`)
    await delay(1_000)
    expect(one.lease.run(['ip', 'link'])).not.toContain('mesh0')
    one = again
    await meetAll([one, two])
  })

  test('replaces a member that is lost by one that comes, and closes the interface of a lease that is over', async () => {
    const third = world.machines[2]
    if (third === undefined) return expect.unreachable()
    await two.lease.end()
    await two.meshes.leave(containerOf('102'), { leader: null })
    expect(await two.meshes.residue(containerOf('102'))).toEqual([])
    two = await runMember(third, memberOfTests('105', order))
    await meetAll([one, two])
    expect(one.agent.links().map(({ leaseId }) => leaseId)).toEqual(['105'])
    expect(one.lease.run(node(ask(addressOf('102')))).trim()).not.toContain('two')
  })
})

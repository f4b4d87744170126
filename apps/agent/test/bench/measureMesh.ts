// Measures how much of a connection of 1 Gbit/s the network of a cluster can use: `npm run bench -- mesh`. Two machines are network namespaces with a lease on
// each. One TCP connection runs between the machines, then one between the leases. `gbitLine` is the speed of the first connection, and `ofLine` is the
// fraction of it that the second one reaches. Then a firewall stops UDP between the machines, and the packets go through a gateway between them with its usual
// limits (`gbitTunnel`, `tunnelOfLine`). The direct path has delays of 20 and 100 ms if the kernel can make them (netem). The tunnels always have them, and are
// compared with the line without a delay.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { addressOf } from '../../src/mesh/acceptedPeers.ts'
import { containerOf, memberOfTests, orderOfTests } from '../mesh/clusterOfTests.ts'
import { firstLine, makeMachines, meshTools, type TestMachine } from '../mesh/machinesOfTests.ts'
import { leaveCluster, meetAll, runMember } from '../mesh/runningMembers.ts'
import { connectThroughGateway } from '../mesh/throughGateway.ts'

const runs = 5
const seconds = 4
const delaysMs = [0, 20, 100]
const tools = meshTools()
if ('missing' in tools) throw new Error(tools.missing)
const samples: Record<string, number[]> = {}
const world = makeMachines(2, tools)
const [first, second] = world.machines as [TestMachine, TestMachine]
const order = orderOfTests()
const one = await runMember(first, memberOfTests('101', order))
const two = await runMember(second, memberOfTests('102', order))
try {
  await meetAll([one, two])
  const way = (await isInUserSpace()) ? 'Userspace' : 'Direct'
  for (const delayMs of delaysMs) {
    if (!setLine(delayMs)) {
      console.log(`curve no delay of ${delayMs} ms: this kernel has no netem`)
      continue
    }
    const within = [`--net=${second.place.machineNamespace}`, '--', ...node(server(second.address))]
    const servers = [spawn('nsenter', within, { stdio: ['ignore', 'pipe', 'inherit'] }), two.lease.start(node(server(addressOf('102'))))]
    for (const one of servers) await firstLine(one)
    for (let run = 1; run <= runs; run += 1) {
      const line = gbit(first.run(node(client(second.address))))
      const mesh = gbit(one.lease.run(node(client(addressOf('102')))))
      note(`gbitLine${delayMs}`, line)
      note(`gbit${way}${delayMs}`, mesh)
      note(`ofLine${delayMs}`, mesh / line)
      console.log(`run ${run} of ${runs}, ${delayMs} ms: ${mesh.toFixed(2)} of ${line.toFixed(2)} Gbit/s`)
    }
    for (const one of servers) await end(one)
  }
  setLine(0)
  for (const delayMs of delaysMs) await measureTunnel(delayMs)
} finally {
  for (const member of [one, two]) await leaveCluster(member)
  await world.remove()
}
console.log(JSON.stringify(samples))
process.exit(0)

/** Measures the way through a gateway. The tunnels have the delay, so this needs no netem. The line is the one without a delay. */
async function measureTunnel(delayMs: number): Promise<void> {
  if ('missing' in tools) return
  const isUserSpace = await isInUserSpace()
  const gateway = await connectThroughGateway(world, { members: [one, two], isUserSpace, delayMs, tools })
  const program = two.lease.start(node(server(addressOf('102'))))
  await firstLine(program)
  for (let run = 1; run <= runs; run += 1) {
    const tunnel = gbit(one.lease.run(node(client(addressOf('102')))))
    note(`gbitTunnel${delayMs}`, tunnel)
    note(`tunnelOfLine${delayMs}`, tunnel / mean(samples.gbitLine0 ?? []))
    console.log(`run ${run} of ${runs} through the gateway, ${delayMs} ms: ${tunnel.toFixed(2)} Gbit/s`)
  }
  await end(program)
  gateway.end()
}

/** WireGuard in user space has a control socket, and WireGuard in the kernel has none. So the control socket shows which of the two runs. */
async function isInUserSpace(): Promise<boolean> {
  return (await one.meshes.residue(containerOf('101'))).some((left) => left.startsWith('the control socket'))
}

/**
 * Limits both directions between the machines to 1 Gbit/s, and adds delays so that a round trip takes `delayMs`. Returns false if the kernel cannot delay
 * packets.
 */
function setLine(delayMs: number): boolean {
  const shape = delayMs === 0 ? 'tbf rate 1gbit burst 512kb latency 20ms' : `netem delay ${delayMs / 2}ms rate 1gbit limit 100000`
  try {
    for (const line of ['line0', 'line1']) world.internet(['tc', 'qdisc', 'replace', 'dev', line, 'root', ...shape.split(' ')])
    return true
  } catch {
    return false
  }
}

/** Returns a program that reads and drops all data that it receives. */
function server(host: string): string {
  return `require('node:net').createServer((s) => s.resume().on('error', () => {})).listen(7100, '${host}', () => console.log('listens'))`
}

/** Returns a program that sends data for some seconds and prints the bits per second that the other end received, without the first second. */
function client(host: string): string {
  return `const s = require('node:net').connect({ host: '${host}', port: 7100 }), part = Buffer.alloc(1 << 20)
  const send = () => { while (s.write(part)); }
  let at = 0, from = 0
  s.on('connect', send).on('drain', send)
  setTimeout(() => { at = performance.now(); from = s.bytesWritten - s.writableLength }, 1000)
  setTimeout(() => { console.log(8e3 * (s.bytesWritten - s.writableLength - from) / (performance.now() - at)); process.exit() }, ${1_000 * (seconds + 1)})`
}

function node(script: string): string[] {
  return [process.execPath, '-e', script]
}

function gbit(printed: string): number {
  return Number(printed) / 1e9
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

function note(key: string, value: number): void {
  samples[key] = [...(samples[key] ?? []), value]
}

async function end(program: ChildProcess): Promise<void> {
  program.kill('SIGKILL')
  await once(program, 'exit')
}

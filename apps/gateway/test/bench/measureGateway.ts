import { type ChildProcess, fork, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { createTestDatabase } from '@infinitio/db/test'
import { sshEd25519PublicKey } from '@infinitio/domain'
import { loadHostKey } from '../../src/keys/hostKey.ts'
import { seedMarket } from '../seedMarket.ts'
import { until } from '../until.ts'
import { coreToPinTo } from './coreToPinTo.ts'
import { readUsage } from './readUsage.ts'

// Measures how many machines and SSH sessions one gateway process on one core can serve. Prints one line of JSON: the number of tunnels of machines, the number
// of idle SSH sessions that are signed in to their machine, and the memory and the share of the core that the process uses while idle. The measurement fails
// unless each session answers a command at the end. The gateway is the real process with its own database. A few other processes simulate the machines and
// renters, all from one IP address.

const NODES = 200
const SESSIONS = 1_000
const RENTER_PROCESSES = 2
const SETTLE_MS = 10_000
const SAMPLES = 5
const BETWEEN_SAMPLES_MS = 5_000

type NodeFacts = { nodeId: string; leaseId: string; nodeKey: string; hostKey: string }

// PostgreSQL and the leases run as other users, and these users must be able to enter this folder.
const folder = mkdtempSync('/var/tmp/infinitio-bench-gateway-')
chmodSync(folder, 0o711)
const children: ChildProcess[] = []
const database = await createTestDatabase()
const market = seedMarket(database.ownerUrl)
try {
  const renter = await loadHostKey(path.join(folder, 'renter.seed'))
  const renterKeyFile = path.join(folder, 'renter.key')
  writeFileSync(renterKeyFile, renter.privateKeyFile, { mode: 0o600 })
  const sshKey = sshEd25519PublicKey(renter.publicKey)

  const { child: gateway, facts } = await startGateway()
  const pid = gateway.pid ?? 0
  await connectNodes({ ...facts, sshKey })
  console.error(`run 1: ${NODES} nodes are connected; ${usageLine(pid)}`)
  const renters = await signIn(facts.sshPort, renterKeyFile)
  console.error(`run 1: ${SESSIONS} sessions are open; ${usageLine(pid)}`)
  await delay(SETTLE_MS)
  const samples = await sample(pid)
  const answered = await askEveryone(renters)
  const nodesUp = await tunnelsUp()
  console.error(`run 1: ${answered} of ${SESSIONS} sessions answered at the end, over ${nodesUp} tunnels`)
  if (answered < SESSIONS) throw new Error(`${SESSIONS - answered} sessions did not answer at the end`)
  if (nodesUp < NODES) throw new Error(`${NODES - nodesUp} nodes were away at the end`)
  console.log(JSON.stringify({ sshSessions: [answered], nodes: [nodesUp], ...samples }))
} finally {
  for (const child of children.toReversed()) await stopChild(child)
  await market.close()
  await database.drop()
  rmSync(folder, { recursive: true, force: true })
}
process.exit(0)

async function startGateway(): Promise<{ child: ChildProcess; facts: { sshPort: number; tunnelPort: number; hostKey: string } }> {
  const log = openSync(path.join(folder, 'gateway.log'), 'a')
  const core = coreToPinTo()
  console.error(core === null ? 'run 1: no taskset here: the gateway is not pinned to one core' : `run 1: the gateway is pinned to core ${core}`)
  const program = [process.execPath, '--no-parallel-scavenge', path.join(import.meta.dirname, '../../src/main.ts')]
  const [command = '', ...args] = core === null ? program : ['taskset', '-c', String(core), ...program]
  const child = spawn(command, args, { stdio: ['ignore', log, log, 'ipc'], env: gatewaySettings() })
  children.push(child)
  const said = once(child, 'message') as Promise<[{ detail: { sshPort: number; tunnelPort: number; hostKey: string } }]>
  const ended = once(child, 'exit').then(() =>
    Promise.reject(new Error(`the gateway ended:\n${readFileSync(path.join(folder, 'gateway.log'), 'utf8')}`)),
  )
  const [{ detail }] = await Promise.race([said, ended])
  ended.catch(() => {})
  return { child, facts: detail }
}

function gatewaySettings(): NodeJS.ProcessEnv {
  return {
    ...{ PATH: process.env.PATH, NODE_ENV: 'production', DATABASE_URL: database.urls.infinitio_gateway, GATEWAY_ID: 'measured', HOST: '127.0.0.1' },
    ...{ SSH_PORT: '0', TERMINAL_PORT: '0', TUNNEL_PORT: '0', PORTS_PORT: '0', HOST_KEY_FILE: path.join(folder, 'gateway.key') },
    ...{ PUBLIC_URL: 'http://localhost:1', PORTS_URL: 'http://ports.localhost:1', SSH_CONNECTIONS_PER_ADDRESS: String(2 * SESSIONS) },
  }
}

async function connectNodes({ tunnelPort, hostKey, sshKey }: { tunnelPort: number; hostKey: string; sshKey: string }): Promise<void> {
  const dataDir = path.join(folder, 'nodes')
  mkdirSync(dataDir, { mode: 0o711 })
  const entry = path.join(import.meta.dirname, '../../../agent/test/bench/manyNodes.ts')
  const child = forked(entry, [dataDir, String(tunnelPort), hostKey, String(NODES), sshKey])
  const [nodes] = (await once(child, 'message')) as [NodeFacts[]]
  const endsAt = Math.floor(Date.now() / 1_000) + 3_600
  for (const node of nodes) {
    await market.node(node)
    await market.lease({ leaseId: Number(node.leaseId), nodeId: node.nodeId, sshKeys: [sshKey], state: 'active', endsAt, ports: [] })
  }
  child.send('dial')
  await until(async () => (await tunnelsUp()) === NODES)
}

/** Signs in all renters. Each lease gets the same number of sessions. */
async function signIn(sshPort: number, keyFile: string): Promise<ChildProcess[]> {
  const renters = Array.from({ length: RENTER_PROCESSES }, () => forked(path.join(import.meta.dirname, 'idleRenters.ts'), [String(sshPort), keyFile]))
  await Promise.all(renters.map((child) => once(child, 'message')))
  const leases = Array.from({ length: SESSIONS }, (_, index) => String((index % NODES) + 1))
  await Promise.all(
    renters.map(async (child, at) => {
      child.send({ open: leases.filter((_, index) => index % RENTER_PROCESSES === at) })
      await once(child, 'message')
    }),
  )
  return renters
}

async function askEveryone(renters: readonly ChildProcess[]): Promise<number> {
  const counts = await Promise.all(
    renters.map(async (child) => {
      child.send({ ask: true })
      const [{ answered }] = (await once(child, 'message')) as [{ answered: number }]
      return answered
    }),
  )
  return counts.reduce((sum, count) => sum + count, 0)
}

async function sample(pid: number): Promise<{ rssMiB: number[]; cpuPercentIdle: number[] }> {
  const samples = { rssMiB: [] as number[], cpuPercentIdle: [] as number[] }
  for (let count = 0; count < SAMPLES; count += 1) {
    const before = { ...readUsage(pid), atMs: performance.now() }
    await delay(BETWEEN_SAMPLES_MS)
    const after = readUsage(pid)
    samples.rssMiB.push(after.rssMiB)
    samples.cpuPercentIdle.push(((after.cpuMs - before.cpuMs) / (performance.now() - before.atMs)) * 100)
  }
  return samples
}

async function tunnelsUp(): Promise<number> {
  return (await market.rows('select 1 from tunnels where closed_at is null')).length
}

function forked(entry: string, args: string[]): ChildProcess {
  const child = fork(entry, args, { execArgv: [], env: { ...process.env, LOG_LEVEL: 'error' } })
  children.push(child)
  child.once('exit', (code) => {
    if (code !== 0 && code !== null) throw new Error(`${path.basename(entry)} ended with ${code}`)
  })
  return child
}

async function stopChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  child.kill('SIGTERM')
  await Promise.race([ended, delay(5_000)])
  child.kill('SIGKILL')
}

function usageLine(pid: number): string {
  const { rssMiB, cpuMs } = readUsage(pid)
  return `the gateway has ${rssMiB.toFixed(0)} MiB and has used ${(cpuMs / 1_000).toFixed(1)} s of its core`
}

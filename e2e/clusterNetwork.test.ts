import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { once } from 'node:events'
import { leaseId, meshAddressOf } from '@infinitio/domain'
import type { ClusterWire, LeaseWire } from '@infinitio/domain/wire'
import { programFile } from '@infinitio/process/test'
import { buildOpenBid, createClient, newWorkload, signBid, signEnd } from '@infinitio/sdk'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { unpackDebian } from '../scripts/deploy/installPromtool.ts'
import { type Actor, createRenter } from './actors/createActor.ts'
import { fundProvider } from './actors/provideByCommand.ts'
import { createSshIdentity, hasOpenSsh, sshAsPrinted, type SshIdentity } from './actors/sshAsPrinted.ts'
import { installPodman, nftOf } from './containers/installPodman.ts'
import { startContainerDeployment } from './containers/startContainerDeployment.ts'
import { waitFor } from './deployment/waitFor.ts'
import { hasNamespaces } from './network/namespaces.ts'

const podman = installPodman()
const wireguard = unpackDebian({
  folderName: 'wireguard-go-bookworm',
  packages: ['wireguard-go/bookworm', 'wireguard-tools/bookworm'],
  needsRoot: true,
})
const canRun =
  process.env.TEST_LONG === '1' &&
  existsSync('/dev/net/tun') &&
  hasNamespaces() &&
  hasOpenSsh() &&
  !('missing' in wireguard) &&
  !('missing' in podman)

/**
 * The agents of two providers run leases in containers. Nothing is simulated: the order, the market, the chain, the agents and the network packets are real.
 */
describe.skipIf(!canRun)('the network of a cluster of two providers', () => {
  let deployment: Awaited<ReturnType<typeof startContainerDeployment>>
  let renter: Actor
  let identity: SshIdentity
  let second: SecondAgent
  let rented: { clusterId: string; leases: LeaseWire[] }
  const programs = 'missing' in wireguard ? '' : join(wireguard.root, 'usr/bin')
  const settings = { CONTAINER_WG: join(programs, 'wg'), CONTAINER_WIREGUARD_GO: join(programs, 'wireguard-go') }
  beforeAll(async () => {
    deployment = await startContainerDeployment({ settings: { ...settings, AGENT_SIMULATED_NODES: '1' } })
    second = await startSecondAgent(deployment, settings)
    renter = await createRenter(deployment)
    identity = createSshIdentity()
  })
  afterAll(async () => {
    await second?.stop()
    identity?.remove()
    await deployment?.remove()
  })

  /** Each lease has a separate folder, because two commands that run at once would overwrite the same file `known_hosts`. */
  const shell = async (lease: LeaseWire, remoteCommand: string): Promise<string> => {
    const folder = join(identity.folder, lease.leaseId)
    mkdirSync(folder, { recursive: true })
    const printed = lease.ssh ?? expect.unreachable()
    const { stdout, stderr } = await sshAsPrinted(printed, { identity: { ...identity, folder }, remoteCommand, withinSeconds: 50 })
    return stdout.trim() === '' ? stderr.trim() : stdout.trim()
  }
  const hasShell = (lease: LeaseWire) =>
    waitFor({ what: 'the shell of the lease', within: 60, read: () => shell(lease, 'echo here'), until: (text) => text === 'here' })
  const answers = (asked: LeaseWire, asking: LeaseWire) => ask({ asked, asking, address: meshAddressOf(leaseId(BigInt(asked.leaseId))), shell })
  /** Loads firewall rules on the machine of both agents. */
  const firewall = (rules: string): void => {
    const [program = '', ...within] = deployment.far.provider.within
    execFileSync(program, [...within, 'missing' in podman ? '' : nftOf(podman.root), '-f', '-'], { input: rules, stdio: ['pipe', 'ignore', 'pipe'] })
  }
  const clusterIs = (clusterId: string, state: ClusterWire['state']) =>
    waitFor({
      what: `the cluster to be ${state}`,
      within: 60,
      read: () => renter.client.getCluster(clusterId),
      until: (cluster) => cluster.state === state,
    })

  /** Waits until both machines report this path of packets, with a time and a bandwidth. */
  const goesBy = (way: 'direct' | 'tunnel', within: number) =>
    waitFor({
      what: `packets to go by the path ${way}`,
      within,
      read: () => renter.client.getCluster(rented.clusterId),
      until: ({ members }) => members.every(({ links: [link] }) => link?.way === way && link.rttMs !== null && (link.mbps ?? 0) > 0),
    })
  const figuresOf = ({ members }: ClusterWire) => members.map(({ links: [link] }) => `${link?.rttMs?.toFixed(1)} ms, ${link?.mbps} Mbit/s`).join('; ')

  it('connects the leases of one order, and shows them', async () => {
    rented = await rentCluster(renter, { sshKey: identity.publicKey })
    const { clusterId, leases } = rented
    const [one, two] = leases as [LeaseWire, LeaseWire]
    expect(new Set(leases.map(({ terms }) => terms.provider)).size).toBe(2)
    await clusterIs(clusterId, 'connected')
    const cluster = await goesBy('direct', 60)
    expect(cluster.members.map(({ network }) => network)).toEqual(['connected', 'connected'])
    console.log(`[mesh] directly: ${figuresOf(cluster)}`)
    expect(await answers(one, two)).toBe(`from ${one.leaseId}`)
    expect(await answers(two, one)).toBe(`from ${two.leaseId}`)
    expect(await shell(one, 'grep mesh0 /proc/net/dev | wc -l')).toBe('1')
    expect(await shell(one, 'ip link set mesh0 down 2>&1; ip route add 10.0.0.0/8 dev mesh0 2>&1')).toContain('Operation not permitted')
  })

  it('goes through the gateway while a firewall stops UDP between the machines, and directly again afterwards', { timeout: 480_000 }, async () => {
    const [one, two] = rented.leases as [LeaseWire, LeaseWire]
    firewall('table ip no_mesh { chain out { type filter hook output priority 0; ip daddr != 127.0.0.0/8 udp dport 51820-51883 drop; }; }')
    const cluster = await goesBy('tunnel', 120)
    expect(cluster.members.map(({ network }) => network)).toEqual(['connected', 'connected'])
    console.log(`[mesh] through the gateway: ${figuresOf(cluster)}`)
    expect(await answers(one, two)).toBe(`from ${one.leaseId}`)
    expect(await answers(two, one)).toBe(`from ${two.leaseId}`)
    await deployment.kill('gateway')
    await hasShell(one)
    await goesBy('tunnel', 60)
    expect(await answers(one, two)).toBe(`from ${one.leaseId}`)
    firewall('delete table ip no_mesh')
    await goesBy('direct', 150)
    expect(await answers(two, one)).toBe(`from ${two.leaseId}`)
  })

  it('goes on after an agent was killed and a member ended', async () => {
    const { clusterId, leases } = rented
    const [one, two] = leases as [LeaseWire, LeaseWire]
    await second.kill()
    await second.start()
    await hasShell(two)
    await clusterIs(clusterId, 'connected')
    expect(await answers(two, one)).toBe(`from ${two.leaseId}`)

    await deployment.kill('agent')
    await hasShell(one)
    await clusterIs(clusterId, 'connected')
    expect(await answers(one, two)).toBe(`from ${one.leaseId}`)

    await endLease(renter, two)
    const left = await waitFor({
      what: 'the other member to be alone',
      within: 60,
      read: () => renter.client.getCluster(clusterId),
      until: ({ members }) => members.some(({ network }) => network === 'over'),
    })
    expect(left.members.find(({ leaseId }) => leaseId === one.leaseId)).toMatchObject({ network: 'connected', links: [] })
    await endLease(renter, one)
    await clusterIs(clusterId, 'over')
  })
})

type Asking = { asked: LeaseWire; asking: LeaseWire; address: string; shell: (lease: LeaseWire, command: string) => Promise<string> }

/** Listens on a port in one lease and connects to it from the other. Resolves with the text that the second lease received. */
async function ask({ asked, asking, address, shell }: Asking): Promise<string> {
  const listens = shell(asked, `timeout 40 nc -l -p 7000 -e /bin/sh -c 'echo "from ${asked.leaseId}"'`)
  const connects = `for try in 1 2 3 4 5 6 7 8; do nc -w 3 ${address} 7000 </dev/null && break; sleep 1; done`
  const [answer] = await Promise.all([shell(asking, connects), listens])
  return answer
}

/** Rents the two machines as one order. Resolves once both leases are ready. */
async function rentCluster({ client, account }: Actor, { sshKey }: { sshKey: string }): Promise<{ clusterId: string; leases: LeaseWire[] }> {
  const listings = await waitFor({
    what: 'both machines to be listed',
    within: 120,
    read: async () => (await client.searchListings({ includeSimulated: 'false' })).items,
    until: (items) => items.length === 2,
  })
  const chain = await client.getChain()
  const workload = newWorkload({ template: 'shell', startScript: '', environment: {}, ports: [], sshKeys: [sshKey] })
  await client.putWorkload(workload)
  const { nextNonce } = await client.getWallet({})
  const price = listings.map(({ ask: { pricePerGpuSecond } }) => BigInt(pricePerGpuSecond)).reduce((most, one) => (one > most ? one : most))
  const bid = buildOpenBid({
    ...{ renter: account.address, classIds: [listings[0]?.classId ?? 0], regionIds: [listings[0]?.regionId ?? 0], gpus: 2, durationSeconds: 3_600 },
    ...{ maxPricePerGpuSecond: String(price), workloadHash: workload.workloadHash, nonce: BigInt(nextNonce.bid), chain },
    ...{ timeInForce: 'fok' as const, minGpusPerNode: 1, allOrNothing: true, cluster: true },
  })
  const { orderHash } = await client.placeOrder(await signBid(account, { bid, chain }))
  const cluster = await waitFor({
    what: 'both leases to be ready',
    within: 90,
    read: async () => {
      const order = await client.getOrder(orderHash)
      if (order.code !== null) throw new Error(`the order was ${order.state}: ${order.code}`)
      return await client.getCluster(orderHash).catch(() => null)
    },
    until: (found) => found?.members.length === 2 && found.members.every(({ state }) => state === 'active'),
  })
  return { clusterId: orderHash, leases: await Promise.all((cluster?.members ?? []).map(({ leaseId }) => client.getLease(leaseId))) }
}

async function endLease({ client, account }: Actor, lease: LeaseWire): Promise<void> {
  const chain = await client.getChain()
  const { relayId } = await client.placeRelay(await signEnd(account, { lease, accept: true, chain }))
  await client.waitForRelay({ relayId, timeoutSeconds: 60 })
}

/** The agent of a second provider, beside the deployment's own agent. `kill` ends it at once, like a crash. */
type SecondAgent = { start(): Promise<void>; kill(): Promise<void>; stop(): Promise<void> }

async function startSecondAgent(
  deployment: Awaited<ReturnType<typeof startContainerDeployment>>,
  settings: Record<string, string>,
): Promise<SecondAgent> {
  const folder = join(deployment.dataDir, 'agents', 'second')
  mkdirSync(folder, { recursive: true })
  const key = generatePrivateKey()
  const keyFile = join(folder, 'provider.key')
  writeFileSync(keyFile, `${key}\n`, { mode: 0o600 })
  await fundProvider(deployment, privateKeyToAccount(key).address)
  const { addresses, gateway } = await createClient({ baseUrl: deployment.url }).getChain()
  const env = {
    ...{ PATH: process.env.PATH, HOME: process.env.HOME, NODE_ENV: 'production', RPC_URL: deployment.rpcUrl, DIRECTORY_ADDRESS: addresses.directory },
    ...{
      API_URL: `http://${deployment.far.address}:${new URL(deployment.url).port}/api/v1`,
      TUNNEL_HOST: deployment.far.address,
      TUNNEL_PORT: String(gateway?.tunnelPort ?? ''),
    },
    ...{ AGENT_DATA_DIR: folder, AGENT_FLEET: 'this-machine', AGENT_NODE_NAME: 'Second machine', PROVIDER_KEY_FILE: keyFile, METRICS_PORT: '0' },
    ...{ AGENT_RUNTIME: 'container', CONTAINER_IMAGE: deployment.image, CONTAINER_SOCKET: deployment.engine.socket },
    ...{ CONTAINER_NFT: 'missing' in podman ? '' : nftOf(podman.root), CONTAINER_CPUS: '1', CONTAINER_MEMORY_MIB: '256', CONTAINER_DISK_MIB: '64' },
    ...{ CONTAINER_PROCESSES: '128', ...settings },
  }
  let agent: ChildProcess | null = null
  const start = async (): Promise<void> => {
    const within = ['nsenter', `--net=/run/netns/${deployment.far.provider.within.at(-1) ?? ''}`, '--']
    agent = spawn(
      'setpriv',
      ['--pdeathsig', 'KILL', ...within, process.execPath, '--disable-warning=ExperimentalWarning', programFile('apps/agent/src/main.ts')],
      {
        env,
        stdio: ['ignore', process.env.SECOND_AGENT_LOG === '1' ? 'inherit' : 'ignore', 'inherit'],
      },
    )
  }
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    const running = agent
    if (running === null || running.exitCode !== null || running.signalCode !== null) return
    running.kill(signal)
    await once(running, 'exit')
  }
  await start()
  const stop = async (): Promise<void> => {
    const leases = join(folder, 'leases')
    // Waits until the leases are wiped. If the agent stopped earlier, the mounted disk of a lease would remain on the machine.
    await waitFor({ what: 'the leases to be wiped', within: 60, read: () => readdirSync(leases).length, until: (left) => left === 0 })
    await end('SIGTERM')
  }
  return { start, kill: () => end('SIGKILL'), stop }
}

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { installPodman, nftOf } from './installPodman.ts'
import { type PodmanEngine, startPodman } from './startPodman.ts'
import { startTestDeployment, temporaryFolder, type TestDeployment } from '../deployment/startTestDeployment.ts'
import { chainFromAfar } from '../network/chainFromAfar.ts'
import { type FarMachines, hasNamespaces, makeFarMachines } from '../network/namespaces.ts'
import { waitFor } from '../deployment/waitFor.ts'

/** Limits of one lease. */
type LeaseLimits = { cpus: number; memoryMib: number; diskMib: number; processes: number }

const small: LeaseLimits = { cpus: 1, memoryMib: 256, diskMib: 64, processes: 128 }

/**
 * Starts a deployment with a machine that runs leases in containers. The containers run in a separate Podman in its own network namespace (`far`), so that the
 * firewall rules of leases do not affect this computer. The image of the leases is already in the cache; leases may pull others from `registry` (host:port,
 * without TLS). `limits` are the limits of a lease, small by default. `settings` are added to the settings of the market. If Podman or namespaces are
 * unavailable, throws an error that names the missing part.
 */
export async function startContainerDeployment({
  registry = null,
  limits = small,
  settings = {},
}: {
  registry?: string | null
  limits?: LeaseLimits
  settings?: Record<string, string>
} = {}): Promise<TestDeployment & { engine: PodmanEngine; image: string; far: FarMachines }> {
  const place = installPodman()
  if ('missing' in place) throw new Error(`no Podman: ${place.missing}`)
  if (!hasNamespaces()) throw new Error('no network namespaces can be made here')
  const undo: (() => Promise<void> | void)[] = []
  // Stops and deletes everything, even after a test that left a lease.
  const remove = async (): Promise<void> => {
    const failed: unknown[] = []
    for (const step of undo.splice(0).reverse()) await (async () => step())().catch((error: unknown) => failed.push(error))
    if (failed.length > 0) throw failed[0]
  }
  try {
    const engine: PodmanEngine = await startPodman(place.root, { plainRegistry: registry })
    undo.push(() => engine.stop())
    const image = engine.makeImage({ changes: [], add: () => {} })
    const far = makeFarMachines()
    undo.push(() => far.remove())
    const dataDir = temporaryFolder()
    const starting = startTestDeployment({
      dataDir,
      settings: {
        ...{ INFINITIO_ADDRESS: far.address, INFINITIO_AGENT_NETNS: far.provider.within.at(-1) ?? '' },
        ...{ AGENT_RUNTIME: 'container', CONTAINER_IMAGE: image, CONTAINER_SOCKET: engine.socket, CONTAINER_NFT: nftOf(place.root) },
        ...{ CONTAINER_CPUS: String(limits.cpus), CONTAINER_MEMORY_MIB: String(limits.memoryMib) },
        ...{ CONTAINER_DISK_MIB: String(limits.diskMib), CONTAINER_PROCESSES: String(limits.processes) },
        ...(registry === null ? {} : { CONTAINER_REGISTRIES: registry }),
        ...settings,
      },
    })
    starting.catch(() => {})
    const chain = await chainPort(dataDir)
    undo.push(await chainFromAfar(far, { port: chain }))
    const deployment = await starting
    undo.push(() => deployment.remove())
    undo.push(() => untilWiped(dataDir))
    return { ...deployment, engine, image, far, remove }
  } catch (error) {
    await remove()
    throw error
  }
}

/**
 * Returns the port that the chain will have, before the chain runs. The caller needs it early: it must make the port reachable from the other network namespace
 * before the deployment can be ready.
 */
async function chainPort(dataDir: string): Promise<number> {
  const read = (): number | null => {
    try {
      return (JSON.parse(readFileSync(join(dataDir, 'ports.json'), 'utf8')) as { chain: number }).chain
    } catch {
      return null
    }
  }
  return (await waitFor({ what: 'the ports of the deployment', within: 60, read, until: (port) => port !== null })) ?? 0
}

/** Waits until the agent has wiped its leases. If the agent stopped earlier, the networks and mounted disks of the leases would remain in the kernel. */
async function untilWiped(dataDir: string): Promise<void> {
  const leases = join(dataDir, 'agents', 'this-machine', 'leases')
  await waitFor({ what: 'the leases to be wiped', within: 30, read: () => readdirSync(leases).length, until: (left) => left === 0 })
}

import { createHash } from 'node:crypto'
import path from 'node:path'
import type { Logger } from '@infinitio/process'
import { checkNetwork } from '../../network/checkNetwork.ts'
import { LeaseNetworks } from '../../network/leaseNetworks.ts'
import type { GpuShare, ImageProgress, LeaseGpu, Runtime, Sandbox, SandboxPlan } from '../runtime.ts'
import { checkToolkit } from './checkToolkit.ts'
import { type ContainerPlan, logInside } from './containerPlan.ts'
import { ContainerSandbox } from './containerSandbox.ts'
import { type ContainerSettings, type LeaseLimits, ownLimits } from './containerSettings.ts'
import { drawFirstId, firstIdOfDocker } from './drawFirstId.ts'
import { checkEngine, type Engine, openEngine } from './engine.ts'
import { ensureImage, type LocalImage } from './ensureImage.ts'
import { hasOwnKernel } from '../../settings/containerIsolation.ts'
import { findOciRuntime } from './isolation/findOciRuntime.ts'
import { holderName, planOfHolder } from './isolation/networkHolder.ts'
import { DevicesHeld, namesOfShare, readLeaseGpus } from './gpus/readLeaseGpus.ts'
import { leaseRoomMib, limitsOfShare } from './gpus/limitsOfShare.ts'
import { gpusLabel, holdsOneOf, type NamedGpus } from './gpus/holdsOneOf.ts'
import { devicesLabel, isolationLabel } from './leaseContainer.ts'
import { ImageCache } from './imageCache.ts'
import { leaseEnvironment } from './leaseEnvironment.ts'
import { leaseVolumeOf, ownerOfVolume } from './leaseVolume.ts'
import { type LeaseSeccomp, writeSeccomp } from './seccomp/writeSeccomp.ts'
import { SerialQueue } from './serialQueue.ts'

/** Labels of the agent's containers. An image cannot forge them, because the agent's labels override the image's. */
const agentLabel = 'infinitio.agent'
const leaseLabel = 'infinitio.lease'

/** Processes and threads that a separate kernel (gVisor, Kata) needs in addition to those of the lease. */
const threadsOfKernel = 512

/** Runs leases in containers of Docker or Podman (ADR 40). The agent must run as root, since it mounts each lease's disk. */
export class ContainerRuntime implements Runtime {
  readonly kind = 'container'
  readonly #leasesDir: string
  readonly #settings: ContainerSettings
  readonly #logger: Logger
  readonly #networks: LeaseNetworks
  readonly #queues = new Map<string, SerialQueue>()
  /** Lets one lease at a time check that its devices are free and create its container. Two leases could both find the same devices free otherwise. */
  readonly #devicesTurn = new SerialQueue()
  readonly #firstIds = new Map<string, number>()
  /** An id that distinguishes the containers of this agent from those of other agents that use the same engine. */
  readonly #agent: string
  /**
   * The first user id of all containers under Docker, because Docker maps all containers to the same users. Null under Podman, where each lease has its own
   * users.
   */
  #firstIdOfAll: number | null = null
  #engine: Engine | null = null
  #image: LocalImage | null = null
  #cache: ImageCache | null = null
  #seccomp: LeaseSeccomp | null = null
  #ociRuntime: string | null = null
  /** The MiB of disk that all leases of this machine can have together. Null if the provider set the limit. */
  #roomMib: number | null = null
  /** Maps the id of a lease to the name of the image that its renter chose, if the lease has one. */
  readonly #imagesOfLeases = new Map<string, string>()

  constructor({ leasesDir, settings, logger }: { leasesDir: string; settings: ContainerSettings; logger: Logger }) {
    this.#leasesDir = leasesDir
    this.#settings = settings
    this.#logger = logger
    this.#networks = new LeaseNetworks(settings.network)
    this.#agent = createHash('sha256').update(leasesDir).digest('hex').slice(0, 12)
  }

  async adopt(kept: readonly SandboxPlan[]): Promise<void> {
    const engine = await openEngine(this.#settings.socketPath)
    await checkEngine(engine)
    await checkNetwork(this.#settings.network)
    const { isolation, cdiDevices } = this.#settings
    this.#ociRuntime = await findOciRuntime({ engine, isolation, cdiDevices })
    if (this.#settings.cdiDevices.some((name) => name.startsWith('nvidia.com/'))) await checkToolkit()
    this.#engine = engine
    this.#seccomp = await writeSeccomp(this.#leasesDir)
    if (engine.flavour === 'docker') this.#firstIdOfAll = await readFirstId(engine)
    const { image, registries, cacheMib, isDiskUsual } = this.#settings
    const onPercent = (percent: number): void => this.#logger.info({ image, percent }, 'pulling an image')
    this.#image = await ensureImage({ engine, reference: image, onPercent })
    this.#cache = new ImageCache({ engine, file: `${this.#leasesDir}.images.json`, mostMib: cacheMib, registries, logger: this.#logger })
    // If the provider set the disk of a lease, the engine need not show how much its cache of images grows.
    if (isDiskUsual) this.#roomMib = await leaseRoomMib({ leasesDir: this.#leasesDir, cacheMib: await this.#cache.growthMib(this.#leasesDir) })
    const leaseIds = new Set(kept.map(({ leaseId }) => leaseId))
    for (const leaseId of leaseIds) await this.#rememberIds(leaseId)
    for (const leaseId of await this.#leasesOfEngine()) {
      if (leaseIds.has(leaseId)) continue
      await this.#discard(leaseId)
    }
  }

  async gpus(): Promise<readonly LeaseGpu[] | null> {
    return await readLeaseGpus(this.#settings)
  }

  sandbox({ leaseId, environment, image = null, gpus = null }: SandboxPlan): Sandbox {
    const [engine, cache] = [this.#engine, this.#cache]
    if (engine === null || cache === null) throw new Error('the container runtime has not been adopted yet')
    const directory = path.join(this.#leasesDir, leaseId)
    const volume = leaseVolumeOf(directory)
    const queue = this.#queues.get(leaseId) ?? new SerialQueue()
    this.#queues.set(leaseId, queue)
    if (image !== null) this.#imagesOfLeases.set(leaseId, image)
    const name = `infinitio-${this.#agent}-${leaseId}`
    return new ContainerSandbox({
      ...{ leaseId, directory, name, volume, engine, queue, limits: this.#limitsOf(gpus) },
      ...{ devices: gpus?.ids ?? this.#settings.cdiDevices, gpuNames: gpus === null ? null : () => this.#namesOf(leaseId, gpus) },
      ...{ networks: this.#networks, resolvers: this.#settings.resolvers, isolation: this.#settings.isolation },
      holderPlan: ({ firstId }) => this.#planOfHolder({ leaseId, name, firstId }),
      drawFirstId: () => this.#drawFirstId(leaseId, name),
      inTurn: (task) => (this.#settings.cdiDevices.length === 0 ? task() : this.#devicesTurn.run(task)),
      plan: async ({ firstId, inOwn }) => {
        const renters = image === null || inOwn ? null : await cache.find(image)
        return this.#planOf({ leaseId, name, environment, firstId, renters, gpus })
      },
      bringImage: image === null ? null : async (progress) => this.#bringImage(cache, { reference: image, ...progress }),
      wiped: () => {
        this.#imagesOfLeases.delete(leaseId)
        void cache.trim(new Set(this.#imagesOfLeases.values()))
        this.#queues.delete(leaseId)
        this.#firstIds.delete(leaseId)
      },
    })
  }

  async #planOf({
    leaseId,
    name,
    environment: workload,
    firstId,
    renters,
    gpus,
  }: {
    leaseId: string
    name: string
    environment: Record<string, string>
    firstId: number
    renters: LocalImage | null
    gpus: GpuShare | null
  }): Promise<ContainerPlan> {
    const image = renters ?? this.#image
    const seccomp = this.#seccomp
    if (image === null || seccomp === null) throw new Error('the image or the seccomp profile of leases is not here')
    const { isolation } = this.#settings
    const limits = this.#limitsOf(gpus)
    const cdiDevices = gpus === null ? this.#settings.cdiDevices : await this.#namesOf(leaseId, gpus)
    await this.#devicesAreFree(leaseId, gpus === null ? null : { ids: gpus.ids, names: cdiDevices })
    const isApart = hasOwnKernel(isolation)
    const own = await ownLimits()
    const volume = leaseVolumeOf(path.join(this.#leasesDir, leaseId))
    return {
      name,
      hostname: `lease-${leaseId}`.slice(0, 63),
      image: image.id,
      ociRuntime: this.#ociRuntime,
      networkOf: isApart ? holderName(name) : null,
      labels: {
        ...{ [agentLabel]: this.#agent, [leaseLabel]: leaseId, [devicesLabel]: cdiDevices.join(','), [isolationLabel]: isolation },
        ...(gpus === null ? {} : { [gpusLabel]: gpus.ids.join(',') }),
      },
      ...leaseEnvironment({ leaseId, imageLines: image.environment, workload }),
      imageVolumes: image.volumes,
      mounts: [
        { source: volume.home, destination: '/root' },
        { source: volume.temporary, destination: '/tmp' },
        { source: volume.log, destination: logInside },
        { source: volume.names, destination: '/etc/resolv.conf' },
      ],
      limits: isApart ? { ...limits, processes: limits.processes + threadsOfKernel } : limits,
      openFiles: own.files,
      // The limit of processes in the lease is enforced by its cgroup. This second limit counts per user. It must be higher than the first, but an engine
      // without full privileges allows no more than `own.processes`.
      openProcesses: Math.min(own.processes, 2 * limits.processes + threadsOfKernel),
      firstId,
      cdiDevices,
      seccomp,
    }
  }

  #planOfHolder({ leaseId, name, firstId }: { leaseId: string; name: string; firstId: number }): ContainerPlan {
    const [image, seccomp] = [this.#image, this.#seccomp]
    if (image === null || seccomp === null) throw new Error('the image or the seccomp profile of leases is not here')
    // The container for a lease's network runs on the machine's own kernel, so it never uses the renter's image.
    return planOfHolder({ name, firstId, seccomp, image, labels: { [agentLabel]: this.#agent, [leaseLabel]: leaseId } })
  }

  async #bringImage(cache: ImageCache, order: { reference: string } & ImageProgress): Promise<LocalImage> {
    const image = await cache.bring(order)
    await cache.trim(new Set(this.#imagesOfLeases.values()))
    return image
  }

  #drawFirstId(leaseId: string, name: string): number {
    const firstId = this.#firstIdOfAll ?? drawFirstId({ name, taken: new Set(this.#firstIds.values()) })
    this.#firstIds.set(leaseId, firstId)
    return firstId
  }

  /** Reads a lease's user ids from the files of its volume, so that the lease has the same ids after a restart of the agent. */
  async #rememberIds(leaseId: string): Promise<void> {
    const owner = await ownerOfVolume(leaseVolumeOf(path.join(this.#leasesDir, leaseId)))
    if (owner !== null) this.#firstIds.set(leaseId, owner)
  }

  #limitsOf(share: GpuShare | null): LeaseLimits {
    return limitsOfShare(this.#settings.limits, { share, roomMib: this.#roomMib })
  }

  #namesOf(leaseId: string, share: GpuShare): Promise<readonly string[]> {
    return namesOfShare(share, { leaseId })
  }

  /** Throws if the container of another lease still has one of these GPUs. A lease without a share gets all devices, so no other lease may have a container. */
  async #devicesAreFree(leaseId: string, share: NamedGpus | null): Promise<void> {
    if (this.#settings.cdiDevices.length === 0) return
    const holders = (await this.#containersOfEngine()).filter(({ leaseId: other, labels }) => other !== leaseId && holdsOneOf(labels, share))
    const names = holders.map((holder) => holder.leaseId).join(', ')
    if (holders.length > 0) throw new DevicesHeld(`the devices of lease ${leaseId} are still held by lease ${names}`)
  }

  async #leasesOfEngine(): Promise<string[]> {
    return (await this.#containersOfEngine()).map(({ leaseId }) => leaseId)
  }

  async #containersOfEngine(): Promise<{ leaseId: string; labels: Labels }[]> {
    const filters = { label: [`${agentLabel}=${this.#agent}`] }
    const containers = (await this.#engine?.docker.listContainers({ all: true, filters })) ?? []
    return containers.flatMap(({ Labels: labels }) => {
      const leaseId = labels[leaseLabel] ?? ''
      return /^\d{1,78}$/.test(leaseId) ? [{ leaseId, labels }] : []
    })
  }

  async #discard(leaseId: string): Promise<void> {
    const sandbox = this.sandbox({ leaseId, environment: {} })
    await sandbox.stop([])
    const { residue } = await sandbox.wipe()
    if (residue.length > 0) throw new Error(`lease ${leaseId} is over and cannot be wiped: ${residue.join(', ')}`)
    this.#logger.warn({ leaseId }, 'removed a container that belongs to no lease of this machine')
  }
}

type Labels = Readonly<Record<string, string>>

async function readFirstId(engine: Engine): Promise<number> {
  const { DockerRootDir } = (await engine.docker.info()) as { DockerRootDir?: string }
  const firstId = firstIdOfDocker(DockerRootDir ?? '')
  if (firstId === null) throw new Error('Docker does not say which users its containers are: set "userns-remap": "default" and restart it')
  return firstId
}

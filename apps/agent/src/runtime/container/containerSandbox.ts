import { appendFile, chmod, mkdir, rm, stat } from 'node:fs/promises'
import type { LeaseNetworks } from '../../network/leaseNetworks.ts'
import { goOn, standStill } from '../standStill.ts'
import type { LeaseDisk, ImageProgress, Sandbox, SandboxMesh, SandboxRelay, SandboxStats, TerminalOrder, WipeEvidence } from '../runtime.ts'
import type { PipedProcess, StartedScript, TerminalProcess } from '../sandboxProcess.ts'
import { startTicksOf } from '../startTicksOf.ts'
import { tellPrograms } from '../tellPrograms.ts'
import { type ContainerPlan, logInside } from './containerPlan.ts'
import { containerStats } from './containerStats.ts'
import type { Engine } from './engine.ts'
import { DevicesHeld, GpuMissing } from './gpus/readLeaseGpus.ts'
import { forbidNamespaces } from './forbidNamespaces.ts'
import type { LocalImage } from './ensureImage.ts'
import { ImageRefused } from './imageRefused.ts'
import { type ContainerIsolation, hasOwnKernel } from '../../settings/containerIsolation.ts'
import { NetworkHolder } from './isolation/networkHolder.ts'
import { requireRuntime } from './isolation/requireRuntime.ts'
import { noRelay } from './isolation/noRelay.ts'
import { openGvisorRelay } from './isolation/openGvisorRelay.ts'
import { type ContainerState, LeaseContainer } from './leaseContainer.ts'
import type { LeaseLimits } from './containerSettings.ts'
import { type LeaseVolume, openVolume, ownVolume, ownerOfVolume, removeVolume, residueOfVolume } from './leaseVolume.ts'
import { type ContainerLeader, openContainerRelay } from './openContainerRelay.ts'
import { pipedInContainer } from './pipedInContainer.ts'
import { hangUpSessions, leaderOf } from './runInContainer.ts'
import { withSecrets } from './secretsFile.ts'
import { writeSecrets } from './writeSecrets.ts'
import type { SerialQueue } from './serialQueue.ts'
import { terminalInContainer } from './terminalInContainer.ts'

/** The data and services that are needed to create and maintain the container of one lease. */
export type ContainerPlace = {
  leaseId: string
  /** The folder on this machine that contains all files of the lease, including the state that the lease keeper stores. */
  directory: string
  name: string
  volume: LeaseVolume
  limits: LeaseLimits
  /** The lease's devices, as its readings name them. */
  devices: readonly string[]
  /**
   * Returns the present names of the lease's own GPUs. Rejects if the machine no longer has one of them. Null for a lease with all devices of the machine.
   */
  gpuNames: (() => Promise<readonly string[]>) | null
  resolvers: readonly string[]
  networks: LeaseNetworks
  engine: Engine
  /** Performs the steps that change the lease's container one after another, so that two of them never run at the same time. */
  queue: SerialQueue
  /** Selects the user ids for a new lease's container. */
  drawFirstId(): number
  /** Runs the plan and the creation of a container as one step, in turn with those of other leases that want devices. */
  inTurn<Done>(task: () => Promise<Done>): Promise<Done>
  /**
   * Returns the plan of the container. Uses the renter's image if the machine has it and `inOwn` is false, otherwise the provider's image. Rejects when
   * something that the plan needs is in use or missing.
   */
  plan(order: { firstId: number; inOwn: boolean }): Promise<ContainerPlan>
  /** Returns the plan of a container whose only purpose is the network of a lease with a separate kernel (gVisor, Kata). */
  holderPlan(order: { firstId: number }): ContainerPlan
  /** The isolation of a new container. An existing container keeps its isolation. */
  isolation: ContainerIsolation
  /** Pulls the renter's image; null for a lease without one. */
  bringImage: ((progress: ImageProgress) => Promise<LocalImage>) | null
  /** Called when everything of the lease is removed. */
  wiped(): void
}

const runAndReport = [
  withSecrets,
  'exec >>"$1" 2>&1 </dev/null; shell=/bin/sh; [ -x /bin/bash ] && shell=/bin/bash; "$shell" -c "$2"; code=$?',
  'echo "[infinitio] the start script ended with code $code"; exit "$code"',
].join('; ')

/** A lease in a separate container, with its own disk and its own users. */
export class ContainerSandbox implements Sandbox {
  readonly leaseId: string
  readonly logFile: string
  readonly #place: ContainerPlace
  readonly #container: LeaseContainer
  readonly #holder: NetworkHolder
  #isolation: ContainerIsolation
  readonly bringImage?: (progress: ImageProgress) => Promise<void>
  /** True after the container failed to start in the renter's image. The lease then uses the provider's image. */
  #imageFails = false
  /** The secrets to write into the container each time it is made or started; null without secrets. */
  #secrets: Readonly<Record<string, string>> | null = null
  /**
   * The container's first process; null before the container has started. In a container on the machine's kernel, this process and its children cannot make
   * user namespaces.
   */
  #leader: ContainerLeader | null = null

  constructor(place: ContainerPlace) {
    this.leaseId = place.leaseId
    this.logFile = place.volume.log
    this.#place = place
    this.#container = new LeaseContainer(place)
    this.#holder = new NetworkHolder(place)
    this.#isolation = place.isolation
    const { bringImage } = place
    if (bringImage !== null) this.bringImage = async (progress) => this.#enter(await bringImage(progress), progress)
  }

  prepare(): Promise<void> {
    return this.#place.queue.run(() => this.#bringUpInSomeImage())
  }

  note(text: string): Promise<void> {
    return appendFile(this.logFile, `[infinitio] ${text}\n`)
  }

  giveSecrets(values: Readonly<Record<string, string>>): Promise<void> {
    return this.#place.queue.run(async () => {
      this.#secrets = values
      if ((await this.#container.inspect())?.Running === true) await writeSecrets(this.#container.handle, values)
    })
  }

  exec(order: { command: string | null; environment: Record<string, string> }): Promise<PipedProcess> {
    return pipedInContainer(this.#container.handle, order)
  }

  terminal(order: TerminalOrder): Promise<TerminalProcess> {
    return terminalInContainer(this.#container.handle, { ...order, prompt: `lease-${this.leaseId}:\\w\\$ ` })
  }

  relay(): SandboxRelay {
    const leader = (): ContainerLeader => {
      if (this.#leader === null) throw new Error('the container has not been brought up')
      return this.#leader
    }
    switch (this.#isolation) {
      case 'container':
        return openContainerRelay(leader)
      case 'gvisor':
        return openGvisorRelay(async () => ({ leader: leader(), containerId: (await this.#container.inspect())?.id ?? '' }))
      case 'kata':
        return noRelay
    }
  }

  /**
   * Returns null while no process of the lease runs. Also returns null for a lease with a separate kernel (gVisor, Kata): such a kernel accepts network
   * interfaces only when it starts, so the lease cannot be added to the network of a cluster later.
   */
  mesh(): SandboxMesh | null {
    const { networks, name, queue } = this.#place
    const leader = this.#leader?.pid
    if (this.#isolation !== 'container' || leader === undefined) return null
    return {
      join: (order) => queue.run(() => networks.mesh.join(name, { leader, ...order })),
      leave: () => queue.run(() => networks.mesh.leave(name, { leader })),
      measure: (order) => networks.mesh.measure({ leader, ...order }),
      speeds: (order) => networks.mesh.speeds({ leader, ...order }),
    }
  }

  async startScript(script: string): Promise<StartedScript> {
    const exec = await this.#container.handle.exec({
      ...{ AttachStdin: false, AttachStdout: false, AttachStderr: false, Tty: false, User: '0:0', WorkingDir: '/root' },
      Cmd: ['/bin/sh', '-c', runAndReport, 'start-script', logInside, script],
    })
    await exec.start({ Detach: true })
    return leaderOf(exec)
  }

  async disk(): Promise<LeaseDisk> {
    const { volume } = this.#place
    const owner = await ownerOfVolume(volume)
    if (owner === null) throw new Error('the disk of the lease is not there')
    return { folder: volume.home, owner: { uid: owner, gid: owner } }
  }

  async standStill(): Promise<void> {
    await this.#container.pause(true)
    await standStill(() => this.#container.processes())
  }

  async goOn(): Promise<void> {
    await this.#container.pause(false)
    await goOn(() => this.#container.processes())
  }

  async tellPrograms(): Promise<void> {
    await this.#container.tellInside()
    await tellPrograms(() => this.#container.processes())
  }

  stats(): Promise<SandboxStats> {
    const { volume, limits, devices } = this.#place
    return containerStats({ leader: this.#leader, mountPoint: volume.mountPoint, limits, devices })
  }

  /** The process number of the start script is not needed, because ending the container ends all its processes. */
  stop(): Promise<number> {
    return this.#place.queue.run(() => this.#end())
  }

  wipe(): Promise<WipeEvidence> {
    return this.#place.queue.run(async () => {
      const { volume, directory, networks, name } = this.#place
      const firstId = await ownerOfVolume(volume)
      await this.#takeAway()
      await removeVolume(volume)
      const residue = [...(await residueOfVolume(volume)), ...(await networks.residue(name))]
      if ((await this.#container.inspect()) !== null) residue.push(`the container ${this.#place.name}`)
      if (await this.#holder.isThere()) residue.push(`the container ${this.#holder.name}`)
      const processes = (await this.#container.processesLeft(firstId)).length
      if (processes > 0) residue.push(`${processes} processes`)
      // Delete the lease's stored state last, because another attempt at removal needs that state while anything else remains.
      if (residue.length === 0) await rm(directory, { recursive: true, force: true, maxRetries: 5 })
      const there = await stat(directory).catch(() => null)
      if (residue.length === 0 && there !== null) residue.push(`the directory ${directory}`)
      if (residue.length === 0) this.#place.wiped()
      return { runtime: 'container', checked: ['container', 'processes', 'mounts', 'loop devices', 'volume', 'network', 'directory'], residue }
    })
  }

  /** Starts the container, in the renter's image if the machine has it. If that start fails, starts it in the provider's image. */
  async #bringUpInSomeImage(): Promise<void> {
    try {
      await this.#bringUp({ inOwn: this.#imageFails })
    } catch (error) {
      // A GPU that is gone or in use is not the fault of the image. When the lease can have it, the lease continues in its image.
      const isOfDevices = error instanceof GpuMissing || error instanceof DevicesHeld
      if (this.#imageFails || this.bringImage === undefined || isOfDevices) throw error
      this.#imageFails = true
      await this.#end()
      await this.#takeAway()
      await this.#bringUp({ inOwn: true })
    }
  }

  async #bringUp({ inOwn }: { inOwn: boolean }): Promise<void> {
    const { directory, volume, limits, resolvers, networks, name } = this.#place
    await mkdir(directory, { recursive: true, mode: 0o711 })
    await chmod(directory, 0o711)
    await openVolume(volume, limits)
    const firstId = (await ownerOfVolume(volume)) ?? this.#place.drawFirstId()
    await ownVolume(volume, { firstId, resolvers })
    const there = await this.#container.inspect()
    this.#isolation = there?.isolation ?? this.#place.isolation
    const isApart = hasOwnKernel(this.#isolation)
    if (isApart) await this.#bringUpApart({ firstId, inOwn, there })
    else {
      const isGone = there === null || (await this.#dropIfMoved(there))
      if (isGone) await this.#create({ firstId, inOwn })
      if (isGone || there?.Running !== true) await this.#container.handle.start()
    }
    const state = await this.#container.inspect()
    if (state?.Running !== true) throw new Error(`the container ${name} ended at its start: its image needs /bin/sh and sleep`)
    const startTicks = await startTicksOf(state.Pid)
    if (!isApart && this.#leader?.startTicks !== startTicks) await forbidNamespaces(state.Pid)
    if (this.#leader?.startTicks !== startTicks && this.#secrets !== null) await writeSecrets(this.#container.handle, this.#secrets)
    if (!isApart) await networks.open(name, { leader: state.Pid })
    if (!isApart && this.#leader === null && there?.Running === true) await hangUpSessions(state.Pid)
    this.#leader = { pid: state.Pid, startTicks, firstId }
  }

  /**
   * Removes a stopped container if its GPUs have other names now, for example after a reboot without another card. The engine would give it the cards that
   * have the old names. Returns true if it removed the container.
   */
  async #dropIfMoved({ Running, devices }: ContainerState): Promise<boolean> {
    const { gpuNames } = this.#place
    if (Running || gpuNames === null) return false
    const names = await gpuNames()
    if (names.length === devices.length && names.every((name) => devices.includes(name))) return false
    await this.#takeAway()
    return true
  }

  /**
   * Starts a container with its own kernel (gVisor or Kata). Such a kernel reads the network only when it starts, so another container (the holder) must have
   * the network first. Does nothing if both containers run and the network exists. Otherwise removes the lease's container and makes it again with a new
   * network.
   */
  async #bringUpApart({ firstId, inOwn, there }: { firstId: number; inOwn: boolean; there: ContainerState | null }): Promise<void> {
    const { networks, name } = this.#place
    if (there?.Running === true && (await this.#holder.runs()) && (await networks.keep(name))) return
    // Before Podman removes a container, it waits for commands that run in it. So end the container's processes first.
    if (there?.Running === true) await this.#container.end(firstId)
    await this.#takeAway()
    await networks.open(name, { leader: await this.#holder.start(this.#place.holderPlan({ firstId })) })
    const plan = await this.#create({ firstId, inOwn })
    await requireRuntime(this.#place.engine, { container: name, ociRuntime: plan.ociRuntime })
    await this.#container.handle.start()
  }

  /** Creates the lease's container, after `plan` has found its devices free. Returns the plan. */
  #create(order: { firstId: number; inOwn: boolean }): Promise<ContainerPlan> {
    const { inTurn, plan } = this.#place
    return inTurn(async () => {
      const planned = await plan(order)
      await this.#container.create(planned)
      return planned
    })
  }

  /** Restarts the lease's container in the renter's image, unless it already runs in it. Rejects with `ImageRefused` if the image does not start. */
  #enter(image: LocalImage, { beforeChange }: ImageProgress): Promise<void> {
    return this.#place.queue.run(async () => {
      if ((await this.#container.inspect())?.image === image.id) return
      if (!this.#imageFails) {
        await beforeChange()
        await this.#end()
        await this.#takeAway()
        await this.#bringUpInSomeImage()
      }
      if (this.#imageFails) throw new ImageRefused("the image does not start here: it needs /bin/sh and sleep, for this machine's kind of processor")
    })
  }

  /** Ends every process of the lease. Returns how many remain. */
  async #end(): Promise<number> {
    const firstId = await ownerOfVolume(this.#place.volume)
    this.#leader = null
    return this.#container.end(firstId)
  }

  /** Removes the container and its network, but not the lease's disk. */
  async #takeAway(): Promise<void> {
    await this.#container.remove()
    await this.#holder.remove()
    await this.#place.networks.close(this.#place.name)
  }
}

import { setTimeout as wait } from 'node:timers/promises'
import type Docker from 'dockerode'
import { z } from 'zod'
import { signalProcess } from '../sandboxProcess.ts'
import type { ContainerPlan } from './containerPlan.ts'
import { askToEnd, processesBeside, processesOfIds } from './containerProcesses.ts'
import { dockerRequest } from './dockerRequest.ts'
import { type Engine, isMissing } from './engine.ts'
import { type ContainerIsolation, containerIsolations, hasOwnKernel } from '../../settings/containerIsolation.ts'
import { podmanRequest } from './podmanRequest.ts'
import { pipedInContainer } from './pipedInContainer.ts'

const mostRounds = 20
const inspected = z.object({
  Id: z.string(),
  Image: z.string(),
  State: z.object({ Running: z.boolean(), Pid: z.int(), Paused: z.boolean().default(false) }),
  Config: z.object({ Labels: z.record(z.string(), z.string()).nullable().default({}) }),
})

/** The label with a container's isolation level. Older containers do not have it. */
export const isolationLabel = 'infinitio.isolation'

/** The label with the names of a container's devices, separated by commas. */
export const devicesLabel = 'infinitio.devices'

/**
 * The state of a container as the engine (Docker or Podman) reports it. A paused container also counts as running. `pid` is the id of its first process.
 * `devices` are the names of its devices.
 */
export type ContainerState = {
  id: string
  Running: boolean
  Paused: boolean
  Pid: number
  image: string
  isolation: ContainerIsolation
  devices: readonly string[]
}

/** The container of one lease, by its name in the engine. Does not handle the lease's disk and network. */
export class LeaseContainer {
  readonly #engine: Engine
  readonly #name: string

  constructor({ engine, name }: { engine: Engine; name: string }) {
    this.#engine = engine
    this.#name = name
  }

  /** The container as the engine's library sees it, for running commands inside. */
  get handle(): Docker.Container {
    return this.#engine.docker.getContainer(this.#name)
  }

  /** Returns the state of the container, or null if it does not exist. */
  async inspect(): Promise<ContainerState | null> {
    try {
      const { Id, Image, State, Config } = inspected.parse(await this.handle.inspect())
      const isolation = containerIsolations.find((level) => level === Config.Labels?.[isolationLabel]) ?? 'container'
      const devices = (Config.Labels?.[devicesLabel] ?? '').split(',').filter((name) => name !== '')
      return { ...State, id: Id, Running: State.Running || State.Paused, image: Image.replace(/^sha256:/, ''), isolation, devices }
    } catch (error) {
      if (isMissing(error)) return null
      throw error
    }
  }

  /** Creates the container without starting it. */
  async create(plan: ContainerPlan): Promise<void> {
    if (this.#engine.flavour === 'docker') await this.#engine.docker.createContainer(dockerRequest(plan))
    else await this.#engine.call({ method: 'POST', path: '/v4.0.0/libpod/containers/create', body: podmanRequest(plan) })
  }

  /** Removes the container, running or not. Succeeds if it does not exist. */
  async remove(): Promise<void> {
    await this.handle.remove({ force: true, v: true }).catch((error: unknown) => {
      if (!isMissing(error)) throw error
    })
  }

  /** Ends every process of the container and of its users (`firstId`, null when it has none yet). Returns how many remain. */
  async end(firstId: number | null): Promise<number> {
    const state = await this.inspect()
    if (state?.Running === true) {
      if (state.Paused) await this.handle.unpause()
      if (hasOwnKernel(state.isolation)) await signalInside(this.handle, ['HUP', 'TERM', 'CONT'])
      else await askToEnd(state.Pid)
      // Stop the first process without a delay, because all other processes end with it. Use `stop`, because the engine's `kill` and `wait` answer late with
      // Podman 4.3.
      await this.handle.stop({ t: 0 })
    }
    // The agent's process that forwards ports runs outside the container, but as one of the container's users, so this loop ends it, too.
    for (let round = 0; round < mostRounds && (await this.processesLeft(firstId)).length > 0; round += 1) {
      for (const pid of await this.processesLeft(firstId)) signalProcess(pid, 'SIGKILL')
      await wait(25)
    }
    return (await this.processesLeft(firstId)).length
  }

  /**
   * Returns the ids of the container's processes as this machine's kernel numbers them, without the first process, which only waits. Returns an empty list for
   * a lease with a separate kernel.
   */
  async processes(): Promise<number[]> {
    const state = await this.inspect()
    return state?.Running === true && !hasOwnKernel(state.isolation) ? processesBeside(state.Pid) : []
  }

  /** Pauses or resumes everything in a container with a separate kernel. Does nothing for other containers. */
  async pause(isPaused: boolean): Promise<void> {
    const state = await this.inspect()
    if (state?.Running !== true || !hasOwnKernel(state.isolation) || state.Paused === isPaused) return
    await (isPaused ? this.handle.pause() : this.handle.unpause())
  }

  /** Sends SIGURG to every process in a container with a separate kernel. Does nothing for other containers. */
  async tellInside(): Promise<void> {
    const state = await this.inspect()
    if (state?.Running === true && hasOwnKernel(state.isolation)) await signalInside(this.handle, ['URG'])
  }

  /**
   * Returns the processes that a container left behind. Under Docker, returns none: all containers share one range of user ids, so the processes of this
   * container cannot be found by their user ids. There, Docker's report that the container has ended must be enough.
   */
  async processesLeft(firstId: number | null): Promise<number[]> {
    if (firstId === null || this.#engine.flavour === 'docker') return []
    return processesOfIds(firstId)
  }
}

/**
 * Sends signals, by their names without SIG, to every process of a lease with a separate kernel. Never rejects. If the lease's container does not run, does
 * nothing.
 */
async function signalInside(container: Docker.Container, names: readonly string[]): Promise<void> {
  const command = names.map((name) => `kill -${name} -1`).join('; ')
  try {
    const running = await pipedInContainer(container, { command, environment: {} })
    running.stdout.resume()
    running.stderr.resume()
    running.stdin.end()
    await running.exited
  } catch {
    // Ignore the error. The usual cause is that the container is not running, so that no process is left to signal.
  }
}

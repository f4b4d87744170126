import { setTimeout as wait } from 'node:timers/promises'
import type Docker from 'dockerode'
import { z } from 'zod'
import { signalProcess } from '../sandboxProcess.ts'
import type { ContainerPlan } from './containerPlan.ts'
import { askToEnd, processesBeside, processesOfIds } from './containerProcesses.ts'
import { dockerRequest } from './dockerRequest.ts'
import { type Engine, isMissing } from './engine.ts'
import { podmanRequest } from './podmanRequest.ts'

const mostRounds = 20
const inspected = z.object({ Image: z.string(), State: z.object({ Running: z.boolean(), Pid: z.int() }) })

/** What an engine says of a container: whether it runs, its first process, and the id of its image. */
export type ContainerState = { Running: boolean; Pid: number; image: string }

/** The container of one lease by its name, as the engine has it. Knows nothing of the lease's disk and network. */
export class LeaseContainer {
  readonly #engine: Engine
  readonly #name: string

  constructor({ engine, name }: { engine: Engine; name: string }) {
    this.#engine = engine
    this.#name = name
  }

  /** The engine's handle, for what is run inside. */
  get handle(): Docker.Container {
    return this.#engine.docker.getContainer(this.#name)
  }

  /** Null where there is none. */
  async inspect(): Promise<ContainerState | null> {
    try {
      const { Image, State } = inspected.parse(await this.handle.inspect())
      return { ...State, image: Image.replace(/^sha256:/, '') }
    } catch (error) {
      if (isMissing(error)) return null
      throw error
    }
  }

  /** Makes it; it does not run yet. */
  async create(plan: ContainerPlan): Promise<void> {
    if (this.#engine.flavour === 'docker') await this.#engine.docker.createContainer(dockerRequest(plan))
    else await this.#engine.call({ method: 'POST', path: '/v4.0.0/libpod/containers/create', body: podmanRequest(plan) })
  }

  /** Removes it, running or not; one that is not there is as good. */
  async remove(): Promise<void> {
    await this.handle.remove({ force: true, v: true }).catch((error: unknown) => {
      if (!isMissing(error)) throw error
    })
  }

  /** Ends every process of it and of its users (`firstId`, null when it has none yet); returns how many are left. */
  async end(firstId: number | null): Promise<number> {
    const state = await this.inspect()
    if (state?.Running === true) {
      await askToEnd(state.Pid)
      // Its first process takes every other with it. Podman 4.3 would answer `kill` and `wait` only after 20 seconds.
      await this.handle.stop({ t: 0 })
    }
    // A relay of ours runs as one of the container's users beside it.
    for (let round = 0; round < mostRounds && (await this.processesLeft(firstId)).length > 0; round += 1) {
      for (const pid of await this.processesLeft(firstId)) signalProcess(pid, 'SIGKILL')
      await wait(25)
    }
    return (await this.processesLeft(firstId)).length
  }

  /** Beside the first process, which only waits. */
  async processes(): Promise<number[]> {
    const state = await this.inspect()
    return state?.Running === true ? processesBeside(state.Pid) : []
  }

  /** Docker's containers share one range of users, so there the engine's word that the container is gone has to do. */
  async processesLeft(firstId: number | null): Promise<number[]> {
    if (firstId === null || this.#engine.flavour === 'docker') return []
    return processesOfIds(firstId)
  }
}

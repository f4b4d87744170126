import type { ContainerPlan } from '../containerPlan.ts'
import type { Engine } from '../engine.ts'
import type { LocalImage } from '../ensureImage.ts'
import { LeaseContainer } from '../leaseContainer.ts'
import type { LeaseSeccomp } from '../seccomp/writeSeccomp.ts'

/** The name of the container that provides the network for a lease's container. */
export const holderName = (name: string): string => `${name}-network`

/**
 * Returns the plan of a container that only waits. Its network exists before the lease's own container starts, which then joins that network. It runs in an
 * image of the provider.
 */
export function planOfHolder({
  name,
  firstId,
  seccomp,
  image,
  labels,
}: {
  name: string
  firstId: number
  seccomp: LeaseSeccomp
  image: LocalImage
  labels: Record<string, string>
}): ContainerPlan {
  return {
    ...{ name: holderName(name), hostname: 'network', ociRuntime: null, networkOf: null, image: image.id, labels },
    ...{
      environment: { PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin' },
      dropped: [],
      imageVolumes: image.volumes,
      mounts: [],
    },
    ...{ limits: { cpus: 0.1, memoryMib: 128, diskMib: 16, processes: 528 }, openFiles: 1_024, openProcesses: 512, firstId, cdiDevices: [], seccomp },
  }
}

/**
 * A container that only holds the network of one lease and runs no program of the renter. A lease with its own kernel (gVisor, Kata) needs a network that
 * exists before the lease starts.
 */
export class NetworkHolder {
  readonly name: string
  readonly #container: LeaseContainer

  constructor({ engine, name }: { engine: Engine; name: string }) {
    this.name = holderName(name)
    this.#container = new LeaseContainer({ engine, name: this.name })
  }

  async isThere(): Promise<boolean> {
    return (await this.#container.inspect()) !== null
  }

  async runs(): Promise<boolean> {
    return (await this.#container.inspect())?.Running === true
  }

  /** Creates and starts the container that provides the network. Resolves with its first process. Rejects if the container engine refuses. */
  async start(plan: ContainerPlan): Promise<number> {
    await this.#container.create(plan)
    await this.#container.handle.start()
    const state = await this.#container.inspect()
    if (state?.Running !== true) throw new Error(`the container ${this.name} ended at its start`)
    return state.Pid
  }

  /** Removes the container that provides the network. Succeeds even if it does not exist. */
  remove(): Promise<void> {
    return this.#container.remove()
  }
}

import { existsSync } from 'node:fs'
import { z } from 'zod'
import type { Engine } from '../engine.ts'
import type { ContainerIsolation } from '../../../settings/containerIsolation.ts'

const infoAnswer = z.object({
  Runtimes: z
    .record(z.string(), z.looseObject({ path: z.string().default(''), runtimeArgs: z.array(z.string()).nullish() }))
    .nullable()
    .default({}),
  DefaultRuntime: z.string().default(''),
})

/**
 * OCI runtimes that an engine lists, by name. For each runtime, Podman lists the usual paths of its program, whether the file exists or not: the first path as
 * `path`, the others as `runtimeArgs`.
 */
export type OciRuntimes = NonNullable<z.output<typeof infoAnswer>['Runtimes']>

type Asked = {
  readonly flavour: Engine['flavour']
  readonly runtimes: OciRuntimes
  /** The runtime that the engine uses by default. */
  readonly defaultRuntime: string
  readonly isolation: ContainerIsolation
  readonly cdiDevices: readonly string[]
  readonly isFile: (path: string) => boolean
}

const names: Readonly<Record<Exclude<ContainerIsolation, 'container'>, RegExp>> = {
  gvisor: /^(runsc|io\.containerd\.runsc\.v1)$/,
  kata: /^(kata|kata-runtime|kata-qemu|kata-clh|kata-fc|io\.containerd\.kata\.v2)$/,
}

/**
 * Returns the name of the engine's runtime for leases of an isolation level; null for the engine's default. Throws an error that says what is missing, with a
 * remedy.
 */
export async function findOciRuntime({ engine, ...asked }: { engine: Engine } & Pick<Asked, 'isolation' | 'cdiDevices'>): Promise<string | null> {
  const { Runtimes, DefaultRuntime } = infoAnswer.parse(await engine.docker.info())
  const found = ociRuntimeOf({ ...asked, flavour: engine.flavour, runtimes: Runtimes ?? {}, defaultRuntime: DefaultRuntime, isFile: existsSync })
  if ('fault' in found) throw new Error(found.fault)
  return found.name
}

/**
 * Returns the name of the runtime, or a sentence that explains why this engine cannot offer the isolation level with these devices. Pure except for `isFile`.
 */
export function ociRuntimeOf(asked: Asked): { name: string | null } | { fault: string } {
  const { flavour, runtimes, defaultRuntime, isolation, cdiDevices } = asked
  switch (isolation) {
    case 'container':
      // The agent adds the network after the container has started, and gVisor would not see it then. So a default runtime of gVisor is refused here.
      return names.gvisor.test(defaultRuntime)
        ? { fault: 'the engine starts every container behind gVisor: choose --isolation gvisor' }
        : { name: null }
    case 'gvisor': {
      const name = installedName(asked, names.gvisor)
      if (name === null) return { fault: fixOf(flavour) }
      // Podman's API cannot start one container with another runtime: it starts all containers with its default runtime.
      if (flavour === 'podman' && defaultRuntime !== name)
        return {
          fault: `Podman starts containers by ${defaultRuntime}, not by gVisor: set runtime = "${name}" in [engine] of /etc/containers/containers.conf, and restart podman.socket`,
        }
      return withDevices({ name, flavour, runtimes, cdiDevices })
    }
    case 'kata': {
      // Kata's second version has no program that Podman could start.
      if (flavour === 'podman') return { fault: 'Podman does not start virtual machines of Kata: use Docker, or choose --isolation gvisor' }
      if (cdiDevices.length > 0) return { fault: 'virtual machines of Kata get no GPUs here: leave --device out, or choose --isolation container' }
      const name = installedName(asked, names.kata)
      return name === null
        ? { fault: 'Kata is not installed: install kata-containers and name its runtime "kata" in /etc/docker/daemon.json' }
        : { name }
    }
  }
}

function withDevices({ name, flavour, runtimes, cdiDevices }: { name: string } & Pick<Asked, 'flavour' | 'runtimes' | 'cdiDevices'>) {
  if (cdiDevices.length === 0) return { name }
  const isNvidia = cdiDevices.every((device) => device.startsWith('nvidia.com/'))
  // Podman does not show the arguments of a runtime, so only Docker's can be checked.
  const hasProxy = flavour === 'docker' && (runtimes[name]?.runtimeArgs ?? []).some((arg) => /^--?nvproxy(=true)?$/.test(arg))
  if (isNvidia && hasProxy) return { name }
  const fix = 'use Docker with "runtimeArgs": ["--nvproxy"] of runsc in /etc/docker/daemon.json, or choose --isolation container'
  return { fault: `gVisor gives GPUs to leases by nvproxy alone, which knows GPUs of NVIDIA: ${fix}` }
}

function installedName({ flavour, runtimes, isFile }: Asked, wanted: RegExp): string | null {
  const isInstalled = ({ path, runtimeArgs }: OciRuntimes[string]): boolean => flavour === 'docker' || [path, ...(runtimeArgs ?? [])].some(isFile)
  return Object.keys(runtimes).find((name) => wanted.test(name) && runtimes[name] !== undefined && isInstalled(runtimes[name])) ?? null
}

function fixOf(flavour: Engine['flavour']): string {
  const fix =
    flavour === 'podman'
      ? 'put runsc of gVisor into /usr/local/bin'
      : 'put runsc of gVisor into /usr/local/bin, run: runsc install, and restart docker'
  return `gVisor is not installed: ${fix}`
}

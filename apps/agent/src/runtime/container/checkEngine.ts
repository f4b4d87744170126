import { z } from 'zod'
import type { Engine } from './engine.ts'

const infoAnswer = z.object({
  SecurityOptions: z.array(z.string()).nullable().default([]),
  PidsLimit: z.boolean().default(false),
  MemoryLimit: z.boolean().default(false),
  CpuCfsQuota: z.boolean().default(false),
  Rootless: z.boolean().default(false),
})

/** The part of an engine's self-description that `engineFaults` checks. */
export type EngineInfo = z.output<typeof infoAnswer>

/** Rejects with everything that the engine lacks to run leases, each with a remedy. */
export async function checkEngine(engine: Engine): Promise<void> {
  const faults = engineFaults({ flavour: engine.flavour, version: engine.version, info: infoAnswer.parse(await engine.docker.info()) })
  if (faults.length > 0) throw new Error(`the container engine cannot hold leases: ${faults.join('; ')}`)
}

/** Returns what an engine lacks to run leases, each with a remedy; empty when it lacks nothing. Pure. */
export function engineFaults({ flavour, version, info }: { flavour: Engine['flavour']; version: string; info: EngineInfo }): string[] {
  const options = info.SecurityOptions ?? []
  const has = (name: string): boolean => options.some((option) => option.split(',').includes(`name=${name}`))
  const faults: string[] = []
  if (!has('seccomp') || options.some((option) => option.includes('profile=unconfined'))) {
    faults.push('it runs containers without its default seccomp profile: remove seccomp-profile=unconfined from its settings')
  }
  for (const [there, name] of [
    [info.PidsLimit, 'pids'],
    [info.MemoryLimit, 'memory'],
    [info.CpuCfsQuota, 'cpu'],
  ] as const) {
    if (!there) faults.push(`it cannot limit ${name}: switch on the ${name} cgroup controller`)
  }
  const major = Number(version.split('.')[0])
  if (flavour === 'podman') {
    if (!(major >= 4)) faults.push(`Podman ${version} is too old: install 4.3 or later`)
    if (info.Rootless) faults.push('Podman runs without root, where a lease has no disk limit: use the socket of root, /run/podman/podman.sock')
    return faults
  }
  if (!(major >= 28)) faults.push(`Docker ${version} is too old: install 28 or later`)
  if (!has('userns'))
    faults.push('Docker gives containers the users of this machine: set "userns-remap": "default" in /etc/docker/daemon.json and restart it')
  return faults
}

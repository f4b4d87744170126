import { existsSync } from 'node:fs'
import type Docker from 'dockerode'
import { z } from 'zod'

/** A container engine that answers on a socket of this machine. `call` sends requests that the client library does not offer. */
export type Engine = {
  flavour: 'podman' | 'docker'
  version: string
  docker: Docker
  call(request: EngineRequest): Promise<unknown>
}

type EngineRequest = { method: 'GET' | 'POST' | 'DELETE'; path: string; body?: Record<string, unknown> }

/** Usual sockets of the engines, Podman first. */
export const engineSockets = ['/run/podman/podman.sock', '/var/run/docker.sock']

const versionAnswer = z.object({ Version: z.string(), Components: z.array(z.object({ Name: z.string() })).default([]) })

/** Connects to the engine on `socketPath`; null means the usual socket of Podman or Docker. Rejects with the missing requirement and a remedy. */
export async function openEngine(socketPath: string | null): Promise<Engine> {
  const path = socketPath ?? engineSockets.find((one) => existsSync(one))
  if (path === undefined) {
    throw new Error(`no container engine: none of ${engineSockets.join(', ')} is there. Install podman and run: systemctl enable --now podman.socket`)
  }
  // Import the client library only here, so that an agent with the local runtime does not load it.
  const { default: Client } = await import('dockerode')
  const docker = new Client({ socketPath: path })
  const answer = await docker.version().catch((error: unknown) => {
    throw new Error(`the container engine on ${path} does not answer. Start it (systemctl start podman.socket, or docker)`, { cause: error })
  })
  const { Version, Components } = versionAnswer.parse(answer)
  const flavour = Components.some(({ Name }) => Name === 'Podman Engine') ? 'podman' : 'docker'
  return { flavour, version: Version, docker, call: (request) => dial(docker, request) }
}

/** Returns true if an engine refused a request because the object does not exist. */
export function isMissing(error: unknown): boolean {
  return (error as { statusCode?: unknown } | null)?.statusCode === 404
}

function dial(docker: Docker, { method, path, body }: EngineRequest): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const statusCodes = { 200: true, 201: true, 204: true, 304: true, 400: 'bad request', 404: 'not there', 409: 'conflict', 500: 'engine error' }
    docker.modem.dial({ method, path, statusCodes, ...(body === undefined ? {} : { options: body }) }, (error, data) => {
      if (error) reject(error as Error)
      else resolve(data)
    })
  })
}

const infoAnswer = z.object({
  SecurityOptions: z.array(z.string()).nullable().default([]),
  PidsLimit: z.boolean().default(false),
  MemoryLimit: z.boolean().default(false),
  CpuCfsQuota: z.boolean().default(false),
  Rootless: z.boolean().default(false),
})

/** The part of an engine's self-description that `engineFaults` checks. */
export type EngineInfo = z.output<typeof infoAnswer>

/** Rejects with all the properties that the engine lacks for running leases, each with a remedy. */
export async function checkEngine(engine: Engine): Promise<void> {
  const faults = engineFaults({ flavour: engine.flavour, version: engine.version, info: infoAnswer.parse(await engine.docker.info()) })
  if (faults.length > 0) throw new Error(`the container engine cannot hold leases: ${faults.join('; ')}`)
}

/** Returns the properties that a container engine lacks for running leases, each with a remedy; an empty list if it lacks none. Pure. */
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

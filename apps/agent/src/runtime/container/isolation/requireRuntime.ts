import { z } from 'zod'
import type { Engine } from '../engine.ts'

const ofDocker = z.object({ HostConfig: z.object({ Runtime: z.string() }) })
const ofPodman = z.object({ OCIRuntime: z.string() })

/**
 * Checks that an engine started a container with the chosen OCI runtime, and rejects if it used another one. Podman 4.3 ignores a chosen name without an error.
 */
export async function requireRuntime(engine: Engine, { container, ociRuntime }: { container: string; ociRuntime: string | null }): Promise<void> {
  if (ociRuntime === null) return
  const started = await runtimeOf(engine, container)
  if (started !== ociRuntime) throw new Error(`the engine started ${container} by ${started}, not by ${ociRuntime}`)
}

async function runtimeOf(engine: Engine, container: string): Promise<string> {
  if (engine.flavour === 'docker') return ofDocker.parse(await engine.docker.getContainer(container).inspect()).HostConfig.Runtime
  return ofPodman.parse(await engine.call({ method: 'GET', path: `/v4.0.0/libpod/containers/${container}/json` })).OCIRuntime
}

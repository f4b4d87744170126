import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

/** A container engine that works on this machine, with its program and arguments; otherwise the reason why images cannot be built. */
export type ContainerEngine = { command: string; args: string[] } | { missing: string }

/**
 * Returns a container engine that runs and has `image` or can pull it: Docker, or Podman (with `runc` if that is installed). On hosts with hybrid cgroups,
 * Podman works only with `runc`.
 */
export function containerEngine({ image }: { image: string }): ContainerEngine {
  const runc = existsSync('/usr/sbin/runc') ? ['--runtime', '/usr/sbin/runc'] : []
  const engines = [
    { command: 'docker', args: [] },
    { command: 'podman', args: runc },
  ]
  const running = engines.find(({ command, args }) => spawnSync(command, [...args, 'info'], { timeout: 20_000 }).status === 0)
  if (running === undefined) return { missing: 'no container engine runs here' }
  const { command, args } = running
  const pulled = spawnSync(command, [...args, 'pull', '--quiet', image], { timeout: 40_000 }).status === 0
  const known = pulled || spawnSync(command, [...args, 'image', 'inspect', image], { timeout: 20_000 }).status === 0
  return known ? running : { missing: `${command} cannot get ${image}: its registry does not answer` }
}

import { chmod, chown, mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { sandboxEnvironment } from './sandboxEnvironment.ts'
import type { SandboxOwner } from './sandboxOwner.ts'

/** One lease's private folder and user on this machine. If `owner` is null, the lease runs as the agent's own user. */
export type LocalSandbox = {
  leaseId: string
  directory: string
  home: string
  logFile: string
  /** The file that an interactive shell reads first: it sets the prompt and loads the renter's .bashrc. Owned by the agent. */
  shellFile: string
  owner: SandboxOwner | null
  environment: Record<string, string>
}

/** The data from which a sandbox is made. `environment` has the environment variables that the workload sets. */
export type LocalSandboxPlan = { leaseId: string; leasesDir: string; owner: SandboxOwner | null; environment: Record<string, string> }

/** Returns the paths of a lease's sandbox and the environment of its processes. Pure: does not create anything. */
export function localSandboxOf({ leaseId, leasesDir, owner, environment }: LocalSandboxPlan): LocalSandbox {
  const directory = path.join(leasesDir, leaseId)
  const home = path.join(directory, 'home')
  return {
    leaseId,
    directory,
    home,
    logFile: path.join(directory, 'start.log'),
    shellFile: path.join(directory, 'shell.rc'),
    owner,
    environment: sandboxEnvironment({ leaseId, home, workload: environment }),
  }
}

/** Replaces the workload's environment variables, which contain the secrets, for every process that starts in the lease from now on. */
export function giveSecretsTo(sandbox: LocalSandbox, workload: Record<string, string>): void {
  sandbox.environment = sandboxEnvironment({ leaseId: sandbox.leaseId, home: sandbox.home, workload })
}

/**
 * Creates the lease's directory, and in it the home folder (mode 0700, owned by the lease's user if it has one), an empty log, and the file that shells read
 * first. Safe to repeat: keeps the files in the home folder and the log. Rejects if the file system reports an error.
 */
export async function prepareSandbox(sandbox: LocalSandbox): Promise<void> {
  await mkdir(sandbox.directory, { recursive: true, mode: 0o711 })
  await chmod(sandbox.directory, 0o711)
  await mkdir(sandbox.home, { recursive: true, mode: 0o700 })
  await chmod(sandbox.home, 0o700)
  await writeFile(sandbox.logFile, '', { flag: 'a', mode: 0o600 })
  const prompt = `PS1='lease-${sandbox.leaseId}:\\w\\$ '\n[ -r "$HOME/.bashrc" ] && . "$HOME/.bashrc"\n`
  await writeFile(sandbox.shellFile, prompt, { mode: 0o644 })
  if (sandbox.owner !== null) await chown(sandbox.home, sandbox.owner.uid, sandbox.owner.gid)
}

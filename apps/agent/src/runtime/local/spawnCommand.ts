import { spawn } from 'node:child_process'
import type { PipedProcess } from '../sandboxProcess.ts'
import { withClosedDescriptors } from './closedDescriptors.ts'
import type { LocalSandbox } from './localSandbox.ts'
import { pipedProcess } from './pipedProcess.ts'
import { withScp } from './withScp.ts'

/**
 * Runs one command (null: a login shell that reads standard input) in the sandbox, in a process group of its own, with pipes
 * and no terminal. A command that cannot be started exits 127.
 */
export function spawnCommand({
  sandbox,
  command,
  environment,
}: {
  sandbox: LocalSandbox
  command: string | null
  environment: Record<string, string>
}): PipedProcess {
  const line = command === null || sandbox.owner === null ? command : withScp(command)
  const { file, args } = withClosedDescriptors(line === null ? ['/bin/bash', '--noprofile', '--norc'] : ['/bin/bash', '-c', line])
  return pipedProcess(
    spawn(file, args, {
      cwd: sandbox.home,
      env: { ...environment, ...sandbox.environment },
      detached: true,
      stdio: 'pipe',
      ...(sandbox.owner ?? {}),
    }),
  )
}

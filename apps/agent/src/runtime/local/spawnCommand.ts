import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { withClosedDescriptors } from './closedDescriptors.ts'
import type { LocalSandbox } from './localSandbox.ts'
import { type Exit, type PipedProcess, signalGroup } from '../sandboxProcess.ts'

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
  const { file, args } = withClosedDescriptors(command === null ? ['/bin/bash', '--noprofile', '--norc'] : ['/bin/bash', '-c', command])
  const child = spawn(file, args, {
    cwd: sandbox.home,
    env: { ...environment, ...sandbox.environment },
    detached: true,
    stdio: 'pipe',
    ...(sandbox.owner ?? {}),
  })
  const exited = new Promise<Exit>((resolve) => {
    child.once('error', () => resolve({ code: 127, signal: null }))
    // Not 'close': a background child may keep the pipes open after the command itself has ended.
    child.once('exit', (code, signal) => resolve(code === null ? { code: null, signal: signal ?? 'SIGKILL' } : { code, signal: null }))
  })
  const pid = child.pid ?? 0
  // The renter may hang up or stop reading at any moment.
  for (const stream of [child.stdin, child.stdout, child.stderr]) stream.on('error', () => {})
  return {
    pid,
    stdin: child.stdin,
    stdout: child.stdout,
    stderr: child.stderr,
    exited,
    signal: (name) => {
      if (pid !== 0 && name in constants.signals) signalGroup(pid, name)
    },
  }
}

import { type ChildProcess, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { constants } from 'node:os'
import { type Exit, type PipedProcess, signalGroup } from '../sandboxProcess.ts'
import { withClosedDescriptors } from './closedDescriptors.ts'
import type { LocalSandbox } from './localSandbox.ts'

let scpFunction: string | null = null

/**
 * Runs one command in the sandbox, in its own process group, with pipes and without a terminal. If `command` is null, runs a login shell that reads standard
 * input. A command that cannot start exits with 127.
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

/**
 * Prepares a command for a user without an account. The system's `scp` program refuses to run for such a user ("unknown user"), so a shell function
 * serves the remote side of `scp -O`. Every other command stays unchanged.
 */
function withScp(command: string): string {
  if (!/^scp( -[rpdvqtf]+)+ /.test(command)) return command
  scpFunction ??= readFileSync(path.join(import.meta.dirname, 'scp.bash'), 'utf8')
  return `${scpFunction}${command}`
}

/**
 * Makes a `PipedProcess` from a child process that was started with three pipes and leads its own process group. A child that could not start exits with 127.
 */
export function pipedProcess(child: ChildProcess): PipedProcess {
  const { stdin, stdout, stderr } = child
  if (stdin === null || stdout === null || stderr === null) throw new Error('the child was not started with pipes')
  const exited = new Promise<Exit>((resolve) => {
    child.once('error', () => resolve({ code: 127, signal: null }))
    // Listen to 'exit' and not to 'close', because a background process of the command may keep the pipes open after the command itself has ended.
    child.once('exit', (code, signal) => resolve(code === null ? { code: null, signal: signal ?? 'SIGKILL' } : { code, signal: null }))
  })
  const pid = child.pid ?? 0
  // The renter may disconnect or stop reading at any moment, so ignore errors of these streams.
  for (const stream of [stdin, stdout, stderr]) stream.on('error', () => {})
  return {
    ...{ pid, stdin, stdout, stderr, exited },
    signal: (name) => {
      if (pid !== 0 && name in constants.signals) signalGroup(pid, name)
    },
  }
}

import { spawn } from 'node:child_process'
import { sshArguments, type SshIdentity } from '../actors/sshAsPrinted.ts'
import { waitFor } from '../deployment/waitFor.ts'
import type { FarMachine } from './namespaces.ts'

/** An open SSH session of a renter in another namespace. */
export type FarShell = {
  /** Runs a line in the shell and resolves with its output. */
  ask(line: string, options?: { within: number }): Promise<string>
  /** Makes the shell send zeros as fast as possible until the session ends. This side discards the zeros. After this call, `ask` no longer gets answers. */
  pour(): void
  /** Returns true once the session has ended. */
  hasEnded(): boolean
  close(): void
}

/** Opens a session on another machine with the real OpenSSH client, by the command that the lease prints. The session runs one shell that reads lines. */
export function openFarShell(
  machine: FarMachine,
  { ssh, identity }: { ssh: { command: string; knownHosts: string[] }; identity: SshIdentity },
): FarShell {
  const [command = '', ...within] = machine.within
  const child = spawn(command, [...within, 'ssh', ...sshArguments(ssh, identity), 'exec bash'], { stdio: ['pipe', 'pipe', 'inherit'] })
  let text = ''
  let asked = 0
  child.stdout.on('data', (part: Buffer) => {
    text += part.toString()
  })
  // Ignores errors of writing. If the session ends during a write, its end is reported separately.
  child.stdin.on('error', () => {})
  return {
    async ask(line, { within: seconds } = { within: 20 }) {
      asked += 1
      const [from, mark] = [text.length, `said-${asked}\n`]
      child.stdin.write(`${line}; echo ${mark}`)
      const said = await waitFor({
        what: `the shell to answer "${line}"`,
        within: seconds,
        read: () => text.slice(from),
        until: (part) => part.endsWith(mark),
      })
      return said.slice(0, -mark.length)
    },
    pour() {
      child.stdout.removeAllListeners('data')
      child.stdout.resume()
      child.stdin.write('exec cat /dev/zero\n')
    },
    hasEnded: () => child.exitCode !== null || child.signalCode !== null,
    close: () => void child.kill('SIGKILL'),
  }
}

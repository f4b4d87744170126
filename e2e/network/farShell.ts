import { spawn } from 'node:child_process'
import { sshArguments, type SshIdentity } from '../actors/sshAsPrinted.ts'
import { waitFor } from '../house/waitFor.ts'
import type { FarMachine } from './namespaces.ts'

/** One SSH session of a far renter that stays open. */
export type FarShell = {
  /** Runs a line in it and resolves with what it printed. */
  ask(line: string, options?: { within: number }): Promise<string>
  /** Has it send zeros as fast as they are taken, for as long as it lives; they are thrown away, and it answers nothing any more. */
  pour(): void
  /** True once the session is over. */
  hasEnded(): boolean
  close(): void
}

/** Opens a session with the real OpenSSH client on a far machine, by the command a lease prints; it runs one shell that reads lines. */
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
  // A session that ends while we write says so by ending.
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

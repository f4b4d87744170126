import { execFile, execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { wholeMilliseconds } from '@infinitio/process'

/** A renter's own SSH key on disk. */
export type SshIdentity = { publicKey: string; keyFile: string; folder: string; remove: () => void }

/** Returns true if the OpenSSH client is installed. */
export function hasOpenSsh(): boolean {
  try {
    execFileSync('ssh', ['-V'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

/** Creates a new ed25519 key with ssh-keygen. */
export function createSshIdentity(): SshIdentity {
  const folder = mkdtempSync(join(tmpdir(), 'infinitio-ssh-'))
  const keyFile = join(folder, 'id_ed25519')
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', 'renter', '-f', keyFile])
  const publicKey = readFileSync(`${keyFile}.pub`, 'utf8').trim()
  return { publicKey, keyFile, folder, remove: () => rmSync(folder, { recursive: true, force: true }) }
}

/**
 * Returns arguments for the real OpenSSH client. They run the SSH command that the market prints for a lease, with the renter's key. Both host keys are checked
 * strictly against the printed known_hosts lines.
 */
export function sshArguments({ command, knownHosts }: { command: string; knownHosts: string[] }, identity: SshIdentity): string[] {
  const knownHostsFile = join(identity.folder, 'known_hosts')
  writeFileSync(knownHostsFile, `${knownHosts.join('\n')}\n`)
  const configFile = join(identity.folder, 'config')
  const config = ['Host *', `IdentityFile ${identity.keyFile}`, 'IdentitiesOnly yes', `UserKnownHostsFile ${knownHostsFile}`]
  config.push('GlobalKnownHostsFile /dev/null', 'StrictHostKeyChecking yes', 'BatchMode yes', 'LogLevel ERROR')
  writeFileSync(configFile, `${config.join('\n  ')}\n`)
  const [program, ...printed] = command.split(' ')
  if (program !== 'ssh') throw new Error(`the printed command is not ssh: ${command}`)
  return ['-F', configFile, ...printed]
}

/**
 * Runs `remoteCommand` in a lease, with the SSH command that the market printed for the lease. Ends the command after `withinSeconds`. Resolves with the output
 * and the exit code.
 */
export function sshAsPrinted(
  printed: { command: string; knownHosts: string[] },
  { identity, remoteCommand, withinSeconds = 20 }: { identity: SshIdentity; remoteCommand: string; withinSeconds?: number },
): Promise<{ code: number; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    const args = [...sshArguments(printed, identity), remoteCommand]
    const child = execFile('ssh', args, { timeout: wholeMilliseconds(withinSeconds * 1_000) }, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : (child.exitCode ?? 1), stdout, stderr })
    })
  })
}

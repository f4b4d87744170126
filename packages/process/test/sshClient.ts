import { execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

/** The result of an OpenSSH client run: its exit code and output. */
export type SshRun = { code: number | null; stdout: string; stderr: string }

/** Returns true if this machine has the OpenSSH client. Tests that need it are skipped otherwise. */
export const hasOpenSsh = (() => {
  try {
    execFileSync('ssh', ['-V'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
})()

/** Creates a renter with its own key and a folder for the client's files. `close` removes the folder. */
export function sshRenter({ knownHosts }: { knownHosts: readonly string[] }) {
  const folder = mkdtempSync(path.join(tmpdir(), 'infinitio-ssh-'))
  const keyFile = path.join(folder, 'id')
  const knownHostsFile = path.join(folder, 'known_hosts')
  // OpenSSH makes the key pair, because some keys that ssh2 writes are malformed.
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', 'renter', '-f', keyFile])
  writeFileSync(knownHostsFile, `${knownHosts.join('\n')}\n`)
  // Writes the options to a configuration file, because ssh passes only -F to the jump host's ssh.
  const configFile = path.join(folder, 'config')
  writeFileSync(configFile, configText({ keyFile, knownHostsFile }))
  const options = ['-F', configFile]
  return {
    publicKey: readFileSync(`${keyFile}.pub`, 'utf8').trim(),
    options,
    run: (args: readonly string[], input = '') => runSsh([...options, ...args], input),
    close: () => rmSync(folder, { recursive: true, force: true }),
  }
}

function configText({ keyFile, knownHostsFile }: { keyFile: string; knownHostsFile: string }): string {
  const lines = [
    'IdentitiesOnly yes',
    'IdentityAgent none',
    'BatchMode yes',
    'GlobalKnownHostsFile none',
    'StrictHostKeyChecking yes',
    'ConnectTimeout 20',
  ]
  return ['Host *', ...lines, `IdentityFile ${keyFile}`, `UserKnownHostsFile ${knownHostsFile}`, ''].join('\n')
}

function runSsh(args: readonly string[], input: string): Promise<SshRun> {
  return new Promise((resolve, reject) => {
    const child = spawn('ssh', args, { stdio: 'pipe' })
    let stdout = ''
    let stderr = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text))
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text))
    child.stdin.on('error', () => {})
    child.stdin.end(input)
    child.once('error', reject)
    child.once('close', (code) => resolve({ code, stdout, stderr }))
  })
}

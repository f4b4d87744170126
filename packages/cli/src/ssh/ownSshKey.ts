import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { refusal } from '@infinitio/sdk'

const usualNames = ['id_ed25519', 'id_ecdsa', 'id_rsa'] as const
/** Names of keys on hardware tokens, which OpenSSH also tries. */
const hardwareNames = ['id_ecdsa_sk', 'id_ed25519_sk'] as const

/** Path of the SSH key that this command creates for a user without one. */
export function ownSshKey(): string {
  return join(homedir(), '.infinitio', 'ssh', 'id_ed25519')
}

/** Lists the public key files for a lease: first the usual ones of the user, then the key that this command created. */
export function usualPublicKeys(): string[] {
  return [...usualNames.map((name) => join(homedir(), '.ssh', name)), ownSshKey()].map((key) => `${key}.pub`).filter((file) => existsSync(file))
}

/**
 * Lists the private keys of this user for the SSH configuration. They are listed because OpenSSH itself looks for keys in the home folder of the password file,
 * which differs from HOME under sudo, in CI jobs and in containers. Returns an empty list if the user has no keys; OpenSSH then uses an SSH agent.
 */
export function keysToTry(): string[] {
  return [...[...usualNames, ...hardwareNames].map((name) => join(homedir(), '.ssh', name)), ownSshKey()].filter((file) => existsSync(file))
}

/**
 * Creates a key that only this user can read, prints its path and returns its public file. Throws
 * `node.ssh_key_malformed` if ssh-keygen fails.
 */
export function makeSshKey(): string {
  const file = ownSshKey()
  mkdirSync(join(homedir(), '.infinitio', 'ssh'), { recursive: true, mode: 0o700 })
  const made = spawnSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', 'infinitio', '-f', file], { stdio: ['ignore', 'ignore', 'pipe'] })
  if (made.status !== 0)
    throw refusal('node.ssh_key_malformed', {
      detail: `no --ssh-key, none in ~/.ssh, and ssh-keygen could not make one: ${made.error?.message ?? made.stderr.toString().trim()}`,
    })
  process.stderr.write(`You have no SSH key, so this command made one: ${file}\n`)
  return `${file}.pub`
}

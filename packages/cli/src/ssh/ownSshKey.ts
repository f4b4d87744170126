import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { refusal } from '@infinitio/sdk'

const usualNames = ['id_ed25519', 'id_ecdsa', 'id_rsa'] as const

/** The SSH key that this command made for a person who had none. */
export function ownSshKey(): string {
  return join(homedir(), '.infinitio', 'ssh', 'id_ed25519')
}

/** The public keys that a lease can take: the person's own first, then the one that this command made. */
export function usualPublicKeys(): string[] {
  return [...usualNames.map((name) => join(homedir(), '.ssh', name)), ownSshKey()].map((key) => `${key}.pub`).filter((file) => existsSync(file))
}

/**
 * The private keys to try where the command made one. A configuration that has one is read without OpenSSH's usual ones, so these are here too. Empty where OpenSSH
 * chooses.
 */
export function keysToTry(): string[] {
  if (!existsSync(ownSshKey())) return []
  return [...usualNames.map((name) => join(homedir(), '.ssh', name)), ownSshKey()].filter((file) => existsSync(file))
}

/** Makes a key that only this user can read, says where it is, and returns its public file. Throws `node.ssh_key_malformed` where ssh-keygen cannot make one. */
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

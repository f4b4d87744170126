import type { Hex32 } from '../hashing/hex32.ts'
import type { WorkloadSecrets } from '../secrets/secrets.ts'

/** The image a lease's sessions and script run in. `reference` names its bytes; `name` is for people and decides nothing. */
export type WorkloadImage = {
  /** Registry, repository and digest of the manifest: `docker.io/library/debian@sha256:…`. */
  readonly reference: string
  readonly name?: string | undefined
}

/**
 * What runs on a lease. `shell` opens a login shell; `script` runs `startScript` first; `image` runs both in an image of the renter's
 * choice, and `command` after the script. `sshKeys` are OpenSSH public key lines (at most 10). `salt` makes the hash of a guessable
 * workload unguessable. What came later is left out of the workloads that do without it, so their hashes stay what they were.
 */
export type Workload = {
  readonly template: 'shell' | 'script' | 'image'
  readonly startScript: string
  readonly sshKeys: readonly string[]
  readonly environment: Readonly<Record<string, string>>
  readonly ports: readonly number[]
  readonly salt: Hex32
  /** With the template `image` alone, and always there. */
  readonly image?: WorkloadImage | undefined
  /** A program and its arguments, no shell's words. */
  readonly command?: readonly string[] | undefined
  /** Of secrets only their names and the commitment; the values reach the machine sealed to its key. Never none: left out instead. */
  readonly secrets?: WorkloadSecrets | undefined
}

/** What a lease starts once, in words of a plain shell: the start script, and after it the command in its place. Empty: nothing is started. */
export function scriptOfWorkload({ template, startScript, command = [] }: Pick<Workload, 'template' | 'startScript' | 'command'>): string {
  if (template === 'shell') return ''
  if (template === 'script' || command.length === 0) return startScript
  const words = command.map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(' ')
  return startScript.trim() === '' ? `exec ${words}\n` : `${startScript}\nexec ${words}\n`
}

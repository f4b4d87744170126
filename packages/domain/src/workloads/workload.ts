import { utf8ToBytes } from '@noble/hashes/utils.js'
import { type CanonicalValue, canonicalJson } from '../hashing/canonicalJson.ts'
import type { Hex32 } from '../hashing/hex32.ts'
import { keccak256Hex } from '../hashing/keccak256.ts'
import { type WorkloadHash, workloadHash } from '../ids/hashes.ts'
import type { WorkloadSecrets } from '../secrets/secrets.ts'

/** The container image in which a lease's sessions and script run. `reference` has the digest, so it always means the same bytes; `name` is only for people. */
export type WorkloadImage = {
  /** Registry, repository and digest of the manifest: `docker.io/library/debian@sha256:…`. */
  readonly reference: string
  readonly name?: string | undefined
}

/**
 * The workload of a lease. `shell` opens a login shell; `script` runs `startScript` first; `image` runs both in an image of the renter's choice, and then
 * `command`. `sshKeys` are at most 10 OpenSSH public key lines. `salt` is random, so that nobody can guess the workload from its hash. Optional fields are
 * omitted when unused, so that older workloads keep their hashes.
 */
export type Workload = {
  readonly template: 'shell' | 'script' | 'image'
  readonly startScript: string
  readonly sshKeys: readonly string[]
  readonly environment: Readonly<Record<string, string>>
  readonly ports: readonly number[]
  readonly salt: Hex32
  /** Present if and only if the template is `image`. */
  readonly image?: WorkloadImage | undefined
  /** A program and its arguments. No shell interprets them. */
  readonly command?: readonly string[] | undefined
  /** The names of the secrets and the commitment to their values. The values reach the machine encrypted to its key. Omitted if there are no secrets. */
  readonly secrets?: WorkloadSecrets | undefined
}

/** Returns the shell script that a lease starts once: the start script, then the command. If the result is empty, nothing is started. */
export function scriptOfWorkload({ template, startScript, command = [] }: Pick<Workload, 'template' | 'startScript' | 'command'>): string {
  if (template === 'shell') return ''
  if (template === 'script' || command.length === 0) return startScript
  const words = command.map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(' ')
  return startScript.trim() === '' ? `exec ${words}\n` : `${startScript}\nexec ${words}\n`
}

/** Returns the hash of a workload that a bid contains: keccak256 of its canonical JSON in UTF-8. The agent runs no workload with another hash. */
export function hashWorkload(workload: Workload): WorkloadHash {
  return workloadHash(keccak256Hex(utf8ToBytes(workloadText(workload))))
}

/** Returns the canonical text of a workload, which is hashed and stored. Unused fields are omitted. */
export function workloadText(workload: Workload): string {
  const { image, secrets, ...rest } = workload
  return canonicalJson({
    ...present(rest),
    ...(image === undefined ? {} : { image: present(image) }),
    ...(secrets === undefined ? {} : { secrets }),
  })
}

function present(fields: Readonly<Record<string, CanonicalValue | undefined>>): Record<string, CanonicalValue> {
  return Object.fromEntries(Object.entries(fields).filter((field): field is [string, CanonicalValue] => field[1] !== undefined))
}

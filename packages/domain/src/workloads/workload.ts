import type { Hex32 } from '../ids/hex32.ts'

/**
 * What runs on a lease. `shell` opens a login shell; `script` runs `startScript` first. `sshKeys` are OpenSSH public key lines (at
 * most 10). `salt` makes the hash of a guessable workload unguessable.
 */
export type Workload = {
  readonly template: 'shell' | 'script'
  readonly startScript: string
  readonly sshKeys: readonly string[]
  readonly environment: Readonly<Record<string, string>>
  readonly ports: readonly number[]
  readonly salt: Hex32
}

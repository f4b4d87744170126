import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { type Hex32, hex32 } from '@infinitio/domain'
import { writeDurably } from './writeDurably.ts'

/** The secrets a validator commits to: on its disk before the commitment leaves, or a restart would cost its bond. */
export type KeptSecrets = {
  /** The secret of a round; null where it committed to none. */
  secretOf(round: bigint): Hex32 | null
  /** The same, made now where there is none. */
  makeSecret(round: bigint): Hex32
}

/** Long after a round is over its secret is known to all. */
const keptRounds = 48n

/** Opens the folder. Throws when it cannot be made or read. */
export function openKeptSecrets(folder: string): KeptSecrets {
  const secrets = join(folder, 'seeds')
  mkdirSync(secrets, { recursive: true, mode: 0o700 })
  const fileOf = (round: bigint) => join(secrets, `${round}`)
  const secretOf = (round: bigint) => (existsSync(fileOf(round)) ? hex32(readFileSync(fileOf(round), 'utf8').trim()) : null)
  return {
    secretOf,
    makeSecret(round) {
      const before = secretOf(round)
      if (before !== null) return before
      for (const old of readdirSync(secrets)) if (/^\d+$/.test(old) && BigInt(old) + keptRounds < round) rmSync(join(secrets, old))
      const secret = hex32(`0x${randomBytes(32).toString('hex')}`)
      writeDurably(fileOf(round), secret)
      return secret
    },
  }
}

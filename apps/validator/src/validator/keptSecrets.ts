import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { type Hex32, hex32 } from '@infinitio/domain'
import { writeDurably } from './writeDurably.ts'

/**
 * The secrets that a validator commits to and reveals for the random seeds. Each secret is on disk before the commitment to it is sent, because a lost secret
 * would cost the bond.
 */
export type KeptSecrets = {
  /** Returns the secret for a round (an hour for which validators make a random seed), or null if none was made. */
  secretOf(round: bigint): Hex32 | null
  /** Returns the secret for a round (an hour for which validators make a random seed). Creates and stores the secret first if there is none. */
  makeSecret(round: bigint): Hex32
}

/** Secrets of this many newest rounds (hours of seeds) are stored. Older secrets can no longer be revealed in time, so they are not needed. */
const keptRounds = 48n

/** Opens the folder in which a validator stores its secrets. Throws if it cannot be created or read. */
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

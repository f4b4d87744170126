import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { type Hex32, hex32 } from '@infinitio/domain'
import { writeDurably } from './writeDurably.ts'

/** The secrets that a validator commits to. Each secret is stored on disk before its commitment is sent, because a lost secret would cost the bond. */
export type KeptSecrets = {
  /** Returns the secret of a round, or null if the validator has not committed in it. */
  secretOf(round: bigint): Hex32 | null
  /** Returns the secret of a round. Creates it if there is none. */
  makeSecret(round: bigint): Hex32
}

/** The number of rounds whose secrets are stored. The secret of an older round is public. */
const keptRounds = 48n

/** Opens the folder. Throws if it cannot be created or read. */
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

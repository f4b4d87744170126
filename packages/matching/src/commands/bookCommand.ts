import type { Bps, ErrorCode, MatchId, PTokenUnits } from '@infinitio/domain'
import type { AdminCommand } from './adminCommand.ts'
import type { ApiCommand } from './apiCommand.ts'
import type { ChainCommand } from './chainCommand.ts'

/** The worker says that no transaction of a match can land any more, and why. */
export type WorkerCommand = { readonly kind: 'SettleAbandoned'; readonly matchId: MatchId; readonly code: ErrorCode }

/**
 * What the engine itself says. `Tick` lets time pass. `Upgrade` is the first command of a journal and every change of rules:
 * the version of the matching code and the two rates that a settle will charge (the Market's fee and the engine's relay fee).
 * `Generation` is the first command after a restore: the rows `lostFromSeq` to `lostToSeq` may have been published and are gone, and no later row
 * bears a number of theirs. `lostHash` is the hash of the last of them where it is known.
 * `SnapshotPoint` announces a snapshot of the book as it stands after this row. `SnapshotTaken` names that snapshot: the row it was announced
 * with, the version of its rules, and three SHA-256 hashes in hex: of its bytes as stored, of the canonical book, and of the whole text in the form `format`.
 */
export type EngineCommand =
  | { readonly kind: 'Tick' }
  | { readonly kind: 'Upgrade'; readonly version: number; readonly feeBps: Bps; readonly relayFee: PTokenUnits }
  | {
      readonly kind: 'Generation'
      readonly generation: number
      readonly lostFromSeq: number
      readonly lostToSeq: number
      readonly lostHash: string | null
    }
  | { readonly kind: 'SnapshotPoint' }
  | {
      readonly kind: 'SnapshotTaken'
      readonly atSeq: number
      readonly version: number
      readonly digest: string
      readonly bookHash: string
      readonly textHash: string
      readonly format: number
    }

/** Every command the book takes. */
export type BookCommand = ApiCommand | ChainCommand | WorkerCommand | AdminCommand | EngineCommand

/** Where a command stands in the journal: its number and the engine's wall clock, never going back. */
export type JournalPosition = { readonly seq: number; readonly atMs: number }

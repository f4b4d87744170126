import type { Bps, ErrorCode, MatchId, PTokenUnits, Address, NodeId } from '@infinitio/domain'
import type { ApiCommand } from './apiCommand.ts'
import type { ChainCommand } from './chainCommand.ts'

/**
 * Commands that the market accepts. `open`: all. `halted`: no new bid, match or hold, but asks may change. `cancel_only`: nothing new. Cancels, releases,
 * pending settles and chain logs continue in each mode.
 */
export type MarketMode = 'open' | 'halted' | 'cancel_only'

/** Decisions of an operator. `admin_audit` stores the operator and the reason; the public journal contains no free text. */
export type AdminCommand =
  | { readonly kind: 'SetMode'; readonly mode: MarketMode }
  /** The node's asks remain, but do not match until the node is listed again. */
  | { readonly kind: 'DelistNode'; readonly node: NodeId }
  | { readonly kind: 'RelistNode'; readonly node: NodeId }
  /** The account can place no new orders or holds. It can still cancel its orders, and its leases and money remain. */
  | { readonly kind: 'BlockAccount'; readonly account: Address }
  | { readonly kind: 'UnblockAccount'; readonly account: Address }

/** The worker reports why no transaction that settles this match can succeed any longer. */
export type WorkerCommand = { readonly kind: 'SettleAbandoned'; readonly matchId: MatchId; readonly code: ErrorCode }

/**
 * Commands of the engine:
 * - `Tick` lets time pass.
 * - `Upgrade` is the first command of a journal, and marks every later change of the rules: the version of the matching code, the Market's fee and the
 *   engine's relay fee.
 * - `Generation` is the first command after a restore. The rows from `lostFromSeq` to `lostToSeq` may have been published and are lost; later rows never use
 *   their numbers. `lostHash` is the hash of the last lost row, if known.
 * - `SnapshotPoint` announces a snapshot of the book after this row.
 * - `SnapshotTaken` reports that snapshot: its row, the version of its rules, and three SHA-256 hashes in hex: of its stored bytes, of the canonical book, and
 *   of the whole text in the form `format`.
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

/** Every command that the order book accepts. */
export type BookCommand = ApiCommand | ChainCommand | WorkerCommand | AdminCommand | EngineCommand

/** The position of a command in the journal: its sequence number and the engine's wall clock, which never decreases. */
export type JournalPosition = { readonly seq: number; readonly atMs: number }

/** Verifies the public journal: reads it, replays its commands, and compares it with the signed heads and the chain. Needs only the API and an RPC node. */
export type { FindingKind, JournalFinding } from './journalFinding.ts'
export { type AnchorCounts, type JournalAnchor, type JournalWitness, readAnchors, readReceiptKey } from './checkAnchors.ts'
export type { SnapshotCounts } from './namedSnapshots.ts'
export { type JournalSnapshot, readSnapshot } from './journalSnapshot.ts'
export type { LinkStart } from './journalReplay.ts'
export type { LostRange } from './lostRange.ts'
export { type JournalEvidence, type JournalReport, verifyJournal } from './verifyJournal.ts'
export { type JournalRange, type RangeProgress, type RangeResult, verifyRange } from './verifyRange.ts'

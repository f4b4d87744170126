import type { JournalRowWire } from '@infinitio/domain/wire'
import { apply, type Book, type BookCommand, chainNow, createBook, fromCanonical, toCanonical } from '@infinitio/matching'
import { sha256 } from 'viem/utils'
import type { FindingKind, JournalFinding } from './journalFinding.ts'
import { type JournalSnapshot, snapshotOf } from './journalSnapshot.ts'
import { type LostRange, lostRange } from './lostRange.ts'
import { NamedSnapshots } from './namedSnapshots.ts'

/** The snapshot of the order book at which a replay of the journal starts. */
export type ReplayStart = { readonly snapshot: JournalSnapshot; readonly book: Book } | null

/** The trusted row after which a check of the hash chain starts. No order book is known at that row, so commands are not replayed. */
export type LinkStart = { readonly after: JournalRowWire }

type Position = { seq: bigint; atMs: bigint; hash: string; generation: number }
type Row = Omit<Position, 'generation'> & { command: string; events: string; generation: number }

/**
 * The start and the callbacks of a replay of the journal. `onRow` receives each row's hash. `onTime` is called before a row changes the order book. It receives
 * the unchanged book, and the last second of the chain's clock at which that book was valid.
 */
type ReplayWitness = {
  readonly onRow?: (row: { seq: bigint; hash: string }) => void
  readonly onTime?: (book: Book, second: number) => void
}

/** Maximum number of findings (errors of the journal) that are stored. Further ones are only counted. */
const mostFindings = 100

/**
 * Checks journal rows one after the other: their numbers, times and hashes, and that the replay of each command gives the recorded events. Continues after a
 * finding, so that later errors are found too. After a command that the order book cannot apply, it replays no further commands, but still checks numbers,
 * times and hashes.
 */
export class JournalReplay {
  readonly findings: JournalFinding[] = []
  readonly lost: LostRange[] = []
  findingCount = 0
  rows = 0
  last: Position
  /** The replayed order book. Null after a command that could not be applied, and if only the hash chain is checked. */
  book: Book | null
  /** The hash of the last row that did more than advance the clock. Such hashes are written to the chain as roots. */
  root: string | null
  readonly snapshots: NamedSnapshots
  #clock: { timestamp: bigint; atMs: bigint } | null = null
  readonly #witness: ReplayWitness

  constructor({ start, ...witness }: { start: ReplayStart | LinkStart } & ReplayWitness) {
    this.#witness = witness
    this.book = start === null ? createBook() : 'after' in start ? null : start.book
    this.root = start !== null && 'snapshot' in start ? start.snapshot.root : null
    this.last =
      start === null ? { seq: 0n, atMs: 0n, hash: journalStart, generation: 0 } : positionOf('after' in start ? start.after : start.snapshot)
    this.snapshots = new NamedSnapshots({ first: this.last.seq })
    const clock = this.book?.clock ?? null
    if (clock !== null) this.#clock = { timestamp: clock.timestamp, atMs: BigInt(clock.atMs) }
  }

  /** Stores a finding. */
  note(kind: FindingKind, seq: bigint | null, detail: string): void {
    this.findingCount += 1
    if (this.findings.length < mostFindings) this.findings.push({ kind, seq: seq === null ? null : `${seq}`, detail })
  }

  /** Checks the next row. */
  take(wire: JournalRowWire): void {
    const row = rowOf(wire)
    if (row === null) this.note('row', null, `after row ${this.last.seq} comes something that is no row`)
    else if (row.seq <= this.last.seq) this.note('order', row.seq, `comes after row ${this.last.seq}`)
    else this.#check(row)
  }

  /** Returns a snapshot of the order book after the checked rows, or null if the replay stopped early. */
  snapshot(): JournalSnapshot | null {
    const clock = this.#clock === null ? null : `${this.#clock.timestamp}`
    return this.book === null ? null : snapshotOf(this.book, { hash: this.last.hash, root: this.root, clock })
  }

  #check(row: Row): void {
    this.rows += 1
    const command = commandOf(row.command)
    if (command === null) this.note('command', row.seq, 'its command cannot be read')
    const follows = this.#checkNumber(row, command)
    if (follows && row.hash !== chainedHash({ previous: this.last.hash, ...row })) this.note('hash', row.seq, 'its hash is not of its content')
    if (row.atMs < this.last.atMs) this.note('time', row.seq, `is older than row ${this.last.seq}`)
    if (row.generation !== this.last.generation) this.note('generation', row.seq, `says generation ${row.generation}, is of ${this.last.generation}`)
    this.#replay(row, command)
    const disagrees = this.snapshots.take(command, { seq: row.seq, book: this.book })
    if (disagrees !== null) this.note('book', row.seq, disagrees)
    this.#passOn(row, command)
  }

  /**
   * Checks a row's number. Returns true if the row's hash can be checked, because the hash of the row before it is known: either the row directly follows the
   * previous row, or a generation (a new count after a restore) lists the rows between the two as lost.
   */
  #checkNumber(row: Row, command: BookCommand | null): boolean {
    const next = this.last.seq + 1n
    if (command?.kind === 'Generation') {
      const fromSecond = this.#clock?.timestamp ?? 0n
      const toSecond = this.#clock === null ? 0n : fromSecond + (row.atMs - this.#clock.atMs) / 1_000n
      const named = lostRange(command, { last: this.last.seq, before: this.last.generation, fromSecond, toSecond })
      if (named !== null && named.toSeq + 1n === row.seq) {
        this.lost.push(named)
        this.last.generation = named.generation
        return true
      }
      this.note('generation', row.seq, `does not name what was lost after row ${this.last.seq}`)
    } else if (row.seq !== next) this.note('missing', next, row.seq === next + 1n ? 'is missing' : `and the rows up to ${row.seq - 1n} are missing`)
    return row.seq === next
  }

  #replay({ seq, atMs, events }: Row, command: BookCommand | null): void {
    if (this.book === null) return
    try {
      if (command === null) throw new Error('unreadable')
      const second = secondOf(this.book, command, Number(atMs))
      if (second !== null) this.#witness.onTime?.(this.book, second)
      const given = apply(this.book, command, { seq: Number(seq), atMs: Number(atMs) })
      if (toCanonical(given) !== events) this.note('events', seq, 'the book makes something else of its command')
    } catch (error) {
      this.book = null
      if (command !== null) this.note('command', seq, `the book cannot take it: ${error instanceof Error ? error.message : String(error)}`)
    }
  }

  #passOn(row: Row, command: BookCommand | null): void {
    const { seq, atMs, hash } = row
    if (command?.kind === 'Block' && !command.final && typeof command.timestamp === 'bigint') this.#clock = { timestamp: command.timestamp, atMs }
    if (command !== null && !isTime(command)) this.root = hash
    this.last = { ...this.last, seq, atMs, hash }
    this.#witness.onRow?.({ seq, hash })
  }
}

/** Returns true for a row that only advances the clock. A journal root on the chain is never the hash of such a row. */
export function isTimeRow({ command }: Pick<JournalRowWire, 'command'>): boolean {
  const read = commandOf(command)
  return read !== null && isTime(read)
}

/** Returns the second of the chain's clock for a row, or null before the first block and for a command that cannot be read. */
export function secondOfRow(book: Book, { command, atMs }: Pick<JournalRowWire, 'command' | 'atMs'>): number | null {
  const read = commandOf(command)
  return read === null ? null : secondOf(book, read, Number(atMs))
}

function isTime({ kind }: BookCommand): boolean {
  return kind === 'Block' || kind === 'Tick'
}

function secondOf(book: Book, command: BookCommand, atMs: number): number | null {
  if (command.kind === 'Block' && !command.final) return Number(command.timestamp)
  return book.clock === null ? null : Number(chainNow(book, atMs))
}

function positionOf({ seq, atMs, hash, generation }: JournalSnapshot | JournalRowWire): Position {
  return { seq: BigInt(seq), atMs: BigInt(atMs), hash, generation }
}

const number = /^(0|[1-9][0-9]{0,18})$/

function rowOf(wire: JournalRowWire): Row | null {
  const { seq, atMs, command, events, hash, generation } = wire ?? {}
  if (typeof seq !== 'string' || typeof atMs !== 'string' || typeof command !== 'string' || typeof events !== 'string') return null
  if (!number.test(seq) || !number.test(atMs) || typeof hash !== 'string' || !/^[0-9a-f]{64}$/.test(hash)) return null
  return { seq: BigInt(seq), atMs: BigInt(atMs), command, events, hash, generation }
}

function commandOf(text: string): BookCommand | null {
  try {
    const command: unknown = fromCanonical(text)
    return typeof command === 'object' && command !== null && 'kind' in command ? (command as BookCommand) : null
  } catch {
    return null // Not JSON, or not a number. The caller reports this.
  }
}

const encoder = new TextEncoder()

/** The hash that counts as the hash before the first row. */
export const journalStart = '0'.repeat(64)

/**
 * Calculates a row's hash from the hash of the previous row: sha256(previous ‖ seq ‖ atMs ‖ length and bytes of command ‖ length and bytes of events). `seq`
 * and `atMs` are big-endian with 64 bits, the lengths with 32 bits. This function does not use the engine's code, so that a verifier need not trust the engine.
 */
export function chainedHash(row: { previous: string; seq: bigint; atMs: bigint; command: string; events: string }): string {
  const [command, events] = [encoder.encode(row.command), encoder.encode(row.events)]
  const bytes = new Uint8Array(32 + 16 + 8 + command.length + events.length)
  const view = new DataView(bytes.buffer)
  for (let at = 0; at < 32; at += 1) bytes[at] = Number.parseInt(row.previous.slice(2 * at, 2 * at + 2), 16)
  view.setBigUint64(32, row.seq)
  view.setBigUint64(40, row.atMs)
  view.setUint32(48, command.length)
  bytes.set(command, 52)
  view.setUint32(52 + command.length, events.length)
  bytes.set(events, 56 + command.length)
  return sha256(bytes).slice(2)
}

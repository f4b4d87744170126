import { z } from 'zod'
import { address, queryInt, uint64 } from '../scalars.ts'

/** Largest number of rows of one `GET /journal`. */
export const mostJournalRows = 10_000

const decimal = z.string().describe('Decimal string.')
const sha256Hex = z.string().describe('SHA-256, 64 lower-case hex digits.')

/** The query of `GET /journal`. */
export const journalQueryWire = z.strictObject({
  from: uint64.optional().describe('Rows with this number or a later one; 1 when left out.'),
  limit: queryInt(1, mostJournalRows).optional().describe(`Maximum number of rows, 1 to ${mostJournalRows}; ${mostJournalRows} by default.`),
})
/** The query of `GET /journal` as a client writes it in the URL. */
export type JournalQueryWire = z.input<typeof journalQueryWire>

/**
 * One line of `GET /journal`: a stored row of the journal. `hash` is sha256(hash before ‖ seq ‖ atMs ‖ length and bytes of command ‖ length and bytes of
 * events). Numbers are big-endian with 64 bits (lengths 32). The hash before the first row is 32 zero bytes.
 */
export const journalRowWire = z
  .strictObject({
    seq: decimal,
    atMs: decimal.describe('Wall clock of the engine in milliseconds, which never decreases.'),
    command: z.string().describe('Canonical JSON of the command, as it is hashed.'),
    events: z.string().describe('Canonical JSON of the events that followed from the command.'),
    hash: sha256Hex,
    generation: z.int().describe('Number of times that the journal was restored to a state before published rows.'),
  })
  .meta({ id: 'JournalRow' })
export type JournalRowWire = z.infer<typeof journalRowWire>

/**
 * `GET /journal/books`: hashes of the engine's order book, newest first. The engine publishes a hash for each stored snapshot of the order book, and one more
 * when it stops.
 */
export const journalBooksWire = z
  .strictObject({ items: z.array(z.strictObject({ seq: decimal, bookHash: sha256Hex.describe('SHA-256 of the canonical book after this row.') })) })
  .meta({ id: 'JournalBooks' })
export type JournalBooksWire = z.infer<typeof journalBooksWire>

/**
 * `GET /journal/head`: the last row of the journal. It is signed over `journalHeadText` by the receipt key, which is published in the Directory contract. An
 * empty journal has number 0 and 64 zeros.
 */
export const journalHeadWire = z
  .strictObject({
    seq: decimal,
    hash: sha256Hex,
    generation: z.int(),
    signedAt: z.int().describe('Unix seconds of the wall clock.'),
    signer: address,
    signature: z.string(),
  })
  .meta({ id: 'JournalHead' })
export type JournalHeadWire = z.infer<typeof journalHeadWire>

/** Returns the text of the journal's last row that the receipt key signs (EIP-191). Verifiers build the same text. */
export function journalHeadText({ seq, hash, generation, signedAt }: Omit<JournalHeadWire, 'signer' | 'signature'>): string {
  return `Infinitio journal head\nJournal: ${seq} ${hash}\nGeneration: ${generation}\nSigned: ${signedAt}`
}

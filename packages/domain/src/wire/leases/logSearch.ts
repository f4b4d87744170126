import { z } from 'zod'

/** A number in a log: a byte offset, a size or a line number. It has up to fifteen digits. */
const place = z.int().min(0).max(999_999_999_999_999)
const shown = z.string().max(4_096)

/** A search in a lease's log: a plain text of one line. The machine that searches checks its length in bytes. */
export const logSearchWire = z.strictObject({
  text: z
    .string()
    .min(1)
    .max(200)
    .refine((text) => !/[\r\n]/.test(text)),
  matchCase: z.boolean(),
  /** The number of hits to skip, for the next page. */
  skip: z.int().min(0).max(1_000_000),
})
export type LogSearchWire = z.infer<typeof logSearchWire>

/** One hit: its byte offset in the log, its line number, and the line around it as text. */
export const logHitWire = z.strictObject({ offset: place, line: place, before: shown, match: shown, after: shown })
export type LogHitWire = z.infer<typeof logHitWire>

/**
 * The result of a search in a log: the total number of hits, and at most 200 of the hits. `isWhole` is false when the search took too long and stopped early.
 */
export const logHitsWire = z.strictObject({ sizeBytes: place, isWhole: z.boolean(), total: place, hits: z.array(logHitWire).max(200) })
export type LogHitsWire = z.infer<typeof logHitsWire>

/** The lines of a log before and after a position. `offset` is the byte at which they begin. */
export const logPartWire = z.strictObject({ offset: place, sizeBytes: place, before: z.string().max(32_768), after: z.string().max(32_768) })
export type LogPartWire = z.infer<typeof logPartWire>

/** A message that a client sends to the gateway once the gateway has accepted its token for a log search. The answer has the same `id`. */
export const logQuestionWire = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('search'), id: z.int().min(0).max(1_000_000_000), search: logSearchWire }),
  z.strictObject({ type: z.literal('part'), id: z.int().min(0).max(1_000_000_000), offset: place }),
  z.strictObject({ type: z.literal('ping') }),
])
export type LogQuestionWire = z.infer<typeof logQuestionWire>

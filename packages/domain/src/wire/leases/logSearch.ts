import { z } from 'zod'

/** Fifteen digits. */
const place = z.int().min(0).max(999_999_999_999_999)
const shown = z.string().max(4_096)

/** What to look for in the log of a lease: a plain text of one line. Its bytes are counted where it is taken. */
export const logSearchWire = z.strictObject({
  text: z
    .string()
    .min(1)
    .max(200)
    .refine((text) => !/[\r\n]/.test(text)),
  matchCase: z.boolean(),
  /** How many hits to leave out, for those that come after. */
  skip: z.int().min(0).max(1_000_000),
})
export type LogSearchWire = z.infer<typeof logSearchWire>

/** One hit: its byte in the log, the number of its line, and the line around it as text. */
export const logHitWire = z.strictObject({ offset: place, line: place, before: shown, match: shown, after: shown })
export type LogHitWire = z.infer<typeof logHitWire>

/** The hits: how often the text is in the log, and at most 200 of them. `isWhole` false: the search took too long and the rest was left out. */
export const logHitsWire = z.strictObject({ sizeBytes: place, isWhole: z.boolean(), total: place, hits: z.array(logHitWire).max(200) })
export type LogHitsWire = z.infer<typeof logHitsWire>

/** Lines of a log around a place: what comes before it and after it. `offset` is where they begin. */
export const logPartWire = z.strictObject({ offset: place, sizeBytes: place, before: z.string().max(32_768), after: z.string().max(32_768) })
export type LogPartWire = z.infer<typeof logPartWire>

/** What a client says to the gateway after it was let in to search; `id` comes back with the answer. */
export const logQuestionWire = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('search'), id: z.int().min(0).max(1_000_000_000), search: logSearchWire }),
  z.strictObject({ type: z.literal('part'), id: z.int().min(0).max(1_000_000_000), offset: place }),
  z.strictObject({ type: z.literal('ping') }),
])
export type LogQuestionWire = z.infer<typeof logQuestionWire>

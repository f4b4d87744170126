import type { BookCommand } from '@infinitio/matching'

type Generation = Extract<BookCommand, { kind: 'Generation' }>

/**
 * Rows that a restore of the database lost: from `fromSeq` to `toSeq`, with the `hash` of the last lost row if it is known. `fromHour` and `toHour` are the
 * first and last hour of the chain's clock in which their roots may have been written to the chain.
 */
export type LostRange = {
  readonly generation: number
  readonly fromSeq: bigint
  readonly toSeq: bigint
  readonly hash: string | null
  readonly fromHour: bigint
  readonly toHour: bigint
}

/**
 * Returns the range of lost rows that a `Generation` command (a new count after a restore) lists. `last` is the row before the command's row. Returns null if
 * the command's generation is not newer than `before`, or if the lost rows do not begin right after `last`.
 */
export function lostRange(
  { generation, lostFromSeq, lostToSeq, lostHash }: Generation,
  { last, before, fromSecond, toSecond }: { last: bigint; before: number; fromSecond: bigint; toSecond: bigint },
): LostRange | null {
  if (![generation, lostFromSeq, lostToSeq].every(Number.isSafeInteger)) return null
  if (generation <= before || BigInt(lostFromSeq) !== last + 1n || lostToSeq < lostFromSeq) return null
  const hours = { fromHour: fromSecond / 3_600n, toHour: toSecond / 3_600n + 1n }
  return { generation, fromSeq: BigInt(lostFromSeq), toSeq: BigInt(lostToSeq), hash: lostHash, ...hours }
}

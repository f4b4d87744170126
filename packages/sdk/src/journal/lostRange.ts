import type { BookCommand } from '@infinitio/matching'

type Generation = Extract<BookCommand, { kind: 'Generation' }>

/**
 * Rows that a restore lost: from `fromSeq` to `toSeq`, the last of them with `hash` where it is known. `fromHour` and `toHour`: the hours of the chain's
 * clock in which they may have been anchored.
 */
export type LostRange = {
  readonly generation: number
  readonly fromSeq: bigint
  readonly toSeq: bigint
  readonly hash: string | null
  readonly fromHour: bigint
  readonly toHour: bigint
}

/** What a `Generation` names as lost when it follows row `last` of a journal of `generation`; null when it does not name what it must. */
export function lostRange(
  { generation, lostFromSeq, lostToSeq, lostHash }: Generation,
  { last, before, fromSecond, toSecond }: { last: bigint; before: number; fromSecond: bigint; toSecond: bigint },
): LostRange | null {
  if (![generation, lostFromSeq, lostToSeq].every(Number.isSafeInteger)) return null
  if (generation <= before || BigInt(lostFromSeq) !== last + 1n || lostToSeq < lostFromSeq) return null
  const hours = { fromHour: fromSecond / 3_600n, toHour: toSecond / 3_600n + 1n }
  return { generation, fromSeq: BigInt(lostFromSeq), toSeq: BigInt(lostToSeq), hash: lostHash, ...hours }
}

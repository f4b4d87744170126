import type { Queryable } from '../client/queryable.ts'

/** Marks the blocks `from` to `to` (both included) final. Throws unless every one of them is there and was not. Index: blocks (number). Locks their rows. */
export async function finalizeBlocks(tx: Queryable, { from, to }: { from: bigint; to: bigint }): Promise<void> {
  if (to < from) return
  const marked = await tx.query<{ number: bigint }>('update blocks set final = true where number between $1 and $2 and not final returning number', [
    from,
    to,
  ])
  if (BigInt(marked.length) !== to - from + 1n) throw new Error(`of the blocks ${from} to ${to} some are unknown or final already`)
}

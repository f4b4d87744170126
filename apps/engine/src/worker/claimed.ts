import type { Sender } from './sender.ts'

/** The most pieces of work that a key claims at a time, so that the other keys can claim the rest. */
const CLAIMS_AT_ONCE = 8

/**
 * Claims the pieces of work that no other key works on, a few at a time while `mayGoOn` is true, passes them to `run` and releases them afterwards. `names`
 * identify the pieces in all processes. If a process crashes, its claims are released, too.
 */
export async function claimed(
  { claims }: Pick<Sender, 'claims'>,
  { names, mayGoOn, run }: { names: readonly string[]; mayGoOn: () => boolean; run: (names: string[]) => Promise<void> },
): Promise<void> {
  for (let at = 0; at < names.length && mayGoOn(); at += CLAIMS_AT_ONCE) {
    const taken = await claims.tryClaim(names.slice(at, at + CLAIMS_AT_ONCE))
    try {
      if (taken.length > 0) await run(taken)
    } finally {
      await claims.releaseClaims(taken)
    }
  }
}

import type { Sender } from './sender.ts'

/** So many pieces of work are taken at once, so that several keys share what waits. */
const CLAIMS_AT_ONCE = 8

/**
 * Gives `run` the pieces of work that no other key works on, a few at a time while the key takes work, and lets go of them
 * afterwards. `names` name them for every key of every process; whoever crashes lets go too.
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

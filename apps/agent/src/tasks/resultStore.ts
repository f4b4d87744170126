import type { Hex32 } from '@infinitio/domain'

type Place = { readonly taskId: Hex32; readonly commitment: Hex32 }
/** Stores the encrypted result of a task once and returns the store's receipt. Calls `seal` to encrypt it. */
export type ResultStore = (place: Place, seal: () => Promise<Uint8Array<ArrayBuffer>>) => Promise<`0x${string}`>

/** After a failure, the store is not asked again for this many milliseconds. */
const restMs = 5_000
const mostKept = 1_000

/** Returns a store that sends each result once. For five seconds after a failure, it answers with the same failure and sends nothing; then it tries again. */
export function createResultStore(
  put: (place: Place, sealed: Uint8Array<ArrayBuffer>) => Promise<{ readonly receipt: string }>,
  { nowMs = () => performance.now() }: { readonly nowMs?: () => number } = {},
): ResultStore {
  const kept = new Map<Hex32, { readonly receipt: Promise<`0x${string}`>; failedAt: number | null }>()
  return (place, seal) => {
    const known = kept.get(place.commitment)
    if (known !== undefined && (known.failedAt === null || nowMs() - known.failedAt < restMs)) return known.receipt
    const receipt = seal().then(async (sealed) => (await put(place, sealed)).receipt as `0x${string}`)
    const own: { readonly receipt: Promise<`0x${string}`>; failedAt: number | null } = { receipt, failedAt: null }
    receipt.catch(() => {
      own.failedAt = nowMs()
    })
    kept.delete(place.commitment)
    kept.set(place.commitment, own)
    for (const old of [...kept.keys()].slice(0, Math.max(0, kept.size - mostKept))) kept.delete(old)
    return receipt
  }
}

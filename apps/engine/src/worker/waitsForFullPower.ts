import type { AttestedRoot } from '@infinitio/chain'
import type { Sender } from './sender.ts'

/** If at least this many validators signed a statement, the contract gives it full power: a renter gets compensation for a lost machine. */
export const fullPowerSigners = 4
/** Milliseconds for which the worker waits for the remaining signatures of a small set of validators. */
const WAIT_MS = 60_000

/**
 * Returns true if a statement about a lease should wait for more signatures. In a set of four validators, three are a quorum, but only four have full power. If
 * the worker sent the first three signatures, the renter would get no compensation because the fourth validator was a second slower. After a minute the worker
 * sends what it has, so that no silent validator keeps the renter's money locked. `name` names the work. Remembers the end of the wait in memory only: after a
 * restart, the worker waits for another minute at most.
 */
export function waitsForFullPower({ lookAtMs, nowMs }: Pick<Sender, 'lookAtMs' | 'nowMs'>, name: string, proof: AttestedRoot['proof']): boolean {
  const key = `${name}/full power`
  if (proof.signatures.length >= fullPowerSigners || proof.members.length < fullPowerSigners) {
    lookAtMs.delete(key)
    return false
  }
  const untilMs = lookAtMs.get(key) ?? nowMs() + WAIT_MS
  lookAtMs.set(key, untilMs)
  return nowMs() < untilMs
}

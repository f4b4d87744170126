import { isRightNonce, refuteEntriesCall, refuteNonceCall, type ShownStatement } from '@infinitio/chain'
import { zeroAddress, zeroHex32 } from '@infinitio/domain'
import { type CalledNonce, hashEntries, hashEntry, proofLimits, type ProofSigningDomain } from '@infinitio/domain/proofs'
import { sendCall } from '../validator/sendCall.ts'
import type { OpenValidator } from '../validator/validator.ts'

/** The nonces of a slot that this validator knows: those that count, and all that the board shows, also false ones. */
export type KnownNonces = { readonly counted: readonly CalledNonce[]; readonly shown: readonly CalledNonce[] }

type Shown = ShownStatement & { readonly domain: ProofSigningDomain }

/**
 * Refutes a root with a false list of nonces: an empty one, a too long one, a wrong sequence or a false nonce. The nonces decide which rows a machine opens. A root has only the
 * hash of its list, so this tries the lists that the nonces of the board can form. Returns false if none of them has this hash, or if the list is right. Throws the errors of the chain.
 */
export async function refuteEntries(
  validator: Pick<OpenValidator, 'client' | 'address' | 'privateKey' | 'logger'>,
  { domain, ...shown }: Shown,
  known: KnownNonces,
): Promise<boolean> {
  const { root, statement } = shown
  const list = possibleLists(known).find((one) => hashEntries(one.map(hashEntry)) === statement.calls)
  if (list === undefined) return false
  const { checker } = domain
  const entries = list.map(hashEntry)
  const at = (index: number) => ({ entries, index, nonce: list[index] ?? nothing })
  const hasWrongCount = list.length === 0 || list.length > statement.timers || statement.timers > proofLimits.timers
  const second = list.findIndex((entry, index) => index > 0 && !isAfter(entry, list[index - 1]))
  if (hasWrongCount || second > 0) {
    const call = refuteEntriesCall({ ...shown, checker, first: at(Math.max(0, second - 1)), second: at(Math.max(0, second)) })
    return await sendCall(validator, call, `refuting the list of nonces in ${root}`)
  }
  for (const [index, entry] of list.entries()) {
    if (await isRightNonce(entry, statement, domain)) continue
    return await sendCall(validator, refuteNonceCall({ ...shown, checker, shownNonce: at(index) }), `refuting a nonce in ${root}`)
  }
  return false
}

/** The contract reads no nonce of a list with a wrong length. */
const nothing: CalledNonce = { place: 0, timer: zeroAddress, nonce: zeroHex32, nonceHash: zeroHex32, doorHash: zeroHex32, signature: '0x' }

function isAfter({ place, timer }: CalledNonce, before: CalledNonce | undefined): boolean {
  return before !== undefined && before.place < place && before.timer !== timer
}

/**
 * Returns the lists that a false judge could make of the nonces on a board: all of them, the right ones with one more, one in place of another or one left out, and each in the
 * sequence of the board, of places and of timers. Their number grows with the square of the nonces, of which a board has at most 32.
 */
export function possibleLists({ counted, shown }: KnownNonces): CalledNonce[][] {
  const strange = shown.filter((entry) => !counted.some((it) => hashEntry(it) === hashEntry(entry)))
  const changed = [...strange, ...counted].flatMap((entry) => [
    [...counted, entry],
    ...counted.map((_, at) => counted.map((it, index) => (index === at ? entry : it))),
  ])
  const shorter = counted.map((_, at) => counted.filter((__, index) => index !== at))
  const sets = [[], [...counted], [...shown], [...shown].toReversed(), [...counted].toReversed(), ...shorter, ...changed]
  return sets.flatMap((set) => [set, set.toSorted((one, other) => one.place - other.place), set.toSorted(byTimer)])
}

const byTimer = (one: CalledNonce, other: CalledNonce) => (one.timer < other.timer ? -1 : 1)

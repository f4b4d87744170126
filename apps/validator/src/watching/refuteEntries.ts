import { isRightNonce, refuteEntriesCall, refuteNonceCall, type ShownStatement } from '@infinitio/chain'
import { zeroAddress, zeroHex32 } from '@infinitio/domain'
import { type CalledNonce, hashEntries, hashEntry, proofLimits, type ProofSigningDomain } from '@infinitio/domain/proofs'
import { sendCall } from '../validator/sendCall.ts'
import type { OpenValidator } from '../validator/validator.ts'

/**
 * The nonces of one proof slot that this validator knows. Nonces select the rows that machines must reveal. `counted` has the valid nonces, and `shown` has all
 * nonces that the API returned, including false ones.
 */
export type KnownNonces = { readonly counted: readonly CalledNonce[]; readonly shown: readonly CalledNonce[] }

type Shown = ShownStatement & { readonly domain: ProofSigningDomain }

/**
 * Proves to the contract that a root about GPU proofs is false because of its list of nonces: the list is empty or too long, its order is wrong, or it has a
 * false nonce. The nonces decide which rows a machine must reveal. The root contains only a hash of the list. So this function tries the lists of
 * `possibleLists`, and looks for one with this hash. Returns false if none has it, or if the list is right. Throws the errors of the chain.
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

/** If the list has a wrong length, the contract reads none of its nonces, so pass an empty nonce. */
const nothing: CalledNonce = { place: 0, timer: zeroAddress, nonce: zeroHex32, nonceHash: zeroHex32, doorHash: zeroHex32, signature: '0x' }

function isAfter({ place, timer }: CalledNonce, before: CalledNonce | undefined): boolean {
  return before !== undefined && before.place < place && before.timer !== timer
}

/**
 * Returns the lists of nonces that a dishonest validator could have made from the nonces that the API has:
 * - no nonce, all nonces, and the right nonces (the last two also in reverse order)
 * - the right nonces with one more, with one replaced, or with one left out
 * - each of these lists also in the order in which the timers were selected, and in the order of the timers' addresses
 *
 * The number of lists grows with the square of the number of nonces.
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

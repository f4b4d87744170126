import { assert, type Hex32, keccak256Hex, packWords } from '@infinitio/domain'

/**
 * A slot of GPU proofs in which a machine sent an answer that validators judged. `wrong` has the hashes of its answers (commits) with a wrong row, in any
 * order.
 */
type AnsweredSlot = { readonly at: bigint; readonly wrong: readonly Hex32[] }

/** A machine with the slots of GPU proofs that it answered. `bond` is the bond that this machine needs, in PToken base units. */
type AnsweringNode = { readonly node: Hex32; readonly bond: bigint; readonly slots: readonly AnsweredSlot[] }

/** The proven fraud of a provider: the part of the whole bond that is slashed, in basis points, and the hash of the evidence. */
type ProvenFraud = { readonly shareBps: number; readonly evidenceHash: Hex32 }

/**
 * A machine commits a fraud if its answers have a wrong row in at least `wrongSlots` of the last `judgedSlots` slots that it answered. Missing and late answers
 * do not count, because a stranger can block the machine's connection.
 */
const judgedSlots = 6
const wrongSlots = 5
/**
 * A slash takes half of the bond that the fraudulent machines need, in basis points (5,000 of 10,000). The vault never takes more than half of a provider's
 * bond at once.
 */
const mostShareBps = 5_000n

/**
 * Returns the hashes of the answers with a wrong row in a machine's last six answered slots. Returns null, which means no fraud, if the machine answered fewer
 * than six slots or if fewer than five of them have a wrong row.
 */
export function wrongCommits(slots: readonly AnsweredSlot[]): Hex32[] | null {
  const last = slots.toSorted((one, other) => Number(other.at - one.at)).slice(0, judgedSlots)
  const wrong = last.filter((slot) => slot.wrong.length > 0)
  return last.length === judgedSlots && wrong.length >= wrongSlots ? wrong.flatMap((slot) => slot.wrong).toSorted() : null
}

/**
 * Returns the fraud of a provider, or null if it has none. The result covers all machines of the provider that answer with wrong rows, because only one slash
 * of an account can wait at a time. `bond` is the bond that one machine needs, and `requiredBond` the bond that all machines of the provider need. The slash
 * takes half of the bonds of the fraudulent machines; `shareBps` is this amount as a share of the whole bond. The same slots give everyone the same result.
 * Asserts that no bond is negative.
 */
export function provenFraud(nodes: readonly AnsweringNode[], { requiredBond }: { readonly requiredBond: bigint }): ProvenFraud | null {
  const found = nodes.flatMap(({ node, bond, slots }) => {
    assert(bond >= 0n && requiredBond >= 0n, 'a bond is not negative')
    const commits = wrongCommits(slots)
    return commits === null ? [] : [{ node, bond, commits }]
  })
  if (found.length === 0) return null
  const part = found.reduce((sum, { bond }) => sum + bond, 0n)
  // The provider may have retired machines since, so that `requiredBond` is now smaller than `part`. Then the fraudulent machines count as all machines of the
  // provider.
  const whole = requiredBond > part ? requiredBond : part
  const shareBps = whole === 0n ? 0 : Number((mostShareBps * part) / whole)
  const evidence = found.toSorted((one, other) => (one.node < other.node ? -1 : 1)).flatMap(({ node, commits }) => [node, ...commits])
  return shareBps === 0 ? null : { shareBps, evidenceHash: keccak256Hex(packWords(evidence.map((word) => BigInt(word)))) }
}

import { assert, type Hex32, keccak256Hex, packWords } from '@infinitio/domain'

/** A judged slot that a machine answered. `wrong` has the hashes of its commits of which a row was wrong, in any order. */
type AnsweredSlot = { readonly at: bigint; readonly wrong: readonly Hex32[] }

/** A machine with the slots that it answered and its part of the provider's bond, in PToken base units. */
type AnsweringNode = { readonly node: Hex32; readonly bond: bigint; readonly slots: readonly AnsweredSlot[] }

/** A provider's fraud: the share of everything that it has at risk, and the hash of the evidence. */
type ProvenFraud = { readonly shareBps: number; readonly evidenceHash: Hex32 }

/** A machine is a fraud if it answered five of its last six slots with a wrong row. Silent and late answers do not count, because a stranger can fill its line. */
const judgedSlots = 6
const wrongSlots = 5
/** Half of the machine's part of the bond, which is the most that the vault takes of a bond at once. */
const mostShareBps = 5_000n

/** Returns the commits with a wrong row of a machine's last six slots, if at least five of these slots have one; else null. */
export function wrongCommits(slots: readonly AnsweredSlot[]): Hex32[] | null {
  const last = slots.toSorted((one, other) => Number(other.at - one.at)).slice(0, judgedSlots)
  const wrong = last.filter((slot) => slot.wrong.length > 0)
  return last.length === judgedSlots && wrong.length >= wrongSlots ? wrong.flatMap((slot) => slot.wrong).toSorted() : null
}

/**
 * Returns the fraud of a provider with all its machines that answer with wrong rows, because only one slash of an account waits at a time; null without any.
 * `requiredBond` is that of all its machines. The slash takes half of the part of the bond that answers for these machines. Everyone who judged the same slots gets
 * the same. Asserts that no bond is negative.
 */
export function provenFraud(nodes: readonly AnsweringNode[], { requiredBond }: { readonly requiredBond: bigint }): ProvenFraud | null {
  const found = nodes.flatMap(({ node, bond, slots }) => {
    assert(bond >= 0n && requiredBond >= 0n, 'a bond is not negative')
    const commits = wrongCommits(slots)
    return commits === null ? [] : [{ node, bond, commits }]
  })
  if (found.length === 0) return null
  const part = found.reduce((sum, { bond }) => sum + bond, 0n)
  // A provider that retired its other machines, or this one, does not have a smaller part than the whole.
  const whole = requiredBond > part ? requiredBond : part
  const shareBps = whole === 0n ? 0 : Number((mostShareBps * part) / whole)
  const evidence = found.toSorted((one, other) => (one.node < other.node ? -1 : 1)).flatMap(({ node, commits }) => [node, ...commits])
  return shareBps === 0 ? null : { shareBps, evidenceHash: keccak256Hex(packWords(evidence.map((word) => BigInt(word)))) }
}

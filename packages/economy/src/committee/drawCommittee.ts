import { type Address, assert, type Hex32, keccak256 } from '@infinitio/domain'

/** The number of members that the beacon's random seed selects from a validator set for an hour. If the set is smaller, all its members sign. */
export const committeeSize = 16

/**
 * The kind of statement that a committee (validators selected for an hour) signs. Emission has its own committee; all other statements of an hour have one
 * committee in common.
 */
export type CommitteeKind = 'emission' | 'shared'

/** A member of a validator set, with its stake in PToken base units. A list of members has the order in which the set was hashed. */
export type CommitteeMember = { readonly account: Address; readonly stake: bigint }

/**
 * Returns the members of a validator set that sign for an hour (`epoch`, Unix time ÷ 3,600), in the set's order. If the set has more than sixteen members, the
 * beacon's random seed selects sixteen of them, one after another. In each selection, the chance of a member is its share of the stake of all members that are
 * not selected yet. If `seed` is null, all members sign: the hour has no seed, or the set changed too late for the seed. Asserts a positive stake for each
 * member that the selection reads. Calculates the same as `CommitteeLib`.
 */
export function drawCommittee<Member extends CommitteeMember>(
  members: readonly Member[],
  { seed, setHash, kind, epoch }: { seed: Hex32 | null; setHash: Hex32; kind: CommitteeKind; epoch: bigint },
): readonly Member[] {
  if (members.length <= committeeSize || seed === null) return members
  const own = hashWords([wordOf('Committee'), BigInt(seed), BigInt(setHash), kind === 'emission' ? wordOf(kind) : 0n, epoch])
  const waiting = [...members]
  let left = waiting.reduce((sum, { stake }) => sum + stake, 0n)
  const drawn = new Set<Member>()
  for (let place = 0n; place < committeeSize; place += 1n) {
    let point = hashWords([own, place]) % left
    const at = waiting.findIndex(({ stake }) => {
      assert(stake > 0n, 'a member has a stake')
      point -= stake
      return point < 0n
    })
    const [member] = waiting.splice(at, 1)
    assert(member !== undefined, 'the point lies within the stake that is left')
    left -= member.stake
    drawn.add(member)
  }
  return members.filter((member) => drawn.has(member))
}

/** Returns the Solidity `bytes32` word of a short text. */
function wordOf(text: string): bigint {
  return [...new TextEncoder().encode(text.padEnd(32, '\0'))].reduce((word, byte) => (word << 8n) | BigInt(byte), 0n)
}

/** keccak256(abi.encode(...words)). */
function hashWords(words: readonly bigint[]): bigint {
  const bytes = new Uint8Array(32 * words.length)
  for (const [index, word] of words.entries()) {
    const view = new DataView(bytes.buffer, 32 * index, 32)
    for (let part = 3; part >= 0; part -= 1) view.setBigUint64(8 * part, BigInt.asUintN(64, word >> BigInt(64 * (3 - part))))
  }
  return keccak256(bytes).reduce((value, byte) => (value << 8n) | BigInt(byte), 0n)
}

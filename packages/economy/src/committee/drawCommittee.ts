import { type Address, assert, type Hex32, keccak256 } from '@infinitio/domain'

/** Members of a set that sign about emission in an hour; of a smaller set all do. */
const committeeSize = 16

/** A member of a set, in the order of the set's hash: its stake in PToken base units. */
export type CommitteeMember = { readonly account: Address; readonly stake: bigint }

/**
 * Those of a set's members who sign about emission in an hour (Unix time divided by 3,600), in the set's order: of more than sixteen the sixteen whom the hour's
 * seed of the beacon draws, one after the other, each with the chance of its stake in that of all not drawn yet. Without a seed all sign: it is `null` where the
 * hour has none, and where the set was formed after the hour's commitments closed. Asserts that each member has a stake. Twin of `CommitteeLib`.
 */
export function drawCommittee<Member extends CommitteeMember>(
  members: readonly Member[],
  { seed, setHash, epoch }: { seed: Hex32 | null; setHash: Hex32; epoch: bigint },
): readonly Member[] {
  if (members.length <= committeeSize || seed === null) return members
  const own = hashWords([wordOf('Committee'), BigInt(seed), BigInt(setHash), wordOf('emission'), epoch])
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

/** A Solidity `bytes32` word of a short text. */
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

import { type Address, address, assert, keccak256 } from '@infinitio/domain'
import { merkleTree, proofOf, rootOf } from '../merkle/merkleTree.ts'
import { writeWord } from '../merkle/writeWord.ts'
import type { HostingShare } from './hostingShares.ts'

/** The part of a programme that the root of a day assigns, in PToken base units. */
export type HostingBudget = { readonly programme: bigint; readonly amount: bigint }

/**
 * The Merkle tree of a day of the hosting programmes. For each programme, it has a leaf with the amount that the day assigns, even if this amount is 0. It also
 * has a leaf for each share of an account. Validators sign the tree's root under the subject (topic) "hosting".
 */
export type HostingTree = {
  readonly root: Uint8Array
  readonly budgets: readonly HostingBudget[]
  readonly shares: readonly HostingShare[]
  /** The shares in the form in which the contract's event has them: programme (8 bytes), account (20), amount (12). */
  readonly packed: Uint8Array
  /** Returns the Merkle path of a programme's budget; null if the day does not have the programme. */
  readonly budgetPath: (programme: bigint) => Uint8Array[] | null
  /** Returns the Merkle path of an account's share of a programme; null if it has none. */
  readonly sharePath: (share: { readonly programme: bigint; readonly account: Address }) => Uint8Array[] | null
}

/** The bytes of one share in the event of the contract. */
const shareBytes = 40
const kinds = { budget: new TextEncoder().encode('HostingBudget'), share: new TextEncoder().encode('HostingShare') }

/**
 * Makes the tree of a day from the shares and the numbers of all programmes that have this day. Returns null if there are no programmes. Asserts that each
 * share belongs to one of these programmes. `HostingLib.leafOf` hashes the leaves in the same way.
 */
export function hostingTree({
  day,
  programmes,
  shares,
}: {
  readonly day: bigint
  readonly programmes: readonly bigint[]
  readonly shares: readonly HostingShare[]
}): HostingTree | null {
  if (programmes.length === 0) return null
  const sums = new Map(programmes.map((programme) => [programme, 0n]))
  for (const { programme, amount } of shares) {
    const sum = sums.get(programme)
    assert(sum !== undefined, 'a share is of a programme of the day')
    sums.set(programme, sum + amount)
  }
  const budgets = [...sums].map(([programme, amount]) => ({ programme, amount }))
  const budgetLeaves = new Map(budgets.map((budget) => [budget.programme, budgetLeaf(day, budget)]))
  const shareLeaves = new Map(shares.map((share) => [keyOf(share), shareLeaf(day, share)]))
  const tree = merkleTree([...budgetLeaves.values(), ...shareLeaves.values()])
  const pathOf = (leaf: Uint8Array | undefined) => (leaf === undefined ? null : proofOf(tree, leaf))
  return {
    ...{ root: rootOf(tree), budgets, shares, packed: packShares(shares) },
    budgetPath: (programme) => pathOf(budgetLeaves.get(programme)),
    sharePath: (share) => pathOf(shareLeaves.get(keyOf(share))),
  }
}

function keyOf({ programme, account }: Pick<HostingShare, 'programme' | 'account'>): string {
  return `${programme} ${account}`
}

function budgetLeaf(day: bigint, { programme, amount }: HostingBudget): Uint8Array {
  return leafOf(kinds.budget, [programme, day, amount])
}

function shareLeaf(day: bigint, { programme, account, amount }: HostingShare): Uint8Array {
  return leafOf(kinds.share, [programme, day, BigInt(account), amount])
}

/** Hashes a leaf twice, so that no inner node is a valid leaf. */
function leafOf(kind: Uint8Array, values: readonly bigint[]): Uint8Array {
  const words = new Uint8Array((1 + values.length) * 32)
  words.set(kind, 0)
  for (const [index, value] of values.entries()) writeWord(words, { at: index + 1, value })
  return keccak256(keccak256(words))
}

function packShares(shares: readonly HostingShare[]): Uint8Array {
  const hex = shares.map(({ programme, account, amount }) => `${word(programme, 8)}${account.slice(2)}${word(amount, 12)}`).join('')
  return Uint8Array.from({ length: hex.length / 2 }, (_, at) => Number.parseInt(hex.slice(2 * at, 2 * at + 2), 16))
}

function word(value: bigint, bytes: number): string {
  const digits = value.toString(16)
  assert(value >= 0n && digits.length <= 2 * bytes, 'a value fits its bytes')
  return digits.padStart(2 * bytes, '0')
}

/** Reads the shares from the contract's event, in hex. Asserts that the text has whole shares. */
export function readShares(packed: string): readonly HostingShare[] {
  const digits = packed.slice(2)
  assert(digits.length % (2 * shareBytes) === 0, 'the shares of a day are whole')
  return Array.from({ length: digits.length / (2 * shareBytes) }, (_, place) => {
    const share = digits.slice(place * 2 * shareBytes, (place + 1) * 2 * shareBytes)
    return { programme: BigInt(`0x${share.slice(0, 16)}`), account: address(`0x${share.slice(16, 56)}`), amount: BigInt(`0x${share.slice(56)}`) }
  })
}

import { type Address, checkDayOf, checkersOf, checkLimits, checkSecondsOf } from '@infinitio/domain'
import type { Client } from 'viem'
import { readCommitteeSeed } from './readCommitteeSeed.ts'
import type { ReadValidatorSet } from './readValidatorSet.ts'

const hourSeconds = 3_600

type Member = ReadValidatorSet['members'][number]

/** One check of a model, by the running number `slot` of the check, in the market with this Directory contract. */
type OfCheck = {
  readonly directory: Address
  readonly chainId: number
  readonly set: Pick<ReadValidatorSet, 'members' | 'since'>
  readonly slot: number
  readonly model: string
}

/**
 * Returns the validators that check a model on the day of a check, in the set's order. The random seed of the hour before that day selects them, so that a
 * service learns only shortly before who checks it. A small set is returned whole, without reading the chain. Throws viem's errors.
 */
export async function readCheckers(client: Client, { directory, chainId, set, slot, model }: OfCheck): Promise<readonly Member[]> {
  const { members, since } = set
  if (members.length <= checkLimits.checkers) return members
  const day = checkDayOf(slot)
  const startsAt = day * checkLimits.perDay * checkSecondsOf(chainId)
  const round = BigInt(Math.floor(startsAt / hourSeconds) - 1)
  const seed = await readCommitteeSeed(client, { directory, round, since })
  return checkersOf({ day, model, seed, members })
}

/**
 * Returns the validators that check a model in any of the twenty checks that end with `slot`, in the set's order. These checks belong to at most two days.
 * Throws viem's errors.
 */
export async function readCheckersOfDay(client: Client, check: OfCheck): Promise<readonly Member[]> {
  const first = Math.max(0, check.slot - checkLimits.perDay + 1)
  const last = await readCheckers(client, check)
  if (checkDayOf(first) === checkDayOf(check.slot)) return last
  const both = new Set([...last, ...(await readCheckers(client, { ...check, slot: first }))].map(({ account }) => account))
  return check.set.members.filter(({ account }) => both.has(account))
}

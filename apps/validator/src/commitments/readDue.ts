import { type FuturesCommitment, readCommitments } from '@infinitio/chain'
import type { Address } from '@infinitio/domain'
import type { OpenValidator, Round } from '../validator/validator.ts'

/** Reads what it does not know yet of all commitments, and again those whose window is over and whose bond is still there; returns all of them. Throws what the chain throws. */
export async function readDue(
  { client, commitments }: Pick<OpenValidator, 'client' | 'commitments'>,
  { head, headTime }: Pick<Round, 'head' | 'headTime'>,
  futuresCommitment: Address,
): Promise<readonly FuturesCommitment[]> {
  const known = [...commitments.values()]
  const open = known.find(({ until, isSettled }) => !isSettled && BigInt(until) <= headTime)
  const fromId = open?.id ?? BigInt(known.length + 1)
  for (const one of await readCommitments(client, { futuresCommitment, fromId, blockNumber: head })) commitments.set(one.id, one)
  return [...commitments.values()]
}

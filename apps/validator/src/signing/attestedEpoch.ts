import { attestationsAbi, nameKey } from '@infinitio/chain'
import type { OpenValidator, Round } from '../validator/validator.ts'

/**
 * Returns the hour of the newest Merkle root that enough validators attested for one subject (a kind of root, such as the one about machines). Returns 0 if
 * there is none, or if the newest root has too few signatures for full power. Anybody can submit such a root, for example the first three signatures of four
 * validators, so it must not end the work of validators: they submit the same root again with all signatures. Asks the chain once per block.
 */
export async function attestedEpoch(
  { client, opened, attested }: Pick<OpenValidator, 'client' | 'opened' | 'attested'>,
  { head }: Pick<Round, 'head'>,
  subject: 'nodes' | 'reputation' | 'closed',
): Promise<bigint> {
  const known = attested.get(subject)
  if (known?.head === head) return known.epoch
  const { attestations } = opened.addresses
  const at = { address: attestations, abi: attestationsAbi, functionName: 'attestedOf', args: [nameKey(subject)] } as const
  const newest = await client.readContract(at)
  const epoch = newest.full ? newest.epoch : 0n
  attested.set(subject, { head, epoch })
  return epoch
}

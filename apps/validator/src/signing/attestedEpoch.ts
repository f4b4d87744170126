import { attestationsAbi, nameKey } from '@infinitio/chain'
import type { OpenValidator, Round } from '../validator/validator.ts'

/**
 * Returns the hour of the newest Merkle root that a quorum of validators attested for one subject (a kind of root, such as the one about machines), or 0 if
 * there is none. Asks the chain once per block.
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
  const { epoch } = await client.readContract(at)
  attested.set(subject, { head, epoch })
  return epoch
}

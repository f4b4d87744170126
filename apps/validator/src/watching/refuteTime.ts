import { refuteTimeCall, type ShownStatement } from '@infinitio/chain'
import { type BlockHeader, readHeader } from '@infinitio/chain/node'
import type { Address } from '@infinitio/domain'
import { type ProofStatement, zDelaySeconds } from '@infinitio/domain/proofs'
import { sendCall } from '../validator/sendCall.ts'
import type { OpenValidator } from '../validator/validator.ts'

/**
 * Proves to the contract that a root about GPU proofs is false because it names a wrong block z or a wrong block number. Block z selects the rows that machines
 * must reveal. It must be the first block 30 s or more after the slot: a machine that could choose among several blocks could also choose the rows that it
 * reveals. Returns false if the blocks are right, or if this chain has no block with one of the hashes. Throws the errors of the chain.
 */
export async function refuteTime(
  validator: Pick<OpenValidator, 'client' | 'address' | 'privateKey' | 'logger'>,
  shown: ShownStatement & { readonly checker: Address },
): Promise<boolean> {
  const { client } = validator
  const { root, statement } = shown
  const [slot, z] = await Promise.all([readHeader(client, statement.slotHash), readHeader(client, statement.zHash)])
  const before = z === null ? null : await readHeader(client, z.parentHash)
  if (slot === null || z === null || before === null || isRight(statement, { slot, z, before })) return false
  const call = refuteTimeCall({ ...shown, headers: { slot: slot.bytes, z: z.bytes, before: before.bytes } })
  return await sendCall(validator, call, `refuting the time of z in ${root}`)
}

function isRight(statement: ProofStatement, { slot, z, before }: Record<'slot' | 'z' | 'before', BlockHeader>): boolean {
  const from = slot.timestamp + BigInt(zDelaySeconds)
  return slot.number === statement.slot && z.number === statement.z && z.timestamp >= from && before.timestamp < from
}

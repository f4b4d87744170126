import { attestationsAbi, formSetCall, readCountedMembers } from '@infinitio/chain'
import { zeroAddress } from '@infinitio/domain'
import { encodeFunctionData } from 'viem'
import { sendCall } from '../validator/sendCall.ts'
import type { OpenValidator, Round } from '../validator/validator.ts'

/** A validator set may sign for seven days. It is formed again after this many seconds (six days), before it expires. */
const oldestSetSeconds = 6n * 86_400n

/**
 * Registers this validator as a candidate of the validator set, if the contract admits it. Makes the contract form a new set in three cases: a candidate is
 * missing in the set, the set is older than six days, or the signatures of a member no longer count. Does so only when this validator has the turn and the
 * contract allows it. The operator must pay the bond and obtain the admission.
 */
export async function joinSet(validator: OpenValidator, { set, headTime }: Round): Promise<void> {
  const { client, address, opened } = validator
  const { attestations } = opened.addresses
  const at = { address: attestations, abi: attestationsAbi } as const
  const candidates = (await client.readContract({ ...at, functionName: 'candidates' })).map((account) => account.toLowerCase())
  if (!candidates.includes(address)) {
    if (!(await client.readContract({ ...at, functionName: 'isAdmitted', args: [address] }))) return
    const join = { to: attestations, data: encodeFunctionData({ abi: attestationsAbi, functionName: 'join', args: [zeroAddress] }) }
    if (!(await sendCall(validator, join, 'joining the candidates'))) return
    candidates.push(address)
  }
  const members = new Set<string>(set?.members.map(({ account }) => account))
  const age = headTime - (set?.formedAt ?? 0n)
  const counted = set === null ? members : await readCountedMembers(client, attestations, set)
  const isDue = age > oldestSetSeconds || counted.size < members.size || !candidates.every((account) => members.has(account))
  // A validator that is not a member of the set yet has a turn, too: its position in the list of candidates decides when.
  const index = candidates.indexOf(address)
  if (!isDue || !validator.isTurn({ index, of: candidates.length })) return
  if ((await client.readContract({ ...at, functionName: 'formableFrom' })) > headTime) return
  await sendCall(validator, formSetCall({ attestations }), 'forming the set')
}

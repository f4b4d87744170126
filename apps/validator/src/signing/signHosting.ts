import { attestationsAbi, hostingPoolAbi, nameKey, publishHostingCall } from '@infinitio/chain'
import { checkSecondsOf } from '@infinitio/domain'
import { findHostingPool, type HostingDocument, type HostingPoolFacts, workOutHosting } from '@infinitio/sdk/emission'
import { zeroHash } from 'viem'
import { sendCall } from '../validator/sendCall.ts'
import { hasTurn, type OpenValidator, type Round } from '../validator/validator.ts'
import { signRoot } from './signRoot.ts'

const hourSeconds = 3_600n
const subject = 'hosting'

/**
 * Calculates once a day who earned which part of the hosting programmes, and signs the result. When enough validators have signed it, the validator that has
 * the turn to send transactions has the contract attest it, and publishes the day in the hosting pool. Signs nothing before the end of the day is final and the
 * last reports about its checks have arrived, and nothing for a day without a programme.
 */
export async function signHosting(validator: OpenValidator, round: Round): Promise<void> {
  const { client, address, opened, checked } = validator
  const { set } = round
  if (set === null || !set.members.some(({ account }) => account === address)) return
  const found = await findHostingPool(client, opened.addresses.directory)
  if (found === null) return
  const day = round.headTime / found.daySeconds - 1n
  const until = (day + 1n) * found.daySeconds
  // Reports about a check may arrive until the end of the check that follows it.
  const reportsUntil = until + 2n * BigInt(checkSecondsOf(opened.chainId))
  const name = `hosting ${day}`
  if (checked.has(name) || round.headTime < reportsUntil || round.finalTime < until) return
  const document = await documentOf(validator, { ...found, day, head: round.final })
  if (document === null) return
  const published = { address: found.pool, abi: hostingPoolAbi, functionName: 'rootOf', args: [Number(day)] } as const
  if ((await client.readContract(published)) !== zeroHash) {
    checked.add(name)
    return
  }
  const read = { address: opened.addresses.attestations, abi: attestationsAbi, functionName: 'attestedOf', args: [nameKey(subject)] } as const
  const attested = await client.readContract(read)
  // Anybody can submit a root with too few signatures, and the pool pays by none of them.
  const isAttested = attested.root === document.statement && attested.full
  if (!isAttested) return signRoot(validator, round, { subject, epoch: until / hourSeconds, root: document.statement })
  if (hasTurn(validator, round)) await sendCall(validator, publishHostingCall(document), `publishing day ${day} of the hosting programmes`)
}

type OfDay = HostingPoolFacts & { readonly day: bigint; readonly head: bigint }

async function documentOf(validator: OpenValidator, of: OfDay): Promise<HostingDocument | null> {
  if (validator.hosting?.day !== of.day) validator.hosting = { day: of.day, document: await workOutHosting(validator.opened.access, of) }
  return validator.hosting.document
}

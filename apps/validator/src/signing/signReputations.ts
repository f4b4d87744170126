import { attestationsAbi, attestationTypedData, attestCall, nameKey } from '@infinitio/chain'
import { type Hex32, hex32 } from '@infinitio/domain'
import { getRootBoard, postRoot, workOutReputations } from '@infinitio/sdk/emission'
import { toHex } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { signaturesUnder } from '../publishing/signaturesUnder.ts'
import { sendCall } from '../sendCall.ts'
import { hasTurn, type OpenValidator, type Round } from '../validator.ts'

const hourSeconds = 3_600n
const subject = 'reputation'
/** Once a day: a root costs a transaction, and pasts are halved in ninety days. */
const everyHours = 24n

/**
 * Works out what every provider's past weighs at the end of the day's first hour, signs its root, once and never another for the same hour, and has it attested when enough of the set
 * signed the same and it is its turn. Signs nothing while that hour's end is not final, and where nobody has a past.
 */
export async function signReputations(validator: OpenValidator, round: Round): Promise<void> {
  const { client, address, opened, checked } = validator
  const { set } = round
  const last = round.headTime / hourSeconds - 1n
  const epoch = last - (last % everyHours)
  if (set === null || !set.members.some(({ account }) => account === address) || round.finalTime < (epoch + 1n) * hourSeconds) return
  const { attestations } = opened.addresses
  const at = { address: attestations, abi: attestationsAbi, functionName: 'attestedOf', args: [nameKey(subject)] } as const
  if ((await client.readContract(at)).epoch >= epoch) return
  const root = await rootOf(validator, round, epoch)
  if (root === null) return
  const { items } = await getRootBoard(opened.access.transport)
  const under = items.filter((item) => item.subject === subject && BigInt(item.epoch) === epoch)
  const isThere = under.some((item) => item.signer === address && item.setHash === set.setHash)
  if (!isThere && !(await sign(validator, { setHash: set.setHash, epoch, root }))) return
  if (!isThere || !hasTurn(validator, round)) return
  const proof = await signaturesUnder(validator, { set, committee: set.members, items: under, subject, epoch, root })
  const name = `attested ${root} ${epoch}`
  if (proof === null || checked.has(name)) return
  if (
    await sendCall(validator, attestCall({ attestations, subject: nameKey(subject), epoch, root, proof }), `attesting reputations of hour ${epoch}`)
  )
    checked.add(name)
}

async function rootOf(validator: OpenValidator, { final }: Round, epoch: bigint): Promise<Hex32 | null> {
  if (validator.reputations?.epoch !== epoch) {
    const tree = await workOutReputations(validator.opened.access, { epoch, head: final })
    validator.reputations = { epoch, root: tree === null ? null : hex32(toHex(tree.root)) }
  }
  return validator.reputations.root
}

/** False where another root was signed for this hour: it is left to the others. */
async function sign(
  { opened, kept, privateKey, address, logger }: OpenValidator,
  named: { setHash: Hex32; epoch: bigint; root: Hex32 },
): Promise<boolean> {
  const { setHash, epoch, root } = named
  const before = kept.signedFor({ subject, setHash, epoch })
  if (before !== null && before !== root) return false
  kept.noteSigned({ subject, setHash, epoch }, root)
  const typed = attestationTypedData({ setHash, subject, epoch, root }, { chainId: opened.chainId, attestations: opened.addresses.attestations })
  const signature = (await privateKeyToAccount(privateKey).signTypedData(typed)).toLowerCase()
  await postRoot(opened.access.transport, { subject, epoch: Number(epoch), root, signed: { setHash, signer: address, signature } })
  logger.info({ epoch, root }, 'reputations are signed')
  return true
}

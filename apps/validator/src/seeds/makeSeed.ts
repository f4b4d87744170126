import {
  attestationsAbi,
  beaconCommitCall,
  beaconEnrolCall,
  beaconForfeitCall,
  beaconRevealCall,
  directoryAbi,
  gTokenAbi,
  nameKey,
  randomBeaconAbi,
} from '@infinitio/chain'
import { type Address, address, zeroAddress } from '@infinitio/domain'
import { encodeFunctionData } from 'viem'
import { sendCall } from '../validator/sendCall.ts'
import { hasTurn, type OpenValidator, type Round, type Validator } from '../validator/validator.ts'

const roundSeconds = 3_600n
/** The least gas limit of a reveal. The last one also completes the seed, and an estimate before the others are mined does not know that. */
const revealGas = 250_000n
const commitsCloseAfter = 1_800n
/**
 * The validator commits late, because a crash between commit and reveal costs the bond. It still commits at least a minute before the period for commitments
 * ends.
 */
const commitFrom = commitsCloseAfter - 600n
const commitUntil = commitsCloseAfter - 60n

/** The parts of a validator that are needed to take part in seeds. */
type SeedMaker = Pick<Validator, 'address' | 'privateKey' | 'client' | 'logger' | 'secrets' | 'isTurn'> & {
  readonly opened: Pick<OpenValidator['opened'], 'addresses' | 'chainId'>
}
type Beacon = { readonly at: { readonly address: Address; readonly abi: typeof randomBeaconAbi }; readonly gToken: Address }

/**
 * Takes part in the seed of the hour. If the validator is a member of the set and has the bond in G, it enrols. It commits late in the first half of the hour
 * and reveals in the second half. It also takes the bonds of members that did not reveal. Throws the errors of the chain.
 */
export async function makeSeed(validator: SeedMaker, round: Pick<Round, 'set'>): Promise<void> {
  const { client, address: account } = validator
  const beacon = await findBeacon(validator)
  if (beacon === null) return
  const isMember = round.set?.members.some((member) => member.account === account) ?? false
  // A transaction that is sent now is mined in the hour of the pending block. Use that block, because a chain that mines only on demand may have no mined block
  // of this hour yet.
  const { timestamp } = await client.getBlock({ blockTag: 'pending' })
  const hour = timestamp / roundSeconds
  const since = timestamp % roundSeconds
  const own = await client.readContract({ ...beacon.at, functionName: 'participantOf', args: [account] })
  const isOpen = BigInt(own.commitment) !== 0n
  if (isOpen && own.round === hour) {
    if (since >= commitsCloseAfter) await reveal(validator, beacon, hour)
    return
  }
  if (since < commitFrom || since >= commitUntil) return
  await forfeitOthers(validator, beacon, { round, hour })
  // The validator did not reveal its commitment of an earlier hour in time. So it lets its own bond be taken, and enrols again.
  if (isOpen) await sendCall(validator, beaconForfeitCall({ randomBeacon: beacon.at.address, account }), 'giving up what was not revealed')
  // The beacon refuses a commitment of an account that is not in the set.
  if (!isMember || !(await enrol(validator, beacon))) return
  const secret = validator.secrets.makeSecret(hour)
  const commitment = { chainId: validator.opened.chainId, randomBeacon: beacon.at.address, round: hour, account, secret }
  await sendCall(validator, beaconCommitCall(commitment), 'committing to a seed')
}

async function findBeacon({ client, opened }: SeedMaker): Promise<Beacon | null> {
  const named = async (name: string) => {
    const at = { address: opened.addresses.directory, abi: directoryAbi, functionName: 'get', args: [nameKey(name)] } as const
    return address((await client.readContract(at)).toLowerCase())
  }
  const [randomBeacon, gToken] = await Promise.all([named('RandomBeacon'), named('GToken')])
  return randomBeacon === zeroAddress || gToken === zeroAddress ? null : { at: { address: randomBeacon, abi: randomBeaconAbi }, gToken }
}

async function reveal(validator: SeedMaker, { at }: Beacon, hour: bigint): Promise<void> {
  const secret = validator.secrets.secretOf(hour)
  if (secret === null) {
    validator.logger.error({ round: Number(hour) }, 'the secret of this round is gone: its bond will be lost')
    return
  }
  await sendCall(validator, beaconRevealCall({ randomBeacon: at.address, round: hour, secret }), 'revealing a seed', { leastGas: revealGas })
}

/** Pays the missing part of the bond. Returns true if the whole bond is paid now. */
async function enrol(validator: SeedMaker, { at, gToken }: Beacon): Promise<boolean> {
  const { client, address: account, opened } = validator
  const [{ bond }, { bond: own }] = await Promise.all([
    client.readContract({ ...at, functionName: 'limits' }),
    client.readContract({ ...at, functionName: 'participantOf', args: [account] }),
  ])
  if (own >= bond) return true
  const held = await client.readContract({ address: gToken, abi: gTokenAbi, functionName: 'balanceOf', args: [account] })
  const asked = { address: opened.addresses.attestations, abi: attestationsAbi, functionName: 'isAdmitted', args: [account] } as const
  if (held < bond - own || !(await client.readContract(asked))) return false
  const approve = encodeFunctionData({ abi: gTokenAbi, functionName: 'approve', args: [at.address, bond - own] })
  if (!(await sendCall(validator, { to: gToken, data: approve }, 'allowing the bond of a seed'))) return false
  return await sendCall(validator, beaconEnrolCall({ randomBeacon: at.address }), 'enrolling for seeds')
}

/** Takes the bonds of members that committed in an earlier hour and did not reveal. Only the member whose turn it is does this. */
async function forfeitOthers(validator: SeedMaker, { at }: Beacon, { round, hour }: { round: Pick<Round, 'set'>; hour: bigint }): Promise<void> {
  const { client, address: account } = validator
  if (!hasTurn(validator, round)) return
  for (const member of round.set?.members ?? []) {
    if (member.account === account) continue
    const { commitment, round: last } = await client.readContract({ ...at, functionName: 'participantOf', args: [member.account] })
    if (BigInt(commitment) === 0n || last >= hour) continue
    await sendCall(validator, beaconForfeitCall({ randomBeacon: at.address, account: member.account }), 'taking a bond that was not earned')
  }
}

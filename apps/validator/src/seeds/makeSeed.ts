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
/**
 * The least gas limit for a transaction that reveals a part of the random seed. The last reveal of an hour also completes the seed, which costs more. An
 * estimate misses that cost while other reveals are not mined yet.
 */
const revealGas = 250_000n
const commitsCloseAfter = 1_800n
/**
 * The validator publishes its commitment (the hash of its secret) between these seconds of the hour. It does so late, because a crash between commitment and
 * reveal would cost its bond, but at least a minute before the contract stops accepting commitments.
 */
const commitFrom = commitsCloseAfter - 600n
const commitUntil = commitsCloseAfter - 60n

/** The fields of a validator that are needed to take part in making random seeds. */
type SeedMaker = Pick<Validator, 'address' | 'privateKey' | 'client' | 'logger' | 'secrets' | 'isTurn'> & {
  readonly opened: Pick<OpenValidator['opened'], 'addresses' | 'chainId'>
}
type Beacon = { readonly at: { readonly address: Address; readonly abi: typeof randomBeaconAbi }; readonly gToken: Address }

/**
 * Takes part in making the hour's random seed. Late in the first half of the hour, publishes the hash of a secret (commits to it), if the validator is in the
 * set and has the bond in G. In the second half, reveals the secret. Also forfeits the bonds of other validators that did not reveal. Throws the errors of the
 * chain.
 */
export async function makeSeed(validator: SeedMaker, round: Pick<Round, 'set'>): Promise<void> {
  const { client, address: account } = validator
  const beacon = await findBeacon(validator)
  if (beacon === null) return
  const isMember = round.set?.members.some((member) => member.account === account) ?? false
  // Use the time of the pending block, because a transaction that is sent now will be mined in that block. A chain that mines only when there are transactions
  // may have no mined block of this hour yet.
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
  // This validator did not reveal its secret of an earlier hour in time. Forfeit its own bond for that, so that the validator can take part again.
  if (isOpen) await sendCall(validator, beaconForfeitCall({ randomBeacon: beacon.at.address, account }), 'giving up what was not revealed')
  // Only validators of the set may commit, and only if they have paid the bond.
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

/** Pays the missing part of this validator's bond for random seeds. Returns true if the whole bond is paid now. */
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

/**
 * Forfeits the bonds of other validators that committed in an earlier hour and did not reveal. Only the validator that has the turn to send transactions for
 * all does this.
 */
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

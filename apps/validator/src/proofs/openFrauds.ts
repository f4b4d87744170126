import { attestationsAbi, blockRanges, type FraudStatement, marketStart, nameKey, nodeRegistryAbi } from '@infinitio/chain'
import { type Address, address, type Hex32, zeroAddress } from '@infinitio/domain'
import { provenFraud } from '@infinitio/sdk/emission'
import type { KeptSlot } from '../validator/keptSlots.ts'
import type { OpenValidator } from '../validator/validator.ts'

type Bonded = { readonly node: Hex32; readonly provider: Address; readonly bond: bigint }

/** Only proof slots (blocks at which machines prove their GPUs) of the last three days count as evidence of fraud. */
const countedSeconds = 3n * 86_400n

/**
 * Returns the frauds (wrong GPU proofs of a provider's machines) that this validator's own judgements prove, sorted by provider. Counts the slots of the last
 * three days before `until` (Unix seconds), but only those after the provider's last recorded fraud. Uses the provider's required bond at the newest of these
 * slots. So all validators that judged the same slots return the same frauds. Throws viem's errors.
 */
export async function openFrauds(
  validator: OpenValidator,
  { until, final }: { readonly until: bigint; readonly final: bigint },
): Promise<FraudStatement[]> {
  // Select proof slots by the time of the chain. The clock of this machine may differ from those of the other validators.
  const slots = validator.proofs.kept.judged().filter(({ at }) => at < until && at >= until - countedSeconds)
  const newest = slots.at(-1)
  const suspects = new Set(slots.flatMap(({ wrong }) => wrong.map(({ node }) => node)))
  if (newest === undefined || suspects.size === 0) return []
  const block = newest.slot
  const nodes = await Promise.all([...suspects].map((node) => bondOf(validator, node)))
  const ofProviders = Map.groupBy(
    nodes.filter(({ provider }) => provider !== zeroAddress),
    ({ provider }) => provider,
  )
  const punished = await recordedFrauds(validator, { final })
  const frauds: FraudStatement[] = []
  for (const [provider, own] of ofProviders) {
    const punishedAt = punished.get(provider) ?? 0n
    const counted = slots.filter(({ at }) => at > punishedAt)
    const answering = own.map(({ node, bond }) => ({ node, bond, slots: answeredBy(node, counted) }))
    const fraud = provenFraud(answering, { requiredBond: await requiredBondOf(validator, { provider, block }) })
    if (fraud !== null) frauds.push({ account: provider, ...fraud })
  }
  return frauds.toSorted((one, other) => (one.account < other.account ? -1 : 1))
}

function answeredBy(node: Hex32, slots: readonly KeptSlot[]) {
  return slots
    .filter(({ statements }) => statements?.gpus.some((it) => it.node === node) === true)
    .map(({ at, wrong }) => ({ at, wrong: wrong.filter((it) => it.node === node).map(({ commit }) => commit) }))
}

/** Returns the bond that a machine needs. Reads it at the newest block, because it never changes after the machine was registered. */
async function bondOf({ client, opened }: OpenValidator, node: Hex32): Promise<Bonded> {
  const at = { address: opened.addresses.nodeRegistry, abi: nodeRegistryAbi, functionName: 'nodeOf', args: [node] } as const
  const { provider, requiredBond } = await client.readContract(at)
  return { node, provider: address(provider.toLowerCase()), bond: requiredBond }
}

async function requiredBondOf({ client, opened }: OpenValidator, { provider, block }: { provider: Address; block: bigint }): Promise<bigint> {
  const at = { address: opened.addresses.nodeRegistry, abi: nodeRegistryAbi, functionName: 'providerOf', args: [provider] } as const
  // If the chain node no longer has the state of this old block, read the newest state. That is safe: if the provider has registered more machines since,
  // validators may only need longer to reach a quorum.
  const { requiredBond } = await client.readContract({ ...at, blockNumber: block }).catch(() => client.readContract(at))
  return requiredBond
}

/**
 * Returns the time of each provider's last recorded fraud, up to a final block. Reads each block only once, from the first block of the market on, in ranges
 * that a chain node accepts. If a range cannot be read, the next call continues with it. Throws viem's errors.
 */
export async function recordedFrauds(
  { client, opened, frauds }: Pick<OpenValidator, 'client' | 'opened' | 'frauds'>,
  { final }: { readonly final: bigint },
): Promise<ReadonlyMap<Address, bigint>> {
  frauds.readTo ??= (await marketStart(client, opened.addresses, final)) - 1n
  for (const range of blockRanges({ from: frauds.readTo + 1n, to: final })) {
    const events = await client.getContractEvents({
      ...{ address: opened.addresses.attestations, abi: attestationsAbi, eventName: 'FraudRecorded', ...range, strict: true },
      args: { purpose: nameKey('Provider') },
    })
    for (const { args, blockNumber } of events)
      frauds.lastAt.set(address(args.account.toLowerCase()), (await client.getBlock({ blockNumber })).timestamp)
    frauds.readTo = range.toBlock
  }
  return frauds.lastAt
}

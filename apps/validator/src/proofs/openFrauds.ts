import { attestationsAbi, type FraudStatement, nameKey, nodeRegistryAbi } from '@infinitio/chain'
import { type Address, address, type Hex32, zeroAddress } from '@infinitio/domain'
import { provenFraud } from '@infinitio/sdk/emission'
import type { KeptSlot } from '../validator/keptSlots.ts'
import type { OpenValidator } from '../validator/validator.ts'

type Bonded = { readonly node: Hex32; readonly provider: Address; readonly bond: bigint }

/**
 * Returns the frauds that follow from the slots before `until` (Unix seconds) which this validator judged itself, sorted by provider. A slot before the provider's last
 * recorded fraud does not count again. Bonds are those at the newest slot, so that all validators that judged the same slots return the same. Throws viem's errors.
 */
export async function openFrauds(
  validator: OpenValidator,
  { until, final }: { readonly until: bigint; readonly final: bigint },
): Promise<FraudStatement[]> {
  const slots = validator.proofs.kept.judged().filter(({ at }) => at < until)
  const newest = slots.at(-1)
  const suspects = new Set(slots.flatMap(({ wrong }) => wrong.map(({ node }) => node)))
  if (newest === undefined || suspects.size === 0) return []
  const block = newest.slot
  const nodes = await Promise.all([...suspects].map((node) => bondOf(validator, node)))
  const ofProviders = Map.groupBy(
    nodes.filter(({ provider }) => provider !== zeroAddress),
    ({ provider }) => provider,
  )
  const frauds: FraudStatement[] = []
  for (const [provider, own] of ofProviders) {
    const punishedAt = await lastFraudAt(validator, { provider, final })
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

/** The bond of a machine never changes, so it is read at the head. */
async function bondOf({ client, opened }: OpenValidator, node: Hex32): Promise<Bonded> {
  const at = { address: opened.addresses.nodeRegistry, abi: nodeRegistryAbi, functionName: 'nodeOf', args: [node] } as const
  const { provider, requiredBond } = await client.readContract(at)
  return { node, provider: address(provider.toLowerCase()), bond: requiredBond }
}

async function requiredBondOf({ client, opened }: OpenValidator, { provider, block }: { provider: Address; block: bigint }): Promise<bigint> {
  const at = { address: opened.addresses.nodeRegistry, abi: nodeRegistryAbi, functionName: 'providerOf', args: [provider] } as const
  // A chain node may have no state of old blocks. At the head, a provider that registers machines could only delay the quorum.
  const { requiredBond } = await client.readContract({ ...at, blockNumber: block }).catch(() => client.readContract(at))
  return requiredBond
}

/** Returns the time of the last fraud of a provider on the chain in Unix seconds; 0 without any. */
async function lastFraudAt({ client, opened }: OpenValidator, { provider, final }: { provider: Address; final: bigint }): Promise<bigint> {
  const events = await client.getContractEvents({
    ...{ address: opened.addresses.attestations, abi: attestationsAbi, eventName: 'FraudRecorded' },
    args: { account: provider, purpose: nameKey('Provider') },
    ...{ fromBlock: 0n, toBlock: final, strict: true },
  })
  const last = events.at(-1)
  return last === undefined ? 0n : (await client.getBlock({ blockNumber: last.blockNumber })).timestamp
}

/** Returns the accounts of all recorded frauds of providers. Throws viem's errors. */
export async function fraudulentProviders({ client, opened }: OpenValidator, { final }: { readonly final: bigint }): Promise<Address[]> {
  const events = await client.getContractEvents({
    ...{ address: opened.addresses.attestations, abi: attestationsAbi, eventName: 'FraudRecorded' },
    args: { purpose: nameKey('Provider') },
    ...{ fromBlock: 0n, toBlock: final, strict: true },
  })
  return [...new Set(events.map(({ args }) => address(args.account.toLowerCase())))]
}

import { listProviderNames, type ProviderNameRow, readProviderRecord } from '@infinitio/db'
import { type Address, address, hex32, type Refusal, simulatedProviderOf } from '@infinitio/domain'
import type { ProviderNamesWire, PublicProviderWire } from '@infinitio/domain/wire'
import type { AttestedReputation } from '../../emission/createReputationReader.ts'
import type { Services } from '../../services/services.ts'
import { readReviewSummary } from './readReviews.ts'

const hourSeconds = 3_600
const shownHours = 7 * 24
const wholeBps = 10_000
const highestTier = 3
const wad = 10n ** 18n

/** Returns the public record of a provider. Refuses with `api.not_found` for an account that never registered a machine. */
export async function readPublicProvider(services: Services, { account }: { account: Address }): Promise<PublicProviderWire | Refusal> {
  const { db, clock } = services
  const hour = BigInt(Math.floor(clock.read().now / hourSeconds))
  const [record, [named], reviews, reputation] = await Promise.all([
    readProviderRecord(db, { provider: account, fromHour: hour - BigInt(shownHours), toHour: hour - 1n }),
    listProviderNames(db, { accounts: [account] }),
    readReviewSummary(services, { subject: account, side: 'renter' }, { subject: account }),
    services.reputations.find(account),
  ])
  if (record.since === null) return { rejected: 'api.not_found' }
  const counted = Number(record.countedHours) * hourSeconds
  return {
    account,
    name: named === undefined ? null : shownName(named),
    since: Number(record.since),
    machines: Number(record.machines),
    gpus: Number(record.gpus),
    closedLeases: Number(record.leases),
    gpuSeconds: record.gpuSeconds.toString(),
    respondedBps: counted === 0 ? null : Math.min(wholeBps, Math.floor((Number(record.heardSeconds) * wholeBps) / counted)),
    reliabilityBps: record.reliabilityBps === null ? null : Number(record.reliabilityBps),
    reputation: reputation === null ? null : reputationWireOf(reputation),
    tiers: [record.tier3, record.tier2, record.tier1, record.tier0]
      .map((machines, place) => ({ tier: highestTier - place, machines: Number(machines) }))
      .filter(({ machines }) => machines > 0),
    faults: { recent: Number(record.recentFaults), all: Number(record.faults) },
    reviews,
  }
}

function reputationWireOf({ mean, fulfilled, failed, epoch, root }: AttestedReputation): PublicProviderWire['reputation'] {
  const meanBps = Number((mean * BigInt(wholeBps)) / wad)
  return { meanBps, fulfilled: `${fulfilled}`, failed: `${failed}`, epoch: Number(epoch), root: hex32(root) }
}

/** Returns the chosen name, the bond and the day of the first machine of each of these providers. Leaves out accounts that never registered a machine. */
export async function readProviderNames({ db }: Services, { accounts }: { accounts: readonly string[] }): Promise<ProviderNamesWire> {
  const rows = await listProviderNames(db, { accounts })
  return {
    items: rows.map((row) => ({ account: address(row.account), name: shownName(row), bonded: row.bonded.toString(), since: Number(row.since) })),
  }
}

/** Returns the chosen name of a provider, else the labelled name of a simulated provider, else null. */
function shownName({ name, simulatedMachine }: ProviderNameRow): string | null {
  return name ?? simulatedProviderOf(simulatedMachine ?? '')
}

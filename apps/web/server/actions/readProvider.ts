import { listAccountLeases, listLatestAsks, listNodeEarnings, nextNonces, readEarnings, readWallet } from '@infinitio/db'
import type { Address } from '@infinitio/domain'
import type { AskWire, ProviderNodeWire, ProviderWire } from '@infinitio/domain/wire'
import { freeGpus } from '../market/freeGpus.ts'
import type { Market, MarketNode } from '../market/marketNode.ts'
import { readAskJson } from '../market/readOrderJson.ts'
import { unavailability } from '../market/unavailability.ts'
import type { Services } from '../services.ts'
import { describeLeases } from './describeLeases.ts'

const bondSeconds = 86_400n
const daySeconds = 86_400
const mostLeases = 100

/** What an account offers and earns as provider. Amounts after its fee, in PToken base units. */
export async function readProvider(services: Services, { account }: { account: Address }): Promise<ProviderWire> {
  const { db } = services
  const { now } = services.clock.read()
  const todayFrom = BigInt(now - (now % daySeconds))
  const monthFrom = BigInt(now - 30 * daySeconds)
  const [market, wallet, earnings, byNode, nonces, asks, rows] = await Promise.all([
    services.market.read(),
    readWallet(db, { account }),
    readEarnings(db, { account, todayFrom, monthFrom }),
    listNodeEarnings(db, { provider: account }),
    nextNonces(db, { account }),
    listLatestAsks(db, { provider: account }),
    listAccountLeases(db, { account, role: 'provider', state: 'all', beforeLeaseId: null, limit: mostLeases }),
  ])
  const leases = await describeLeases(services, rows, { account, role: 'provider' })
  const latestAsks = new Map(asks.map((row) => [row.nodeId, readAskJson(row.orderJson)]))
  const own = market.nodes.filter((node) => node.provider === account)
  const live = leases.filter((lease) => lease.state !== 'closed')
  const accruing = live.reduce(
    (sum, lease) => sum + BigInt(lease.now.pay) - BigInt(lease.now.providerFee) - (BigInt(lease.paid.pay) - BigInt(lease.paid.providerFee)),
    0n,
  )
  return {
    account,
    listed: own.some((node) => node.listed),
    bonded: wallet.bonded.toString(),
    requiredBond: own
      .filter((node) => !node.retired)
      .reduce((sum, node) => sum + BigInt(node.gpus) * bondSeconds * referencePrice(market, node.classId), 0n)
      .toString(),
    nodes: own.map((node) => describeNode(node, { market, now, earned: byNode.get(node.node) ?? 0n, latestAsk: latestAsks.get(node.node) ?? null })),
    leases,
    earnings: {
      total: earnings.total.toString(),
      today: earnings.today.toString(),
      last30Days: earnings.last30Days.toString(),
      accruing: accruing.toString(),
    },
    claimable: live.reduce((sum, lease) => sum + BigInt(lease.now.claimable), 0n).toString(),
    balance: wallet.balance.toString(),
    nextAskNonce: nonces.ask.toString(),
    chainNow: now,
  }
}

function referencePrice(market: Market, classId: number): bigint {
  return market.classes.find((entry) => entry.classId === classId)?.referencePricePerGpuSecond ?? 0n
}

function describeNode(
  node: MarketNode,
  { market, now, earned, latestAsk }: { market: Market; now: number; earned: bigint; latestAsk: AskWire | null },
): ProviderNodeWire {
  const span = { now, durationSeconds: 3_600, fromHour: market.fromHour }
  const reason = unavailability(node, span)
  const prices = market.nodes.flatMap((other) => (other.classId === node.classId && other.ask !== null ? [other.ask.ask.pricePerGpuSecond] : []))
  const own = node.ask?.ask.pricePerGpuSecond ?? null
  const sorted = prices.toSorted((a, b) => (a < b ? -1 : 1))
  return {
    node: node.node,
    name: node.name,
    simulated: node.simulated,
    classId: node.classId,
    className: node.className,
    regionId: node.regionId,
    regionName: node.regionName,
    gpus: node.gpus,
    freeGpus: freeGpus(node, span),
    vramGib: node.vramGib,
    cpuCores: node.cpuCores,
    ramGib: node.ramGib,
    diskGib: node.diskGib,
    networkMbps: node.networkMbps,
    tier: node.tier,
    state: reason === null ? 'listed' : reason === 'full' ? 'rented' : reason,
    lastSeenAt: node.lastSeenAt,
    askHash: node.ask?.hash ?? null,
    ask: node.ask?.wire ?? null,
    latestAsk,
    earned: earned.toString(),
    pricePercentile: own === null ? null : Math.round((prices.filter((price) => price < own).length * 10_000) / prices.length),
    classMedianPricePerGpuSecond: sorted[Math.floor((sorted.length - 1) / 2)]?.toString() ?? null,
  }
}

import {
  listAccountLeases,
  listLatestAsks,
  listLatestReadings,
  listNodeEarnings,
  listNodesWithTunnel,
  nextNonces,
  readEarnings,
  readWallet,
} from '@infinitio/db'
import { type Address, feesIn, isRefusal, type Refusal } from '@infinitio/domain'
import type { LeaseWire, ProviderWire } from '@infinitio/domain/wire'
import { readAskJson } from '../../market/machines/readOrderJson.ts'
import type { Services } from '../../services/services.ts'
import { alertsOfProvider, readingCountsSeconds } from './alertsOfProvider.ts'
import { checklistOfProvider, heardWithinSeconds } from './checklistOfProvider.ts'
import { readMaintenance } from './maintenance.ts'
import { readPrivateAsks } from './readPrivateAsks.ts'
import { describeProviderNode } from './describeProviderNode.ts'
import { describeLeases } from '../leases/describeLeases.ts'

const bondSeconds = 86_400n
const daySeconds = 86_400
const mostLeases = 100
const mostNodes = 1_000

/**
 * Returns an account's listings and earnings as provider. Amounts are after its fee, in PToken base units. Refuses with `api.not_ready` until the market is
 * loaded. Lists at most `mostNodes` machines, retired ones last.
 */
export async function readProvider(services: Services, { account }: { account: Address }): Promise<ProviderWire | Refusal> {
  const { db } = services
  const { now } = services.clock.read()
  const todayFrom = BigInt(now - (now % daySeconds))
  const monthFrom = BigInt(now - 30 * daySeconds)
  const [market, wallet, earnings, byNode, nonces, asks, privateAsks, rows, planned] = await Promise.all([
    services.market.ask({ kind: 'machinesOfProvider', account }),
    readWallet(db, { account }),
    readEarnings(db, { account, todayFrom, monthFrom }),
    listNodeEarnings(db, { provider: account }),
    nextNonces(db, { account }),
    listLatestAsks(db, { provider: account }),
    readPrivateAsks(db, { account }),
    listAccountLeases(db, { account, sessionKey: null, role: 'provider', state: 'all', beforeLeaseId: null, limit: mostLeases }),
    readMaintenance(services, { account }),
  ])
  if (isRefusal(market)) return market
  const leases = await describeLeases(services, rows, { account, role: 'provider' })
  const latestAsks = new Map(asks.map((row) => [row.nodeId, readAskJson(row.orderJson)]))
  const { machines, catalogue } = market
  const referencePrices = new Map(catalogue.classes.map(({ classId, referencePricePerGpuSecond }) => [classId, referencePricePerGpuSecond]))
  const own = machines.map(({ node }) => node)
  const live = leases.filter((lease) => lease.state !== 'closed')
  const accruing = live.reduce((sum, { now: earned, paid }) => sum + earnedOf(earned) - earnedOf(paid), 0n)
  const requiredBond = own
    .filter((node) => !node.retired)
    .reduce((sum, node) => sum + BigInt(node.gpus) * bondSeconds * (referencePrices.get(node.classId) ?? 0n), 0n)
  const nowMs = Date.now()
  const nodeIds = machines.map(({ node }) => node.node)
  const [readings, tunnels] = await Promise.all([
    listLatestReadings(db, { nodeIds, from: new Date(nowMs - readingCountsSeconds * 1_000) }),
    listNodesWithTunnel(db, { nodeIds, from: new Date(nowMs - heardWithinSeconds * 1_000) }),
  ])
  const readingOf = new Map(readings.map((reading) => [reading.nodeId, reading]))
  const windowsOf = Map.groupBy(planned.windows, (window) => window.node)
  const nodes = machines.map((machine) => {
    const { node } = machine.node
    return describeProviderNode(machine, {
      earnings: byNode.get(node) ?? null,
      latestAsk: latestAsks.get(node) ?? null,
      privateAsks: privateAsks.get(node) ?? [],
      reading: readingOf.get(node) ?? null,
      maintenance: windowsOf.get(node) ?? [],
      now,
    })
  })
  const known = { nodes, readings, bonded: wallet.bonded, requiredBond, nowSeconds: Math.floor(nowMs / 1_000) }
  return {
    account,
    listed: own.some((node) => node.listed),
    bonded: wallet.bonded.toString(),
    requiredBond: requiredBond.toString(),
    nodes: nodes.toSorted((one, other) => Number(one.state === 'retired') - Number(other.state === 'retired')).slice(0, mostNodes),
    nodeCount: nodes.length,
    alerts: alertsOfProvider(known),
    checklist: checklistOfProvider({ ...known, tunnels, leases: rows, earned: earnings.total }),
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

/** Returns the provider's pay less its fees. */
function earnedOf(amounts: LeaseWire['now'] | LeaseWire['paid']): bigint {
  return BigInt(amounts.pay) - feesIn(amounts, { payer: 'provider' }).total
}

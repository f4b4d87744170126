import { type FleetAct, type FleetRow, nodeId, type PTokenUnits } from '@infinitio/domain'
import type { FleetSigningWire, NodeSigningWire, ProviderNodeWire } from '@infinitio/domain/wire'

/** The fields of a provider's machine that `planFleetChange` reads. */
export type FleetPlanNode = Pick<ProviderNodeWire, 'node' | 'state' | 'lastSeenAt' | 'latestAsk'>

/** One wanted change of a machine's listing. The price is in PToken base units per GPU-second, 0 for a pause. */
export type WantedChange<Node extends FleetPlanNode = ProviderNodeWire> = {
  readonly node: Node
  readonly act: FleetAct
  readonly pricePerGpuSecond: PTokenUnits
}

/** The reason why a machine cannot apply a signed list of changes now. The provider's wallet must then sign the change of this listing itself. */
export type WalletReason = 'offline' | 'noReport' | 'noMandate' | 'mandateEnded' | 'priceTooLow' | 'leaseTooLong'

/** The wanted changes in two groups. All changes of `byList` need one signature together; each change of `byWallet` needs its own. */
export type FleetPlan<Node extends FleetPlanNode = ProviderNodeWire> = {
  readonly byList: readonly WantedChange<Node>[]
  readonly byWallet: readonly { readonly change: WantedChange<Node>; readonly why: WalletReason }[]
}

/** A machine that sent nothing for this long counts as offline. */
const offlineAfterSeconds = 60

/**
 * Divides wanted changes of listings into two groups: those that one signed list can make, and those that each need a separate signature of the wallet. A
 * change's group depends on the state of its machine and on the signing key that the machine reports. Pure; `nowSeconds` is the wall clock.
 */
export function planFleetChange<Node extends FleetPlanNode>(
  changes: readonly WantedChange<Node>[],
  { nodes, chainNow }: Pick<FleetSigningWire, 'nodes' | 'chainNow'>,
  { nowSeconds }: { nowSeconds: number },
): FleetPlan<Node> {
  const signings = new Map(nodes.map((signing) => [signing.node, signing]))
  const judged = changes.map((change) => ({ change, why: reasonOf(change, signings.get(change.node.node), { chainNow, nowSeconds }) }))
  return {
    byList: judged.flatMap(({ change, why }) => (why === null ? [change] : [])),
    byWallet: judged.flatMap(({ change, why }) => (why === null ? [] : [{ change, why }])),
  }
}

type Clocks = { readonly chainNow: number; readonly nowSeconds: number }

function reasonOf(
  { node, act, pricePerGpuSecond }: WantedChange<FleetPlanNode>,
  signing: NodeSigningWire | undefined,
  clocks: Clocks,
): WalletReason | null {
  const { state, lastSeenAt } = node
  if (state === 'lost' || state === 'suspect' || lastSeenAt === null || clocks.nowSeconds - lastSeenAt > offlineAfterSeconds) return 'offline'
  if (signing === undefined) return 'noReport'
  // Pausing needs no signing permission, because the machine's own key may withdraw its listing.
  if (act === 'pause' || signing.by === 'wallet') return null
  if (signing.mandate === null) return 'noMandate'
  const { until, availableUntil, minPricePerGpuSecond, maxDurationSeconds } = signing.mandate
  if (Math.min(until, availableUntil) <= clocks.chainNow) return 'mandateEnded'
  if (pricePerGpuSecond < BigInt(minPricePerGpuSecond)) return 'priceTooLow'
  return (node.latestAsk?.maxDurationSeconds ?? 0) > maxDurationSeconds ? 'leaseTooLong' : null
}

/** Returns the rows to sign for these changes. */
export function fleetRowsOf(changes: readonly WantedChange<FleetPlanNode>[]): FleetRow[] {
  return changes.map(({ node, act, pricePerGpuSecond }) => ({ node: nodeId(node.node), act, pricePerGpuSecond }))
}

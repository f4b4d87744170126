import {
  cancelOrder,
  changePrices,
  getChain,
  getProvider,
  mapAtMost,
  patiently,
  placeManyOrders,
  type PriceVerdict,
  signAsk,
  signCancelOrder,
  type TypedDataSigner,
  type WantedChange,
} from '@infinitio/sdk'
import type { OrderVerdictWire, PlaceOrderWire } from '@infinitio/domain/wire'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { signingProblemOf } from '#web/parts/api/signingProblemOf.ts'
import { askTermsOf } from '#web/features/asks/askTermsOf.ts'
import { waitForAsk } from '#web/features/asks/waitForAsk.ts'

/**
 * The result of a change to one machine's ask. `waiting`: there is no answer yet. The answer comes from the machine, or from the matcher if the wallet signed a
 * new price. `silent`: the machine did not answer before its signed list of changes expired or before this page stopped waiting.
 */
export type FleetVerdict =
  | { readonly state: 'done' | 'waiting' | 'silent' }
  | { readonly state: 'refused'; readonly code: string; readonly sentence: string }

type Signing = { readonly signer: TypedDataSigner; readonly onSigned: (count: number) => void }
type Verdicts = readonly (readonly [string, FleetVerdict])[]

/** The most requests that are sent at the same time. Each machine needs a separate request. */
const requestsAtOnce = 10

/**
 * Makes each change with a separate signature of the wallet. Price changes come first, then pauses, then new listings. All changes of one kind are signed
 * before the first of them is sent. Returns the results by node id.
 */
export async function signEach(changes: readonly WantedChange[], { signer, onSigned }: Signing): Promise<Verdicts> {
  let before = 0
  const verdicts: Verdicts[number][] = []
  for (const [act, sign] of [
    ['price', reprice],
    ['pause', pause],
    ['resume', resume],
  ] as const) {
    const own = changes.filter((change) => change.act === act)
    if (own.length === 0) continue
    const from = before
    verdicts.push(...(await sign(own, { signer, onSigned: (count) => onSigned(from + count) })))
    before += own.length
  }
  return verdicts
}

/** Replaces the asks that the user sees by asks with the new prices. If another tab changed an ask in the meantime, the order book rejects the replacement. */
async function reprice(changes: readonly WantedChange[], { signer, onSigned }: Signing): Promise<Verdicts> {
  const [chain, { nextAskNonce }] = await Promise.all([getChain(browserApi), getProvider(browserApi)])
  const listed = changes
    .flatMap(({ node: { node, ask, askHash }, pricePerGpuSecond }) =>
      ask === null || askHash === null ? [] : [{ node, ask, askHash, pricePerGpuSecond }],
    )
    .map((change, place) => ({ ...change, nonce: BigInt(nextAskNonce) + BigInt(place) }))
  const found = await changePrices(browserApi, { signer, chain, changes: listed, onSigned })
  return found.flatMap((verdict, place) => (listed[place] === undefined ? [] : [[listed[place].node, toVerdict(verdict)] as const]))
}

function toVerdict(verdict: PriceVerdict): FleetVerdict {
  if (verdict.state === 'refused') return verdict
  return { state: verdict.state === 'changed' ? 'done' : 'waiting' }
}

async function pause(changes: readonly WantedChange[], { signer, onSigned }: Signing): Promise<Verdicts> {
  const chain = await getChain(browserApi)
  const cancels = []
  for (const { node } of changes) {
    const { askHash: orderHash } = node
    if (orderHash === null) continue
    cancels.push({ node: node.node, orderHash, cancel: await signCancelOrder(signer, { orderHash, chain }) })
    onSigned(cancels.length)
  }
  return mapAtMost(cancels, {
    atOnce: requestsAtOnce,
    async work({ node, ...cancel }) {
      const taken = patiently(() => cancelOrder(browserApi, cancel)).then(() => waitForAsk(cancel.orderHash, 'cancelled'))
      return [node, await verdictOf(taken)] as const
    },
  })
}

async function resume(changes: readonly WantedChange[], { signer, onSigned }: Signing): Promise<Verdicts> {
  const [chain, { nextAskNonce }] = await Promise.all([getChain(browserApi), getProvider(browserApi)])
  const orders: { node: string; order: PlaceOrderWire }[] = []
  for (const { node, pricePerGpuSecond } of changes) {
    const nonce = BigInt(nextAskNonce) + BigInt(orders.length)
    const ask = askTermsOf({ node, pricePerGpuSecond, nonce, provider: signer.address, chain })
    orders.push({ node: node.node, order: await signAsk(signer, { ask, chain }) })
    onSigned(orders.length)
  }
  const placed = await placeManyOrders(browserApi, { orders: orders.map(({ order }) => order) })
  const judged = await mapAtMost(placed, { atOnce: requestsAtOnce, work: judgedBy })
  return judged.flatMap((verdict, at) => (orders[at] === undefined ? [] : [[orders[at].node, verdict] as const]))
}

async function judgedBy(placed: OrderVerdictWire): Promise<FleetVerdict> {
  if (placed.state === 'refused') return { state: 'refused', code: placed.code, sentence: placed.title }
  return verdictOf(waitForAsk(placed.orderHash, 'open'))
}

async function verdictOf(judged: Promise<void>): Promise<FleetVerdict> {
  try {
    await judged
    return { state: 'done' }
  } catch (error) {
    return { state: 'refused', ...signingProblemOf(error) }
  }
}

import { type ErrorCode, type FleetRow, isErrorCode, type MaintenanceWindow, plannedWindows, zeroAddress } from '@infinitio/domain'
import type { AskWire, ChainWire, NodeAsksWire } from '@infinitio/domain/wire'
import {
  changePrices,
  type Client,
  isAskNonceCancelled,
  isMandateSigned,
  signAsk,
  signCancelOrder,
  type SignedMandate,
  waitUntil,
} from '@infinitio/sdk'
import type { PrivateKeyAccount } from 'viem/accounts'
import { mandateFault, termsFault } from '../provision/mandateFault.ts'
import { renewedAsk } from '../provision/decideAsk.ts'
import type { AskSigner } from './askSigner.ts'

const judged = { timeoutSeconds: 30, everyMs: 200 }

/**
 * A node that carries out a change of its listing. The change is one row of a list that the node's owner signed. `owner` is the wallet that signed the list;
 * `account` is the account of the node's own key.
 */
export type ActingNode = {
  readonly nodeId: string
  readonly owner: string
  readonly account: PrivateKeyAccount
  readonly signer: AskSigner
  readonly rpcUrl: string
}

/**
 * Carries out one row of a signed list that changes listings; the caller has checked the row. Either withdraws the node's ask (the signed order that lists it),
 * or signs and places an ask at the price of the row, within the limits of the node's mandate. If the row lists a paused node again, `transferable` replaces
 * that term of the new ask. May be called again for the same row. Returns null when the listing is as the row wants it, or an error code that says why not.
 * Rejects with InfinitioError while the API does not answer.
 */
export async function actOnRow(
  row: FleetRow,
  node: ActingNode,
  { client, chain, transferable }: Market & { transferable?: boolean },
): Promise<ErrorCode | null> {
  const { asks, maintenance } = await client.getNodeAsks()
  const newest = asks.find((ask) => ask.node === node.nodeId) ?? null
  if (newest !== null && !isOwnPublicAsk(newest, node)) return 'order.fleet_altered'
  const isOpen = newest?.state === 'open'
  if (row.act === 'pause') return newest !== null && isOpen ? await pause(newest.askHash, node, { client, chain }) : null
  if (newest === null) return 'order.unknown'
  if (row.act === 'price' && !isOpen) return 'order.not_open'
  if (isOpen && newest.ask.pricePerGpuSecond === row.pricePerGpuSecond.toString()) return null
  const terms = transferable === undefined ? newest.ask : { ...newest.ask, transferable }
  const signing = await signingFor(row, terms, node, { chain })
  if (typeof signing === 'string') return signing
  return isOpen
    ? await reprice(row, newest, signing, { client, chain })
    : await listAgain(
        row,
        { terms, maintenance: plannedWindows(maintenance).filter((window) => window.node === node.nodeId) },
        { ...signing, ...node },
        { client, chain },
      )
}

type Newest = NodeAsksWire['asks'][number]
type Signing = { readonly key: PrivateKeyAccount; readonly nonce: bigint; readonly signedMandate?: SignedMandate }
type Market = { readonly client: Client; readonly chain: ChainWire }

/**
 * Returns true if an ask that the market returned is a public ask of this node and its owner. Only from such an ask does the node copy the terms for a new one.
 */
const isOwnPublicAsk = ({ ask }: Newest, { nodeId, owner }: ActingNode): boolean =>
  ask.node === nodeId && ask.provider === owner && ask.privateRenter === zeroAddress

async function pause(askHash: string, { account }: ActingNode, { client, chain }: Market): Promise<ErrorCode | null> {
  await client.cancelOrder({ orderHash: askHash, cancel: await signCancelOrder(account, { orderHash: askHash, chain }) })
  const isLeft = ({ state }: { state: string }) => state !== 'open' && state !== 'accepted'
  await waitUntil(() => client.getOrder(askHash), isLeft, judged)
  return null
}

/**
 * Returns the key that may sign this ask, and the nonce that the ask must have; or an error code if no key may sign. All asks of one listing have the same
 * nonce, so that cancelling the nonce cancels them all.
 */
async function signingFor(
  { pricePerGpuSecond }: FleetRow,
  ask: AskWire,
  { nodeId, owner, account, signer, rpcUrl }: ActingNode,
  { chain }: Pick<Market, 'chain'>,
): Promise<Signing | ErrorCode> {
  switch (signer.by) {
    case 'none':
      return 'node.wallet_needed'
    case 'wallet': {
      const key = await signer.load()
      return key.address.toLowerCase() === owner ? { key, nonce: BigInt(ask.nonce) } : 'node.not_owner'
    }
    case 'mandate': {
      const { mandate } = signer.signed
      if (mandate.provider !== owner) return 'order.mandate_mismatch'
      const nonce = BigInt(mandate.nonce)
      const [isSigned, isCancelled] = await Promise.all([
        isMandateSigned(signer.signed, { chain, rpcUrl }),
        isAskNonceCancelled({ rpcUrl, addresses: chain.addresses, provider: owner, nonce }),
      ])
      const fault =
        mandateFault(mandate, { nodeId, isSigned, isCancelled, nowSeconds: chain.chainNow }) ??
        termsFault(mandate, { ...ask, pricePerGpuSecond: pricePerGpuSecond.toString() })
      return fault === null ? { key: account, nonce, signedMandate: signer.signed } : fault.code
    }
  }
}

async function reprice(
  { pricePerGpuSecond }: FleetRow,
  { ask, askHash }: Newest,
  { key, nonce, signedMandate }: Signing,
  { client, chain }: Market,
): Promise<ErrorCode | null> {
  const change = { ask, askHash, pricePerGpuSecond, nonce, ...(signedMandate === undefined ? {} : { signedMandate }) }
  const [verdict] = await changePrices(client.transport, { signer: key, chain, changes: [change] })
  if (verdict?.state !== 'refused') return null
  return isErrorCode(verdict.code) ? verdict.code : 'order.not_open'
}

async function listAgain(
  { pricePerGpuSecond }: FleetRow,
  { terms, maintenance }: { terms: AskWire; maintenance: readonly MaintenanceWindow[] },
  { key, nonce, signedMandate, nodeId, owner }: Signing & ActingNode,
  { client, chain }: Market,
): Promise<ErrorCode | null> {
  const priced = { ...terms, pricePerGpuSecond: pricePerGpuSecond.toString() }
  const renewed = renewedAsk({ nodeId, provider: owner, terms: priced, nonce, maintenance, chain })
  const end = BigInt(signedMandate === undefined ? Number(renewed.expiry) : signedMandate.mandate.until)
  const until = BigInt(signedMandate === undefined ? Number(renewed.availableUntil) : signedMandate.mandate.availableUntil)
  const least = (one: bigint, other: bigint) => (one < other ? one : other) as typeof renewed.expiry
  const ask = { ...renewed, expiry: least(renewed.expiry, end), availableUntil: least(renewed.availableUntil, until) }
  const { orderHash } = await client.placeOrder({ ...(await signAsk(key, { ask, chain })), ...signedMandate })
  const { state, code } = await waitUntil(
    () => client.getOrder(orderHash),
    (order) => order.state !== 'accepted',
    judged,
  )
  if (state === 'open') return null
  return code !== null && isErrorCode(code) ? code : 'order.not_open'
}

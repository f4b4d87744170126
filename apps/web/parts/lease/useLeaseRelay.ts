'use client'
import {
  getChain,
  getWallet,
  isNoShow,
  placeRelay,
  signCancelLease,
  signEnd,
  signEndByProvider,
  signExtend,
  signNoShow,
  signTransferLease,
  type TypedDataSigner,
} from '@infinitio/sdk'
import type { ChainWire, LeaseWire, RelayRequestWire } from '@infinitio/domain/wire'
import { type QueryClient, useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { sentenceOf } from '#web/parts/api/sentenceOf.ts'
import { roundedAmountText } from '#web/parts/format/amountText.ts'
import { statementDigits } from '#web/parts/format/sumTexts.ts'
import { dayMinuteText } from '#web/parts/format/clockText.ts'
import { leaseQuery } from '#web/parts/lease/leaseQueries.ts'
import { notify } from '#web/parts/toasts/notify.ts'
import { useSigner } from '#web/parts/wallet-connection/useSigner.ts'

/**
 * Returns the mutation that signs a message about a lease and sends it to the API. The engine then sends the transaction, and a toast shows the result. The
 * account signs once and pays no gas. Once the API has accepted the message, the mutation adds it to the cached lease, so that the page shows at once that the
 * action is under way.
 */
export function useLeaseRelay({ lease, onSent }: { readonly lease: LeaseWire; readonly onSent: () => void }) {
  const send = useSendWish()
  return useMutation({ mutationFn: (wish: LeaseWish) => send(lease, wish), onSuccess: onSent })
}

/** Returns the function that does the same for any lease, so that one action can change several leases. Throws the errors of the wallet and the API. */
export function useSendWish(): (lease: LeaseWire, wish: LeaseWish) => Promise<void> {
  const signer = useSigner()
  const queryClient = useQueryClient()
  const showOutcome = useRelayToast()
  return async (lease, wish) => {
    if (signer.state !== 'ready') throw new Error('The wallet is not connected.')
    const { relayId } = await placeRelay(browserApi, await signWish(signer.signer, wish, { lease, chain: await getChain(browserApi) }))
    queryClient.setQueryData(leaseQuery(browserApi, lease.leaseId).queryKey, (known) => known && withRelay(known, { relayId, wish }))
    void showOutcome(lease.leaseId, wish, relayId)
    void queryClient.invalidateQueries({ queryKey: ['lease', lease.leaseId] })
    void queryClient.invalidateQueries({ queryKey: ['leases'] })
  }
}

async function signWish(signer: TypedDataSigner, wish: LeaseWish, about: { lease: LeaseWire; chain: ChainWire }): Promise<RelayRequestWire> {
  switch (wish.kind) {
    case 'extend':
      return signExtend(signer, { ...about, end: wish.end })
    case 'end':
      return signEnd(signer, { ...about, accept: wish.accept })
    case 'cancel':
      return isNoShow(about.lease.terms, about.chain.chainNow) ? signNoShow(signer, about) : signCancelLease(signer, about)
    case 'endByProvider':
      return signEndByProvider(signer, about)
    case 'giveAway': {
      const { nextNonce } = await getWallet(browserApi, {})
      return signTransferLease(signer, { ...about, to: wish.to, nonce: BigInt(nextNonce.ask) })
    }
  }
}

/**
 * Returns a function that follows a signed action on a lease and shows its state in one toast: first that it is pending, then its result or the reason of its
 * failure. It also works after the dialog of the action has closed.
 */
function useRelayToast(): (leaseId: string, wish: LeaseWish, relayId: string) => Promise<void> {
  const t = useTranslations('lease.relay')
  const queryClient = useQueryClient()
  return async (leaseId, wish, relayId) => {
    const values = ({ endsAt, paid }: LeaseWire) => ({ time: dayMinuteText(endsAt), amount: refundText(BigInt(paid.refund)) })
    void notify({ tone: 'loading', id: relayId, text: t(`${wish.kind}.pending`) })
    const last = await followRelay(queryClient, {
      ...{ leaseId, wish, relayId },
      onRead: ({ state, code }, lease) => {
        if (state === 'pending') return
        if (state === 'done') return void notify({ tone: 'success', id: relayId, text: t(`${wish.kind}.done`, values(lease)) })
        void notify({ tone: 'error', id: relayId, text: `${t('failed')} ${code === null ? '' : sentenceOf(code)}`.trim() })
      },
    })
    if (last === 'pending') void notify({ tone: 'info', id: relayId, text: t('slow') })
    void queryClient.invalidateQueries({ queryKey: ['leases'] })
  }
}

/** Returns a refund with the decimals of the account's statement. */
function refundText(units: bigint): string {
  return roundedAmountText(units, statementDigits([units]))
}

const relayKinds = { extend: 'extend', end: 'end', cancel: 'cancelLease', endByProvider: 'endByProvider', giveAway: 'transferLease' } as const

/** Returns the lease with the signed message that the API has just accepted. The next answer of the API replaces it. Pure. */
export function withRelay(lease: LeaseWire, { relayId, wish }: { readonly relayId: string; readonly wish: LeaseWish }): LeaseWire {
  const others = lease.relays.filter((relay) => relay.relayId !== relayId)
  return { ...lease, relays: [...others, { relayId, kind: relayKinds[wish.kind], state: 'queued', code: null }] }
}

/** The progress of a signed action on a lease: pending, in a block of the chain, or failed with a code. */
type RelayOutcome = { readonly state: 'pending' | 'done' | 'failed'; readonly code: string | null }

const mostReads = 60
const oftenMs = 1_000

/** Returns the progress of the action that the API accepted as `relayId`, as the lease shows it. Pure. */
export function relayOutcome(lease: LeaseWire, { wish, relayId }: { readonly wish: LeaseWish; readonly relayId: string }): RelayOutcome {
  if (isDone(lease, wish)) return { state: 'done', code: null }
  const relay = lease.relays.find((one) => one.relayId === relayId)
  return relay?.state === 'failed' ? { state: 'failed', code: relay.code } : { state: 'pending', code: null }
}

/**
 * Reads the lease each second, for at most a minute, until an action on it is in a block or has failed. Calls `onRead` with the lease and the progress whenever
 * the progress changes.
 */
async function followRelay(
  queryClient: QueryClient,
  { leaseId, wish, relayId, onRead }: FollowInput & { readonly onRead: (outcome: RelayOutcome, lease: LeaseWire) => void },
): Promise<RelayOutcome['state']> {
  let before: RelayOutcome['state'] | null = null
  for (let reads = 0; reads < mostReads; reads += 1) {
    const lease = await queryClient.fetchQuery({ ...leaseQuery(browserApi, leaseId), staleTime: 0 }).catch(() => null)
    if (lease !== null) {
      const outcome = relayOutcome(lease, { wish, relayId })
      if (outcome.state !== before) onRead(outcome, lease)
      before = outcome.state
      if (outcome.state !== 'pending') return outcome.state
    }
    await new Promise((resolve) => setTimeout(resolve, oftenMs))
  }
  return 'pending'
}

type FollowInput = { readonly leaseId: string; readonly wish: LeaseWish; readonly relayId: string }

function isDone({ state, endsAt, holder }: LeaseWire, wish: LeaseWish): boolean {
  switch (wish.kind) {
    case 'extend':
      return endsAt >= wish.end
    case 'giveAway':
      return holder.toLowerCase() === wish.to.toLowerCase()
    default:
      return state === 'ended' || state === 'closed'
  }
}

/**
 * An action on a lease. The holder extends the lease to a later end (Unix seconds), or ends it, with or without accepting the last hour's pay. The holder can
 * also cancel the lease before it is ready, or transfer it before its start. The provider can only end it. A cancellation after the grace period is sent as a
 * no-show.
 */
export type LeaseWish =
  | { readonly kind: 'extend'; readonly end: number }
  | { readonly kind: 'end'; readonly accept: boolean }
  | { readonly kind: 'cancel' }
  | { readonly kind: 'endByProvider' }
  | { readonly kind: 'giveAway'; readonly to: string }

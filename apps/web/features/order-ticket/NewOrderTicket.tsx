'use client'
import type { ChainWire, OrderWire, WalletWire } from '@infinitio/domain/wire'
import { newWorkload } from '@infinitio/sdk'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useMemo, useState } from 'react'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'
import { browserApi } from '#web/features/api/browserApi.ts'
import { workloadOf } from '#web/features/booking/leaseSetup.ts'
import { chainQuery } from '#web/features/chain/chainQuery.ts'
import { useChainNow } from '#web/features/chain/useChainNow.ts'
import { RelayProblem } from '#web/features/lease/RelayProblem.tsx'
import { BidLines } from '#web/features/order-ticket/BidLines.tsx'
import { FillChanceNote } from '#web/features/order-ticket/FillChanceNote.tsx'
import { HowFields } from '#web/features/order-ticket/HowFields.tsx'
import { RunFields } from '#web/features/order-ticket/RunFields.tsx'
import { ticketBid } from '#web/features/order-ticket/ticketBid.ts'
import { plainTicket, type TicketDraft } from '#web/features/order-ticket/ticketDraft.ts'
import { ticketProblem } from '#web/features/order-ticket/ticketProblem.ts'
import { usePlaceBid } from '#web/features/order-ticket/usePlaceBid.ts'
import { waitingWish } from '#web/features/order-ticket/waitingWish.ts'
import { WhatFields } from '#web/features/order-ticket/WhatFields.tsx'
import { useAccount } from '#web/features/session/useAccount.ts'
import { SignerButton } from '#web/features/wallet-connection/SignerButton.tsx'
import { WalletBoundary } from '#web/features/wallet-connection/WalletBoundary.tsx'
import { walletQuery } from '#web/features/wallet/walletQuery.ts'

type NewOrderTicketProps = { readonly prefill: Partial<TicketDraft>; readonly onPlaced: (order: OrderWire) => void }

/** A new order: what is wanted and at most for how much, the whole bill, and one signature. */
export function NewOrderTicket(props: NewOrderTicketProps) {
  const account = useAccount()
  const { data: chain } = useQuery(chainQuery(browserApi))
  const { data: wallet } = useQuery({ ...walletQuery(browserApi), enabled: typeof account === 'string' })
  if (chain === undefined) return <TicketSkeleton />
  return (
    <WalletBoundary waiting={<TicketSkeleton />}>
      <TicketForm {...props} chain={chain} wallet={wallet} />
    </WalletBoundary>
  )
}

type TicketFormProps = NewOrderTicketProps & { readonly chain: ChainWire; readonly wallet: WalletWire | undefined }

function TicketForm({ prefill, onPlaced, chain, wallet }: TicketFormProps) {
  const t = useTranslations('ticket')
  const [draft, setDraft] = useState<TicketDraft>({ ...plainTicket, ...prefill })
  const now = useChainNow(chain.chainNow)
  const placing = usePlaceBid({ shown: chain, onPlaced })
  const change = (patch: Partial<TicketDraft>) => setDraft((current) => ({ ...current, ...patch }))
  const { setup } = draft
  const workload = useMemo(() => newWorkload(workloadOf(setup)), [setup])
  const problem = ticketProblem(draft, { now })
  const bidArgs = { draft, workloadHash: workload.workloadHash }
  const shown = problem === null || problem.startsWith('script') ? ticketBid({ ...bidArgs, ...shownAs(wallet, chain) }) : null
  const wish = waitingWish(draft, now)
  const place = () =>
    placing.mutate({
      bidOf: (setting) => ticketBid({ ...bidArgs, ...setting }),
      workload,
      rank: 'price',
      replaces: null,
      leaseName: setup.name.trim(),
    })
  return (
    <div className="panel-body ed">
      <WhatFields draft={draft} change={change} />
      <HowFields draft={draft} change={change} now={now} />
      <RunFields setup={setup} onSetup={(next) => change({ setup: next })} />
      {wish !== null && <FillChanceNote wish={wish} was={null} now={now} />}
      {shown !== null && <BidLines bid={shown} wallet={wallet} rests={draft.force === 'rest'} />}
      {problem !== null && <p className="t13 warn">{t(`problem.${problem}`)}</p>}
      {placing.isError && <RelayProblem error={placing.error} />}
      <SignerButton label={placing.isPending ? t('signing') : t('sign')} disabled={problem !== null || placing.isPending} onSign={place} />
      <p className="t12 dim">{t(draft.force === 'rest' ? 'wordsRest' : 'wordsNow')}</p>
    </div>
  )
}

/** Who signs and by which number does not change what a bid costs: the bill is there before anybody signed in. */
function shownAs(wallet: WalletWire | undefined, chain: ChainWire) {
  return { renter: wallet?.account ?? `0x${'0'.repeat(40)}`, nonce: BigInt(wallet?.nextNonce.bid ?? 0), chain }
}

function TicketSkeleton() {
  const t = useTranslations('ticket')
  return (
    <div className="panel-body ed skeltree">
      <p className="sr" role="status">
        {t('loading')}
      </p>
      {[1, 2, 3, 4, 5].map((key) => (
        <Skeleton key={key} width="100%" height={56} />
      ))}
    </div>
  )
}

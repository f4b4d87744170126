'use client'
import type { ChainWire, OrderWire } from '@infinitio/domain/wire'
import { getListing } from '@infinitio/sdk'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import dynamic from 'next/dynamic'
import Link from 'next/link'
import { useMemo } from 'react'
import { Button } from '#web/components/ui/Button.tsx'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'
import { BidLines } from '#web/features/order-ticket/BidLines.tsx'
import { FillChanceNote } from '#web/features/order-ticket/FillChanceNote.tsx'
import { HowFields } from '#web/features/order-ticket/HowFields.tsx'
import { RunFields } from '#web/features/order-ticket/RunFields.tsx'
import { ticketBid } from '#web/features/order-ticket/ticketBid.ts'
import { ticketProblem } from '#web/features/order-ticket/ticketProblem.ts'
import type { TicketWriting } from '#web/features/order-ticket/ticketDraft.ts'
import { waitingWish } from '#web/features/order-ticket/waitingWish.ts'
import { ClassFields, SizeFields } from '#web/features/order-ticket/WhatFields.tsx'
import { secretWorkload } from '#web/features/secrets/secretWorkload.ts'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { chainQuery } from '#web/parts/chain/chainQuery.ts'
import { useChainNow } from '#web/parts/chain/useChainNow.ts'
import { shortHex } from '#web/parts/format/shortHex.ts'
import { workloadOf } from '#web/parts/lease-setup/leaseSetup.ts'
import { askToSignIn } from '#web/parts/session/signInRequest.ts'
import { useAccount } from '#web/parts/session/useAccount.ts'
import { WaitingButton } from '#web/parts/wallet-connection/WaitingButton.tsx'
import { walletQuery } from '#web/parts/wallet/walletQuery.ts'

// Loads only for signed-in users, because it contains the signing code.
const PlaceOrderFoot = dynamic(() => import('#web/features/order-ticket/PlaceOrderFoot.tsx').then((module) => module.PlaceOrderFoot), {
  ssr: false,
  loading: () => <WaitingButton />,
})

type NewOrderTicketProps = {
  readonly writing: TicketWriting
  /** True if the page already determines class and region, so the ticket does not ask for them. */
  readonly isClassGiven: boolean
  readonly onPlaced: (order: OrderWire) => void
}

/** Lets the user write a new order: terms, highest price, the whole bill and one signature. */
export function NewOrderTicket(props: NewOrderTicketProps) {
  const { data: chain } = useQuery(chainQuery(browserApi))
  return chain === undefined ? <TicketSkeleton /> : <TicketForm {...props} chain={chain} />
}

function TicketForm({ writing: { draft, change }, isClassGiven, onPlaced, chain }: NewOrderTicketProps & { readonly chain: ChainWire }) {
  const t = useTranslations('ticket')
  const account = useAccount()
  const { data: wallet } = useQuery({ ...walletQuery(browserApi), enabled: typeof account === 'string' })
  const now = useChainNow(chain.chainNow)
  const { setup } = draft
  const workload = useMemo(() => secretWorkload(workloadOf(setup), setup.secrets), [setup])
  const problem = ticketProblem(draft, { now })
  const { workloadHash } = workload
  // The renter and the nonce do not affect the cost, so the bill can be shown before sign-in.
  const signing = { renter: wallet?.account ?? `0x${'0'.repeat(40)}`, nonce: BigInt(wallet?.nextNonce.bid ?? 0), chain }
  const shown = problem === null || problem.startsWith('script') ? ticketBid({ draft, workloadHash, ...signing }) : null
  const wish = waitingWish(draft, now)
  return (
    <div className="panel-body ed">
      {!isClassGiven && <ClassFields draft={draft} change={change} />}
      {draft.node !== null && <OnlyNode node={draft.node} onAny={() => change({ node: null })} />}
      <SizeFields draft={draft} change={change} />
      <HowFields draft={draft} change={change} now={now} />
      <RunFields setup={setup} isAnyMachine={draft.node === null} onSetup={(next) => change({ setup: next })} />
      {wish !== null && <FillChanceNote wish={wish} was={null} now={now} />}
      {shown !== null && <BidLines bid={shown} wallet={wallet} rests={draft.force === 'rest'} />}
      {problem !== null && <p className="t13 warn">{t(`problem.${problem}`)}</p>}
      {account === null ? (
        <StrangerFoot />
      ) : (
        <PlaceOrderFoot
          chain={chain}
          isReady={problem === null}
          bidOf={(setting) => ticketBid({ draft, workloadHash, ...setting })}
          workload={workload}
          leaseName={setup.name.trim()}
          onPlaced={onPlaced}
        />
      )}
      <p className="t12 dim">{t(draft.force === 'rest' ? 'wordsRest' : 'wordsNow')}</p>
    </div>
  )
}

type OnlyNodeProps = { readonly node: string; readonly onAny: () => void }

/** Shows that the order accepts only one machine, and lets the user accept any machine. */
function OnlyNode({ node, onAny }: OnlyNodeProps) {
  const t = useTranslations('ticket.only')
  const { data } = useQuery({ queryKey: ['listing', node, 'name'], queryFn: async () => (await getListing(browserApi, { node, query: {} })).name })
  return (
    <p className="row between wrap t13">
      <span>
        {t.rich('text', {
          name: data ?? shortHex(node),
          node: (text) => (
            <Link className="link" href={`/gpus/${node}`}>
              {text}
            </Link>
          ),
        })}
      </span>
      <Button tone="ghost" size="sm" onClick={onAny}>
        {t('any')}
      </Button>
    </p>
  )
}

/** The end of the ticket for a visitor who is not signed in: a button that asks to sign in. The typed values remain after the sign-in. */
export function StrangerFoot() {
  const t = useTranslations('ticket.stranger')
  return (
    <div className="stack g2">
      <Button tone="primary" size="lg" full onClick={() => void askToSignIn()}>
        {t('connect')}
      </Button>
      <p className="t12 dim">{t('text')}</p>
    </div>
  )
}

/** Loading skeleton of a ticket: one line per field, the bill and the button. */
export function TicketSkeleton() {
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

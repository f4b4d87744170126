'use client'
import type { ClosedLeaseWire, LeaseWire } from '@infinitio/domain/wire'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import dynamic from 'next/dynamic'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { Panel } from '#web/components/ui/Panel.tsx'
import { closedLeaseQuery } from '#web/features/govern/disputes/disputeQueries.ts'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { QueryView } from '#web/parts/api/QueryView.tsx'
import { useChainNow } from '#web/parts/chain/useChainNow.ts'
import { deadlineText } from '#web/parts/format/clockText.ts'

const OpenLease = dynamic(() => import('#web/features/govern/disputes/OpenLease.tsx').then((module) => module.OpenLease), { ssr: false })

/**
 * Shows the renter of an ended lease until when a dispute about the lease can be opened, with the form that opens one. If there is a dispute already, shows the
 * renter and the provider a link to it instead.
 */
export function LeaseDispute({ lease: { leaseId, state, role } }: { readonly lease: LeaseWire }) {
  const t = useTranslations('leaseDispute')
  const query = useQuery({ ...closedLeaseQuery(browserApi, leaseId), enabled: state === 'closed' })
  if (role === 'renter' && state === 'ended') return <Told text={t('ended')} />
  if (state !== 'closed' || (role !== 'renter' && role !== 'provider')) return null
  return (
    <QueryView query={query} failed={t('failed')} skeleton={<div className="panel min-h-28" aria-hidden />}>
      {(closed) => <Closed closed={closed} mayOpen={role === 'renter'} />}
    </QueryView>
  )
}

/** Shows what the reader can do in a dispute about a closed lease now. The provider sees only a dispute that already exists. */
export function Closed({ closed, mayOpen }: { readonly closed: ClosedLeaseWire; readonly mayOpen: boolean }) {
  const t = useTranslations('leaseDispute')
  const now = useChainNow(closed.now)
  const { dispute, openUntil, attested, attestableFrom, mostClaim, contracts, statement } = closed
  if (dispute !== null)
    return (
      <Told text={t('open')}>
        <Link className="btn" href={`/disputes/${dispute}`}>
          {t('show', { id: dispute })}
        </Link>
      </Told>
    )
  if (!mayOpen || contracts === null) return null
  if (now >= openUntil) return <Told text={t('late', { moment: deadlineText(openUntil) })} />
  if (attested === null) {
    const values = { from: deadlineText(attestableFrom), until: deadlineText(openUntil) }
    return <Told text={t(now < attestableFrom ? 'early' : 'waits', values)} />
  }
  if (mostClaim === '0') return <Told text={t(statement.weekPay === '0' ? 'noPay' : 'noBond')} />
  return (
    <div id="dispute">
      <OpenLease closed={closed} court={contracts.court} pToken={contracts.pToken} />
    </div>
  )
}

function Told({ text, children }: { readonly text: string; readonly children?: ReactNode }) {
  const t = useTranslations('leaseDispute')
  return (
    <div id="dispute">
      <Panel title={t('title')}>
        <div className="panel-body stack g4">
          <p className="t13">{text}</p>
          {children !== undefined && <div className="row">{children}</div>}
          <p className="t13">
            <Link className="link" href="/docs/guides/disputes">
              {t('guide')}
            </Link>
          </p>
        </div>
      </Panel>
    </div>
  )
}

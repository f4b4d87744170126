'use client'
import type { LeaseWire } from '@infinitio/domain/wire'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { FaultCard } from '#web/features/faults/FaultCard.tsx'
import { leaseFaultsQuery } from '#web/features/faults/faultQueries.ts'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { QueryView } from '#web/parts/api/QueryView.tsx'

/** Shows the faults of a lease, newest first. `waiting` is shown until they have loaded. */
export function LeaseFaults({ lease: { leaseId, role, state }, waiting }: { readonly lease: LeaseWire; readonly waiting: ReactNode }) {
  const t = useTranslations('faults')
  const query = useQuery(leaseFaultsQuery(browserApi, leaseId))
  return (
    <QueryView query={query} failed={t('failed')} skeleton={waiting}>
      {({ items }) => (
        <>
          {items.map((fault) => (
            <FaultCard
              key={fault.number}
              fault={fault}
              side={role === 'renter' || role === 'provider' ? role : null}
              mayDispute={state === 'ended' || state === 'closed'}
            />
          ))}
        </>
      )}
    </QueryView>
  )
}

'use client'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { FaultCard } from '#web/features/faults/FaultCard.tsx'
import { leaseFaultsQuery } from '#web/features/faults/faultQueries.ts'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { QueryView } from '#web/parts/api/QueryView.tsx'

/** Shows the faults of a lease, newest first. `waiting` reserves their space. */
export function LeaseFaults({ leaseId, waiting }: { readonly leaseId: string; readonly waiting: React.ReactNode }) {
  const t = useTranslations('faults')
  const query = useQuery(leaseFaultsQuery(browserApi, leaseId))
  return (
    <QueryView query={query} failed={t('failed')} skeleton={waiting}>
      {({ items }) => (
        <>
          {items.map((fault) => (
            <FaultCard key={fault.number} fault={fault} />
          ))}
        </>
      )}
    </QueryView>
  )
}

'use client'
import type { LeaseWire } from '@infinitio/domain/wire'
import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '#web/components/ui/Button.tsx'
import { isRelayUnderWay } from '#web/parts/lease/isRelayUnderWay.ts'

const EndLeaseDialog = dynamic(() => import('#web/features/provide/EndLeaseDialog.tsx').then((module) => module.EndLeaseDialog), { ssr: false })

/** Lets a provider end a lease on its node while it lives; compensation comes out of what it has `bonded` (base units). */
export function EndLeaseButton({ lease, now, bonded }: { readonly lease: LeaseWire; readonly now: number; readonly bonded: bigint }) {
  const t = useTranslations('provide.ending')
  const [isOpen, setIsOpen] = useState(false)
  if (lease.state !== 'booked' && lease.state !== 'active') return null
  return (
    <>
      <Button size="sm" disabled={isRelayUnderWay(lease)} onClick={() => setIsOpen(true)} aria-label={t('nameOf', { leaseId: lease.leaseId })}>
        {t('name')}
      </Button>
      {isOpen && <EndLeaseDialog lease={lease} now={now} bonded={bonded} onClose={() => setIsOpen(false)} />}
    </>
  )
}

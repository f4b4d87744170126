'use client'
import type { LeaseWire } from '@infinitio/domain/wire'
import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '#web/components/ui/Button.tsx'

const ClaimDialog = dynamic(() => import('#web/features/provide/ClaimDialog.tsx').then((module) => module.ClaimDialog), { ssr: false })

/** Opens the dialog that claims pay which is at least an hour old and not yet in the provider's balance. */
export function ClaimButton({ leases, claimable }: { readonly leases: readonly LeaseWire[]; readonly claimable: bigint }) {
  const t = useTranslations('provide')
  const [isOpen, setIsOpen] = useState(false)
  return (
    <>
      <Button size="sm" disabled={claimable === 0n} onClick={() => setIsOpen(true)}>
        {t('claim')}
      </Button>
      {isOpen && <ClaimDialog leases={leases} onClose={() => setIsOpen(false)} />}
    </>
  )
}

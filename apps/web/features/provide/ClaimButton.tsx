'use client'
import type { LeaseWire } from '@infinitio/domain/wire'
import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import { useId, useState } from 'react'
import { Button } from '#web/components/ui/Button.tsx'
import { WhyDisabled } from '#web/components/ui/WhyDisabled.tsx'

const ClaimDialog = dynamic(() => import('#web/features/provide/ClaimDialog.tsx').then((module) => module.ClaimDialog), { ssr: false })

/** Opens the dialog that claims pay which is at least an hour old and not yet in the provider's balance. */
export function ClaimButton({ leases, claimable }: { readonly leases: readonly LeaseWire[]; readonly claimable: bigint }) {
  const t = useTranslations('provide')
  const [isOpen, setIsOpen] = useState(false)
  const reasonId = useId()
  const reason = claimable === 0n ? t('nothingToClaim') : null
  return (
    <>
      <Button size="sm" disabled={reason !== null} aria-describedby={reason === null ? undefined : reasonId} onClick={() => setIsOpen(true)}>
        {t('claim')}
      </Button>
      <WhyDisabled id={reasonId}>{reason}</WhyDisabled>
      {isOpen && <ClaimDialog leases={leases} onClose={() => setIsOpen(false)} />}
    </>
  )
}

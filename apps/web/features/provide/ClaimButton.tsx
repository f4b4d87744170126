'use client'
import type { LeaseWire } from '@infinitio/domain/wire'
import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import { useId, useState } from 'react'
import { Button } from '#web/components/ui/Button.tsx'
import { WhyDisabled } from '#web/components/ui/WhyDisabled.tsx'

const ClaimDialog = dynamic(() => import('#web/features/provide/ClaimDialog.tsx').then((module) => module.ClaimDialog), { ssr: false })

type ClaimButtonProps = {
  readonly leases: readonly LeaseWire[]
  /** The pay that can be claimed, in PToken base units. */
  readonly claimable: bigint
  /** The figure left of the button. */
  readonly children: React.ReactNode
}

/** Opens the dialog that claims pay which is at least an hour old and not yet in the provider's balance. */
export function ClaimButton({ leases, claimable, children }: ClaimButtonProps) {
  const t = useTranslations('provide')
  const [isOpen, setIsOpen] = useState(false)
  const reasonId = useId()
  const reason = claimable === 0n ? t('nothingToClaim') : null
  return (
    <>
      <span className="row between">
        {children}
        <Button size="sm" disabled={reason !== null} aria-describedby={reason === null ? undefined : reasonId} onClick={() => setIsOpen(true)}>
          {t('claim')}
        </Button>
      </span>
      <WhyDisabled id={reasonId}>{reason}</WhyDisabled>
      {isOpen && <ClaimDialog leases={leases} onClose={() => setIsOpen(false)} />}
    </>
  )
}

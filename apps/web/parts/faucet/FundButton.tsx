'use client'
import { useState } from 'react'
import { Button } from '#web/components/ui/Button.tsx'
import { FundingLine } from '#web/parts/faucet/FundingLine.tsx'

/** Requests test money of the development chain, then shows the progress. */
export function FundButton({ account, label }: { readonly account: string; readonly label: string }) {
  const [isAsked, setIsAsked] = useState(false)
  if (isAsked) return <FundingLine account={account} />
  return (
    <Button full onClick={() => setIsAsked(true)}>
      {label}
    </Button>
  )
}

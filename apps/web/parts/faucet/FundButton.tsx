'use client'
import { useState } from 'react'
import { Button } from '#web/components/ui/Button.tsx'
import { FundingLine } from '#web/parts/faucet/FundingLine.tsx'

/** Asks for what the development chain gives to try things out, and then says how that goes. */
export function FundButton({ account, label }: { readonly account: string; readonly label: string }) {
  const [isAsked, setIsAsked] = useState(false)
  if (isAsked) return <FundingLine account={account} />
  return (
    <Button full onClick={() => setIsAsked(true)}>
      {label}
    </Button>
  )
}

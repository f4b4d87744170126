'use client'
import { useEffect, useState } from 'react'

/** When this tab signed the order, in milliseconds of this computer's clock; null when it was signed elsewhere. */
export function useSignedAt(orderHash: string): number | null {
  const [signedAtMs, setSignedAtMs] = useState<number | null>(null)
  useEffect(() => {
    const kept = window.sessionStorage.getItem(`infinitio.signedAt.${orderHash}`)
    setSignedAtMs(kept === null ? null : Number(kept))
  }, [orderHash])
  return signedAtMs
}

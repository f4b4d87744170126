'use client'
import { useEffect, useState } from 'react'

const keyOf = (orderHash: string): string => `infinitio.signedAt.${orderHash}`

/** Stores in this tab the time at which it signed an order: now. */
export function noteSignedAt(orderHash: string): void {
  window.sessionStorage.setItem(keyOf(orderHash), Date.now().toString())
}

/** Returns when this tab signed the order, in milliseconds of this computer's clock; returns null if another tab or device signed it. */
export function useSignedAt(orderHash: string): number | null {
  const [signedAtMs, setSignedAtMs] = useState<number | null>(null)
  useEffect(() => {
    const stored = window.sessionStorage.getItem(keyOf(orderHash))
    setSignedAtMs(stored === null ? null : Number(stored))
  }, [orderHash])
  return signedAtMs
}

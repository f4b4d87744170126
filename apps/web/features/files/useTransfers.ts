'use client'
import { useEffect, useRef, useState } from 'react'
import { createTransfers, type Transfer, type Transfers } from '#web/features/files/transfers.ts'

/** The transfers of this page and the way to start one; they stop when the page goes. `onDone` is told after each. */
export function useTransfers(onDone: (transfer: Transfer) => void): { all: readonly Transfer[]; transfers: Transfers } {
  const [all, setAll] = useState<readonly Transfer[]>([])
  const tell = useRef(onDone)
  tell.current = onDone
  const [transfers] = useState(() => createTransfers({ onChange: setAll, onDone: (transfer) => tell.current(transfer) }))
  useEffect(() => () => transfers.close(), [transfers])
  return { all, transfers }
}

'use client'
import type { TemplateMachine } from '@infinitio/domain'
import { useSearchParams } from 'next/navigation'
import { useEffect, useMemo, useState } from 'react'
import { setupOfRun } from '#web/features/booking/setupOfRun.ts'
import { forgetCheckout, storeCheckout, storedCheckout } from '#web/features/booking/storedCheckout.ts'
import { storeSshKeys, storedSshKeys } from '#web/features/ssh-keys/storedSshKeys.ts'
import type { LeaseSetup } from '#web/parts/lease-setup/leaseSetup.ts'
import { usePinnedTemplate } from '#web/parts/lease-setup/usePinnedTemplate.ts'
import { carriedSetup, noteSetup } from '#web/parts/other-machine/carriedSetup.ts'
import { useAccount } from '#web/parts/session/useAccount.ts'

/**
 * Identifies a checkout's setup: `key` moves values between checkouts, `node` selects the stored values, and `machine` is the rented part of the
 * machine.
 */
type SetupPlace = { readonly key: string; readonly node: string | null; readonly machine: TemplateMachine | null }

/** Returns the typed setup and its setters. The browser stores the setup until the renter signs. */
export function useSetup<Placed>({ key, node, machine }: SetupPlace, onPlaced: (placed: Placed) => void) {
  const runText = useSearchParams().get('run') ?? ''
  const [setup, setSetup] = useState<LeaseSetup>(() => carriedSetup(key) ?? setupOfRun(runText, machine))
  const place = usePlace(node)
  const isCarried = carriedSetup(key) !== null
  useEffect(() => {
    // Values that were carried from another machine are newer than the stored values.
    const stored = place === null || isCarried ? null : storedCheckout(window.localStorage, { ...place, nowMs: Date.now() })
    setSetup((current) => ({ ...current, ...stored, keys: storedSshKeys() }))
  }, [place, isCarried])
  useEffect(() => noteSetup(setup), [setup])
  function change(patch: Partial<LeaseSetup>): void {
    const next = { ...setup, ...patch }
    setSetup(next)
    if (patch.keys !== undefined) storeSshKeys(patch.keys)
    if (place !== null) storeCheckout(window.localStorage, { ...place, setup: next, atMs: Date.now() })
  }
  function placed(order: Placed): void {
    if (place !== null) forgetCheckout(window.localStorage, place)
    onPlaced(order)
  }
  usePinnedTemplate(setup, change)
  return { setup, change, placed }
}

/** Returns the account and the machine under which the browser stores the values; null while they are not known. */
function usePlace(node: string | null): { readonly account: string; readonly node: string } | null {
  const account = useAccount() ?? null
  return useMemo(() => (account === null || node === null ? null : { account, node }), [account, node])
}

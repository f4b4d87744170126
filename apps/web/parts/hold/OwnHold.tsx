'use client'
import type { HoldWire } from '@infinitio/domain/wire'
import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { Button } from '#web/components/ui/Button.tsx'
import { Callout } from '#web/components/ui/Callout.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { countdownText } from '#web/parts/format/countdownText.ts'
import { durationText } from '#web/parts/format/durationText.ts'
import { holdsQuery } from '#web/parts/hold/holdsQuery.ts'
import { useSecondsLeft } from '#web/parts/hold/useSecondsLeft.ts'
import { rentedUnit } from '#web/parts/machine/rentedUnit.ts'
import { useAccount } from '#web/parts/session/useAccount.ts'

/** Returns the hold (the reservation of a machine or its price) that the signed-in account has of a machine, or null if there is none. */
export function useOwnHold(node: string): HoldWire | null {
  const account = useAccount()
  const { data } = useQuery({ ...holdsQuery(browserApi), enabled: typeof account === 'string' })
  return data?.items.find((hold) => hold.node === node) ?? null
}

/** Shows that the renter has reserved this machine, how much time is left, and the link to its checkout. */
export function OwnHold({ hold }: { readonly hold: HoldWire }) {
  const t = useTranslations('listing.ownHold')
  const secondsLeft = useSecondsLeft({ until: hold.expiresAt, serverNow: hold.serverNow }) ?? 0
  if (secondsLeft === 0) return null
  return (
    <Callout tone="go">
      <p className="mb-2">
        <b>{t('title', { unit: rentedUnit(hold.listing), gpus: hold.gpus, hours: durationText(hold.durationSeconds) })}</b>{' '}
        {t('text', { left: countdownText(secondsLeft) })}
      </p>
      <Button asChild tone="primary" full>
        <Link href={`/book/${hold.holdId}`}>{t('continue')}</Link>
      </Button>
    </Callout>
  )
}

'use client'
import { placeHold } from '@infinitio/sdk'
import type { HoldWire } from '@infinitio/domain/wire'
import { useMutation, useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { Button } from '#web/components/ui/Button.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { problemOf } from '#web/parts/api/problem.ts'
import type { Checkout } from '#web/parts/checkout/checkout.ts'
import { rentAddress, type RentWish } from '#web/parts/checkout/rentAddress.ts'
import { carrySetup } from '#web/parts/other-machine/carriedSetup.ts'
import { OtherNode } from '#web/parts/other-machine/OtherNode.tsx'
import { holdsQuery } from '#web/parts/hold/holdsQuery.ts'
import { momentText } from '#web/parts/format/clockText.ts'
import { useSecondsLeft } from '#web/parts/hold/useSecondsLeft.ts'
import { walletQuery } from '#web/parts/wallet/walletQuery.ts'
import { type Recovery, recoveryOf } from '#web/features/booking/recoveryOf.ts'
import { askToSignIn } from '#web/parts/session/signInRequest.ts'
import { notify } from '#web/parts/toasts/notify.ts'

export type RecoveryActionsProps = { readonly code: string; readonly checkout: Checkout; readonly onSignAgain: (() => void) | null }

/**
 * Shows the possible next actions after a rejection as buttons, best first. "Hold again" requests a new hold for the same GPUs and hours at today's price. In a
 * checkout without a hold, a button that signs the order again is shown instead. `onSignAgain` is null if another button beside this list signs again.
 */
export function RecoveryActions({ code, checkout, onSignAgain }: RecoveryActionsProps) {
  const t = useTranslations('book.recovery')
  return (
    <div className="row wrap empty:hidden">
      {recoveriesOf(code, checkout).map((recovery, index) => (
        <RecoveryButton key={recovery} recovery={recovery} isFirst={index === 0} checkout={checkout} onSignAgain={onSignAgain} label={t(recovery)} />
      ))}
    </div>
  )
}

type RecoveryButtonProps = {
  readonly recovery: Recovery
  readonly isFirst: boolean
  readonly checkout: Checkout
  readonly onSignAgain: (() => void) | null
  readonly label: string
}

function RecoveryButton({ recovery, isFirst, checkout, onSignAgain, label }: RecoveryButtonProps) {
  const tone = isFirst ? 'primary' : 'plain'
  switch (recovery) {
    case 'holdAgain':
      return checkout.hold === null ? null : <HoldAgain hold={checkout.hold} tone={tone} label={label} />
    case 'signAgain':
      return onSignAgain === null ? null : (
        <Button tone={tone} onClick={onSignAgain}>
          {label}
        </Button>
      )
    case 'signIn':
      return (
        <Button tone={tone} onClick={() => void askToSignIn()}>
          {label}
        </Button>
      )
    case 'deposit':
      return <LinkButton tone={tone} href="/wallet#deposit" label={label} />
    case 'leases':
      return <LinkButton tone={tone} href="/leases" label={label} />
    case 'liveHold':
      return <LiveHold tone={tone} label={label} />
    case 'otherNode':
      return <OtherNode checkout={checkout} tone={tone} label={label} />
    case 'rentNow':
      return checkout.like === null ? null : <LinkButton tone={tone} href={rentAddress(checkout.like.node, wishOf(checkout))} label={label} />
  }
}

function recoveriesOf(code: string, { hold }: Checkout): readonly Recovery[] {
  const known = recoveryOf(code)
  return hold !== null ? known : [...new Set(known.map((recovery) => (recovery === 'holdAgain' ? 'signAgain' : recovery)))]
}

function wishOf({ gpus, durationSeconds }: Checkout): RentWish {
  return { gpus, durationSeconds, startHour: null, run: '' }
}

function LinkButton({ href, label, tone }: { readonly href: string; readonly label: string; readonly tone: 'primary' | 'plain' }) {
  return (
    <Button asChild tone={tone}>
      <Link href={href}>{label}</Link>
    </Button>
  )
}

/** Links to the account's active hold with a deposit. Renders nothing until that hold is known, or if there is none. */
function LiveHold({ tone, label }: { readonly tone: 'primary' | 'plain'; readonly label: string }) {
  const { data } = useQuery(holdsQuery(browserApi))
  const hold = data?.items.find(({ funded }) => funded)
  return hold === undefined ? null : <LinkButton tone={tone} href={`/book/${hold.holdId}`} label={label} />
}

/**
 * A button that reserves the machine again, at the current price of its ask. If the price has changed, the checkout shows the new price before the renter
 * signs.
 */
function HoldAgain({ hold, tone, label }: { readonly hold: HoldWire; readonly tone: 'primary' | 'plain'; readonly label: string }) {
  const t = useTranslations('book.recovery')
  const router = useRouter()
  const { data: wallet } = useQuery(walletQuery(browserApi))
  const holding = useMutation({
    mutationFn: () =>
      placeHold(browserApi, {
        askHash: hold.listing?.askHash ?? hold.askHash,
        gpus: hold.gpus,
        durationSeconds: hold.durationSeconds,
        funded: hold.funded,
      }),
    onSuccess: ({ holdId }) => {
      carrySetup(holdId)
      router.replace(`/book/${holdId}`)
    },
    onError: (error) => void notify({ tone: 'error', text: problemOf(error).sentence }),
  })
  const nextAt = hold.funded ? (wallet?.nextHoldAt ?? null) : null
  const secondsToNext = useSecondsLeft({ until: nextAt, serverNow: hold.serverNow }) ?? 0
  if (nextAt !== null && secondsToNext > 0) return <Button disabled>{t('holdAgainAt', { moment: momentText(nextAt) })}</Button>
  return (
    <Button tone={tone} disabled={holding.isPending} onClick={() => holding.mutate()}>
      {label}
    </Button>
  )
}

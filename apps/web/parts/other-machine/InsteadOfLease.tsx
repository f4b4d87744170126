'use client'
import type { LeaseWire, ListingWire } from '@infinitio/domain/wire'
import { searchListings } from '@infinitio/sdk'
import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { Button } from '#web/components/ui/Button.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { alternativeQuery, bestAlternative } from '#web/parts/other-machine/bestAlternative.ts'
import { replacementTerms } from '#web/parts/other-machine/replacementTerms.ts'
import { setupOfLease } from '#web/parts/other-machine/setupOfLease.ts'
import { useHoldInstead } from '#web/parts/other-machine/useHoldInstead.ts'
import { amountText } from '#web/parts/format/amountText.ts'
import { useLeaseRelay } from '#web/parts/lease/useLeaseRelay.ts'
import { listingQuery } from '#web/parts/machine/listingQuery.ts'
import { SignerButton } from '#web/parts/wallet-connection/SignerButton.tsx'
import { WalletBoundary } from '#web/parts/wallet-connection/WalletBoundary.tsx'
import { rentedUnit } from '#web/parts/machine/rentedUnit.ts'
import { givenName } from '#web/parts/machine/nodeTitle.ts'

/**
 * Offers the best other machine for the remaining time of a lease at no higher price, and links to all machines. One click holds (reserves) that machine, and
 * also cancels the lease if it is not ready yet.
 */
export function InsteadOfLease({ lease }: { readonly lease: LeaseWire }) {
  const t = useTranslations('lease.instead')
  const wanted = replacementTerms(lease)
  const { data: like } = useQuery(listingQuery(browserApi, lease.terms.node, null))
  const { data: best } = useQuery({
    queryKey: ['alternative', 'lease', lease.leaseId, lease.state],
    queryFn: async () =>
      like === undefined ? null : bestAlternative(wanted, like, (await searchListings(browserApi, alternativeQuery(wanted, like))).items),
    enabled: like !== undefined,
  })
  const href = like === undefined ? '/gpus' : `/gpus?class=${like.classId}&hours=${Math.ceil(wanted.durationSeconds / 3_600)}`
  return (
    <div className="row wrap g2 mt-2">
      {best !== null && best !== undefined && lease.state === 'booked' && (
        <WalletBoundary waiting={null}>
          <CancelAndTake lease={lease} best={best} />
        </WalletBoundary>
      )}
      {best !== null && best !== undefined && lease.state !== 'booked' && <Take lease={lease} best={best} />}
      <Button asChild>
        <Link href={href}>{t('others')}</Link>
      </Button>
    </div>
  )
}

type TakeProps = { readonly lease: LeaseWire; readonly best: ListingWire }

function Take({ lease, best }: TakeProps) {
  const t = useTranslations('lease.instead')
  const holding = useHoldInstead({ wanted: replacementTerms(lease), best, setup: setupOfLease(lease) })
  return (
    <Button tone="primary" disabled={holding.isPending} onClick={() => holding.mutate()}>
      {t('take', { name: givenName(best.name), unit: rentedUnit(best), price: priceOf(best) })}
    </Button>
  )
}

function CancelAndTake({ lease, best }: TakeProps) {
  const t = useTranslations('lease.instead')
  const relay = useLeaseRelay({ lease, onSent: () => undefined })
  const cancel = () => relay.mutateAsync({ kind: 'cancel' })
  const holding = useHoldInstead({ wanted: replacementTerms(lease), best, setup: setupOfLease(lease), onHeld: cancel })
  return (
    <SignerButton
      label={holding.isPending ? t('taking') : t('cancelAndTake', { name: givenName(best.name), unit: rentedUnit(best), price: priceOf(best) })}
      disabled={holding.isPending}
      onSign={() => holding.mutate()}
    />
  )
}

function priceOf({ ask }: ListingWire): string {
  return amountText(BigInt(ask.pricePerGpuSecond) * 3_600n)
}

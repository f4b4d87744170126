'use client'
import { searchListings } from '@infinitio/sdk'
import type { ListingWire } from '@infinitio/domain/wire'
import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { Button } from '#web/components/ui/Button.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import type { Checkout } from '#web/parts/checkout/checkout.ts'
import { rentAddress } from '#web/parts/checkout/rentAddress.ts'
import { alternativeQuery, bestAlternative } from '#web/parts/other-machine/bestAlternative.ts'
import { carrySetup } from '#web/parts/other-machine/carriedSetup.ts'
import { useHoldInstead } from '#web/parts/other-machine/useHoldInstead.ts'
import { type RentedUnit, rentedUnit } from '#web/parts/machine/rentedUnit.ts'
import { amountText } from '#web/parts/format/amountText.ts'
import { givenName } from '#web/parts/machine/nodeTitle.ts'

type Tone = 'primary' | 'plain'
export type OtherNodeProps = { readonly checkout: Checkout; readonly tone: Tone; readonly label: string }

/**
 * Offers the best other machine with the setup that the user typed, and links to all machines. If the user had a hold, the other machine costs no more than the
 * held one.
 */
export function OtherNode({ checkout, tone, label }: OtherNodeProps) {
  const { like, hold, durationSeconds, startAt } = checkout
  const { data: best } = useQuery({
    queryKey: ['alternative', checkout.key, startAt],
    queryFn: async () =>
      like === null ? null : bestAlternative(checkout, like, (await searchListings(browserApi, alternativeQuery(checkout, like))).items),
    enabled: like !== null,
  })
  const start = startAt === null ? '' : `&start=${startAt / 3_600}`
  const href = like === null ? '/gpus' : `/gpus?class=${like.classId}&hours=${Math.ceil(durationSeconds / 3_600)}${start}`
  const isFound = best !== null && best !== undefined
  return (
    <>
      {isFound && (hold === null ? <RentOther checkout={checkout} best={best} tone={tone} /> : <HoldOther hold={hold} best={best} tone={tone} />)}
      <Button asChild tone={isFound ? 'plain' : tone}>
        <Link href={href}>{label}</Link>
      </Button>
    </>
  )
}

function HoldOther({ hold, best, tone }: { readonly hold: NonNullable<Checkout['hold']>; readonly best: ListingWire; readonly tone: Tone }) {
  const t = useTranslations('book.recovery')
  const holding = useHoldInstead({ wanted: hold, best })
  return (
    <Button tone={tone} disabled={holding.isPending} onClick={() => holding.mutate()}>
      {t('holdOther', wordsOf(best))}
    </Button>
  )
}

/** Opens the checkout of the other machine. The checkout shows the whole price before anything is signed. */
function RentOther({ checkout, best, tone }: { readonly checkout: Checkout; readonly best: ListingWire; readonly tone: Tone }) {
  const t = useTranslations('book.recovery')
  const router = useRouter()
  const { gpus, durationSeconds, startAt } = checkout
  function open(): void {
    carrySetup(best.node)
    router.push(rentAddress(best.node, { gpus, durationSeconds, startHour: startAt === null ? null : startAt / 3_600, run: '' }))
  }
  return (
    <Button tone={tone} onClick={open}>
      {t('rentOther', wordsOf(best))}
    </Button>
  )
}

function wordsOf({ name, ask, vramGib }: ListingWire): { name: string; unit: RentedUnit; price: string } {
  return { name: givenName(name), unit: rentedUnit({ vramGib }), price: amountText(BigInt(ask.pricePerGpuSecond) * 3_600n) }
}

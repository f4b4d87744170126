'use client'
import { searchListings } from '@infinitio/sdk'
import type { HoldWire, ListingWire } from '@infinitio/domain/wire'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { Button } from '#web/components/ui/Button.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { alternativeQuery, bestAlternative } from '#web/parts/other-machine/bestAlternative.ts'
import { heldListingKey } from '#web/parts/other-machine/heldListing.ts'
import { useHoldInstead } from '#web/parts/other-machine/useHoldInstead.ts'
import { amountText } from '#web/parts/format/amountText.ts'

export type OtherNodeProps = { readonly hold: HoldWire; readonly tone: 'primary' | 'plain'; readonly label: string }

/** Offers the best other machine at no higher price instead of the held one, with what was typed in the form, and links to all machines. */
export function OtherNode({ hold, tone, label }: OtherNodeProps) {
  const queryClient = useQueryClient()
  const like = hold.listing ?? queryClient.getQueryData<ListingWire>(heldListingKey(hold.holdId)) ?? null
  const { data: best } = useQuery({
    queryKey: ['alternative', hold.holdId],
    queryFn: async () => (like === null ? null : bestAlternative(hold, like, (await searchListings(browserApi, alternativeQuery(hold, like))).items)),
    enabled: like !== null,
  })
  const href = like === null ? '/gpus' : `/gpus?class=${like.classId}&hours=${Math.round(hold.durationSeconds / 3_600)}`
  return (
    <>
      {best !== null && best !== undefined && <HoldOther hold={hold} best={best} tone={tone} />}
      <Button asChild tone={best === null || best === undefined ? tone : 'plain'}>
        <Link href={href}>{label}</Link>
      </Button>
    </>
  )
}

function HoldOther({ hold, best, tone }: Omit<OtherNodeProps, 'label'> & { readonly best: ListingWire }) {
  const t = useTranslations('book.recovery')
  const holding = useHoldInstead({ wanted: hold, best })
  return (
    <Button tone={tone} disabled={holding.isPending} onClick={() => holding.mutate()}>
      {t('holdOther', { name: best.name, price: amountText(BigInt(best.ask.pricePerGpuSecond) * 3_600n) })}
    </Button>
  )
}

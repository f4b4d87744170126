'use client'
import { placeHold, searchListings } from '@infinitio/sdk'
import type { HoldWire, ListingWire } from '@infinitio/domain/wire'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { Button } from '#web/components/ui/Button.tsx'
import { browserApi } from '#web/features/api/browserApi.ts'
import { problemOf } from '#web/features/api/problem.ts'
import { alternativeQuery, bestAlternative } from '#web/features/booking/bestAlternative.ts'
import { carrySetup } from '#web/features/booking/carriedSetup.ts'
import { heldListingKey } from '#web/features/booking/heldListing.ts'
import { amountText } from '#web/features/format/amountText.ts'
import { notify } from '#web/features/toasts/notify.ts'

export type OtherNodeProps = { readonly hold: HoldWire; readonly tone: 'primary' | 'plain'; readonly label: string }

/** Another machine instead of the held one: the best at no higher price by one click, with what was written in the form; and the way to all. */
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
  const router = useRouter()
  const holding = useMutation({
    mutationFn: () => placeHold(browserApi, { askHash: best.askHash, gpus: hold.gpus, durationSeconds: hold.durationSeconds, funded: hold.funded }),
    onSuccess: ({ holdId }) => {
      carrySetup(holdId)
      router.replace(`/book/${holdId}`)
    },
    onError: (error) => void notify({ tone: 'error', text: problemOf(error).sentence }),
  })
  return (
    <Button tone={tone} disabled={holding.isPending} onClick={() => holding.mutate()}>
      {t('holdOther', { name: best.name, price: amountText(BigInt(best.ask.pricePerGpuSecond) * 3_600n) })}
    </Button>
  )
}

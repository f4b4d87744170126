import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { Button } from '#web/components/ui/Button.tsx'
import { Callout } from '#web/components/ui/Callout.tsx'
import { rentAddress, type RentedNext, type RentWish } from '#web/parts/checkout/rentAddress.ts'

type NextMachineProps = { readonly wish: RentWish; readonly next: readonly RentedNext[]; readonly isPlaced: boolean }

/**
 * Shows how many machines the renter chose to rent after this one. Once this order is placed, leads to the checkout of the next machine, with the same time.
 * Shows nothing for the last machine.
 */
export function NextMachine({ wish, next, isPlaced }: NextMachineProps) {
  const t = useTranslations('book.nextMachine')
  const [first, ...others] = next
  if (first === undefined) return null
  const count = next.length
  if (!isPlaced) return <Callout tone="plain">{t('later', { count })}</Callout>
  const href = rentAddress(first.node, { ...wish, gpus: first.gpus }, others)
  return (
    <Callout
      tone="go"
      action={
        <Button asChild size="sm">
          <Link href={href} prefetch={false}>
            {t('rent')}
          </Link>
        </Button>
      }
    >
      {t('now', { count })}
    </Callout>
  )
}

import type { ListingWire } from '@infinitio/domain/wire'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { Button } from '#web/components/ui/Button.tsx'
import { Panel } from '#web/components/ui/Panel.tsx'
import { rentalOf } from '#web/features/compare/compareRows.ts'
import type { ComparedNode } from '#web/features/compare/CompareTable.tsx'
import { rentAddress } from '#web/parts/checkout/rentAddress.ts'
import { Amount } from '#web/parts/format/Amount.tsx'
import { durationText } from '#web/parts/format/durationText.ts'
import { givenName } from '#web/parts/machine/nodeTitle.ts'
import { useShareTitle } from '#web/parts/machine/useShareTitle.ts'

/**
 * Offers to rent all compared machines that are free for the compared time, one after the other: a lease and a signature for each. Shows what each costs and
 * the total. Shows nothing if fewer than two can be rented.
 */
export function RentTogether({ machines }: { readonly machines: readonly ComparedNode[] }) {
  const t = useTranslations('compare.together')
  const shareTitle = useShareTitle()
  const rentable = machines.flatMap(({ detail }) =>
    detail?.listing && rentalOf(detail.listing) === 'fits' ? [{ detail, listing: detail.listing }] : [],
  )
  const [first, ...others] = rentable
  if (first === undefined || others.length === 0) return null
  const count = rentable.length
  return (
    <Panel className="mt-5" title={t('title', { count })}>
      <div className="panel-body stack g3">
        <p className="t13">{t('text', { count })}</p>
        <div className="lines">
          {rentable.map(({ detail, listing }) => (
            <div key={listing.node}>
              <span>
                {shareTitle(detail, listing.quote.gpus)} <span className="dim">{givenName(detail.name)}</span>
              </span>
              <Amount units={listing.quote.total} />
            </div>
          ))}
          <div className="total">
            <span>{t('total', { span: durationText(first.listing.quote.durationSeconds) })}</span>
            <Amount units={rentable.reduce((sum, { listing }) => sum + BigInt(listing.quote.total), 0n)} />
          </div>
        </div>
        <div>
          <Button asChild>
            <Link href={addressOf(first.listing, others)} prefetch={false}>
              {t('rent', { count })}
            </Link>
          </Button>
        </div>
      </div>
    </Panel>
  )
}

/** Returns the address of the checkout of the first machine, which leads to the others. */
function addressOf({ node, quote }: ListingWire, others: readonly { readonly listing: ListingWire }[]): string {
  const wish = { gpus: quote.gpus, durationSeconds: quote.durationSeconds, startHour: null, run: '' }
  return rentAddress(
    node,
    wish,
    others.map(({ listing }) => ({ node: listing.node, gpus: listing.quote.gpus })),
  )
}

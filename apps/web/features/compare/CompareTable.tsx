import type { ListingDetailWire } from '@infinitio/domain/wire'
import { Check, X } from 'lucide-react'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import type { CSSProperties } from 'react'
import { Badge } from '#web/components/ui/Badge.tsx'
import { Button } from '#web/components/ui/Button.tsx'
import { CompareCell } from '#web/features/compare/CompareCell.tsx'
import { compareRows } from '#web/features/compare/compareRows.ts'
import { momentText } from '#web/parts/format/clockText.ts'
import { shortHex } from '#web/parts/format/shortHex.ts'
import { givenName, nodeTitle } from '#web/parts/machine/nodeTitle.ts'
import { SimulatedBadge } from '#web/parts/machine/SimulatedBadge.tsx'
import { spanParam } from '#web/parts/search/nodeAddress.ts'
import { useShareTitle } from '#web/parts/machine/useShareTitle.ts'

/** A machine of a comparison with its current listing, or null instead of the listing if the market does not know the machine. */
export type ComparedNode = { readonly node: string; readonly detail: ListingDetailWire | null }

/** Compares machines side by side with one row per property. In each row, the word "best" marks the best value. */
export function CompareTable({
  machines,
  seconds,
  onRemove,
}: {
  readonly machines: readonly ComparedNode[]
  readonly seconds: number
  readonly onRemove: (node: string) => void
}) {
  const t = useTranslations('compare')
  const rows = compareRows(machines.map(({ detail }) => detail?.listing ?? null))
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls sideways on a phone, so a keyboard must reach it.
    <section className="panel scroll" tabIndex={0} aria-label={t('table')}>
      <table className="table" style={{ '--machines': machines.length } as CSSProperties}>
        <thead>
          <tr>
            <td>
              <span className="sr">{t('rowOf')}</span>
            </td>
            {machines.map((machine) => (
              <th key={machine.node} scope="col">
                <MachineHead machine={machine} seconds={seconds} onRemove={onRemove} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, best }) => (
            <tr key={key}>
              <th scope="row">{t(`row.${key}`)}</th>
              {machines.map(({ node, detail }, at) => (
                <td key={node}>
                  {detail?.listing ? (
                    <>
                      {best[at] ? (
                        <b>
                          <CompareCell row={key} listing={detail.listing} />
                        </b>
                      ) : (
                        <CompareCell row={key} listing={detail.listing} />
                      )}
                      {best[at] && (
                        <span className="best go t12">
                          <Check className="i s" aria-hidden />
                          {t('best')}
                        </span>
                      )}
                    </>
                  ) : (
                    <span className="dim">
                      <span aria-hidden>–</span>
                      <span className="sr">{t('unknown')}</span>
                    </span>
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

type MachineHeadProps = { readonly machine: ComparedNode; readonly seconds: number; readonly onRemove: (node: string) => void }

function MachineHead({ machine: { node, detail }, seconds, onRemove }: MachineHeadProps) {
  const t = useTranslations('compare')
  const shareTitle = useShareTitle()
  const title = detail === null ? shortHex(node) : detail.listing === null ? nodeTitle(detail) : shareTitle(detail, detail.listing.quote.gpus)
  return (
    <div className="stack g2 machine">
      <div className="row between">
        {detail === null ? <b className="mono">{title}</b> : <Link href={`/gpus/${node}?${spanParam(seconds)}`}>{title}</Link>}
        <Button tone="ghost" shape="icon" size="sm" aria-label={t('remove', { title })} onClick={() => onRemove(node)}>
          <X className="i s" aria-hidden />
        </Button>
      </div>
      {detail !== null && (
        <span className="row wrap g2 dim">
          {givenName(detail.name)} {detail.simulated && <SimulatedBadge />}
        </span>
      )}
      {detail?.listing ? (
        <Button asChild size="sm">
          <Link
            href={`/gpus/${node}?gpus=${detail.listing.quote.gpus}&${spanParam(seconds)}`}
            aria-label={t('bookNamed', { title, name: givenName(detail.name) })}
          >
            {t('book')}
          </Link>
        </Button>
      ) : (
        <NotFree detail={detail} />
      )}
    </div>
  )
}

/** Shows why a machine has no price: it left the market, or it is not free for these hours. */
function NotFree({ detail }: { readonly detail: ListingDetailWire | null }) {
  const t = useTranslations('compare')
  const tListing = useTranslations('listing.unavailable')
  return (
    <>
      <span>
        <Badge tone="warn">{t('notFree')}</Badge>
      </span>
      <span className="why dim">
        {detail === null ? t('gone') : tListing(`${detail.unavailable ?? 'paused'}.title`)}
        {detail !== null && detail.nextFreeAt !== null && ` ${tListing('nextFree', { moment: momentText(detail.nextFreeAt) })}`}
      </span>
    </>
  )
}

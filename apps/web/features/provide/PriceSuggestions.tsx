import { useQuery } from '@tanstack/react-query'
import { TriangleAlert } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '#web/components/ui/Button.tsx'
import { idleNodes, type PriceSuggestion, priceSuggestionOf } from '#web/features/provide/priceSuggestion.ts'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { chainQuery } from '#web/parts/chain/chainQuery.ts'
import { About } from '#web/parts/format/About.tsx'
import { amountText } from '#web/parts/format/amountText.ts'
import { givenName } from '#web/parts/machine/nodeTitle.ts'
import { demandQuery } from '#web/parts/provider/demandQuery.ts'
import type { ProviderNode } from '#web/parts/provider/providerQuery.ts'

const PriceDialog = dynamic(() => import('#web/features/asks/PriceDialog.tsx').then((module) => module.PriceDialog), { ssr: false })

const askedDays = 7
const daySeconds = 86_400

type PriceSuggestionsProps = { readonly nodes: readonly ProviderNode[]; readonly nextAskNonce: string }

/**
 * Suggests a lower price for machines without a lease, if past bids show that it would earn more. A click opens the dialog in which the price is signed. Shows
 * nothing if there is no suggestion or the bids do not load, because it is only advice.
 */
export function PriceSuggestions({ nodes, nextAskNonce }: PriceSuggestionsProps) {
  const [chosen, setChosen] = useState<{ readonly node: ProviderNode; readonly price: bigint } | null>(null)
  return (
    <>
      <div className="att empty:hidden">
        {idleNodes(nodes).map((node) => (
          <OneSuggestion key={node.node} node={node} onPrice={(price) => setChosen({ node, price })} />
        ))}
      </div>
      {chosen !== null && <PriceDialog node={chosen.node} nextAskNonce={nextAskNonce} startPrice={chosen.price} onClose={() => setChosen(null)} />}
    </>
  )
}

type OneSuggestionProps = { readonly node: ProviderNode; readonly onPrice: (price: bigint) => void }

function OneSuggestion({ node, onPrice }: OneSuggestionProps) {
  const { data } = useQuery(demandQuery(browserApi, { node: node.node, days: askedDays }))
  const { data: chain } = useQuery(chainQuery(browserApi))
  const demand = data?.demand ?? null
  if (demand === null || chain === undefined) return null
  const suggestion = priceSuggestionOf({ node, demand, feeBps: chain.feeBps })
  const days = Math.max(1, Math.round((demand.asOf.now - demand.from) / daySeconds))
  return suggestion === null ? null : <SuggestionLine node={node} suggestion={suggestion} days={days} onPrice={onPrice} />
}

/** Shows one suggestion: the machine, its price among others, what both prices would have earned a day, and the button. `days` are the days of the bids. */
export function SuggestionLine({
  node,
  suggestion: { price, own, day, ownDay },
  days,
  onPrice,
}: OneSuggestionProps & { readonly suggestion: PriceSuggestion; readonly days: number }) {
  const t = useTranslations('provide.suggestion')
  const [name, priceText, ownText] = [givenName(node.name), hourText(price), hourText(own)]
  return (
    <div>
      <TriangleAlert className="i" aria-hidden />
      <p className="grow t13">
        <b className="strong">{t('free', { name })}</b>{' '}
        {node.pricePercentile !== null &&
          t('dearer', { price: ownText, percent: Math.round(node.pricePercentile / 100), className: givenName(node.className) })}{' '}
        {t('would', { days, price: priceText, day: amountText(day) })}
        <About units={day} /> {t('own', { price: ownText, day: amountText(ownDay) })}
        <About units={ownDay} />
      </p>
      <Button size="sm" aria-label={t('setNamed', { price: priceText, name })} onClick={() => onPrice(price)}>
        {t('set', { price: priceText })}
      </Button>
    </div>
  )
}

const hourText = (units: bigint): string => amountText(units * 3_600n)

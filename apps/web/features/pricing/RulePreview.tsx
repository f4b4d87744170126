'use client'
import type { MarketDetailWire, PricingPlan, ProviderWire } from '@infinitio/domain/wire'
import { type PlannedMarket, planPrices, pricingStateOf } from '@infinitio/sdk'
import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '#web/components/ui/Button.tsx'
import { CodeLine } from '#web/components/ui/CodeLine.tsx'
import { saveFile } from '#web/parts/download/saveFile.ts'
import { PriceAdvice } from '#web/features/pricing/PriceAdvice.tsx'
import { useReason } from '#web/features/pricing/useReason.ts'
import { WeekPrices } from '#web/features/pricing/WeekPrices.tsx'
import { hourPriceText } from '#web/parts/market/marketTexts.ts'

const BulkPriceDialog = dynamic(() => import('#web/features/asks/BulkPriceDialog.tsx').then((module) => module.BulkPriceDialog), { ssr: false })

type RulePreviewProps = {
  readonly plan: PricingPlan
  readonly file: string
  readonly market: Omit<PlannedMarket, 'provider'> & { readonly provider: ProviderWire }
  readonly detail: MarketDetailWire
}

/** What a rule says: now with every reason, over the week, against the market; and how it becomes the price of listings. */
export function RulePreview({ plan, file, market, detail }: RulePreviewProps) {
  const t = useTranslations('provide.rule')
  const tUnits = useTranslations('units')
  const reason = useReason()
  const nodes = market.provider.nodes.filter(({ classId, state }) => classId === detail.classId && state !== 'retired')
  const planned = planPrices(plan, market, nodes)
  const state = pricingStateOf(plan, market, detail.classId)
  const wanted = planned[0]?.wanted
  const signable = planned.filter(({ act }) => act === 'sign')
  const [isOpen, setIsOpen] = useState(false)
  if (wanted === undefined) return null
  return (
    <div className="panel-body stack g4">
      <section aria-label={t('now')}>
        <p className="t13 dim">{t('now')}</p>
        <p className="price lg" role="status">
          <b>{hourPriceText(wanted.pricePerGpuSecond.toString())}</b> <span className="u">{tUnits('ptPerHour')}</span>
        </p>
        <ol className="reasons t13">
          {wanted.steps.map((step) => (
            <li key={step.why}>{reason(step)}</li>
          ))}
        </ol>
      </section>
      <PriceAdvice plan={plan} price={wanted.pricePerGpuSecond} state={state} detail={detail} />
      <WeekPrices rule={plan.rule} state={state} />
      <section className="stack g3" aria-label={t('apply')}>
        <Button tone="primary" disabled={signable.length === 0} onClick={() => setIsOpen(true)}>
          {t('set', { count: signable.length })}
        </Button>
        <p className="t13">{t('runText')}</p>
        <CodeLine
          text={`infinitio price run --rule pricing-${detail.classId}.json --class ${detail.classId} --key-file <file>`}
          label={t('copy')}
          doneLabel={t('copied')}
        />
        <div>
          <Button size="sm" onClick={() => saveFile({ name: `pricing-${detail.classId}.json`, text: `${file}\n` })}>
            {t('download')}
          </Button>
        </div>
      </section>
      {isOpen && (
        <BulkPriceDialog
          nodes={market.provider.nodes}
          ruled={
            new Map(
              planned
                .filter(({ act }) => act === 'sign' || act === 'keep')
                .map(({ node, wanted: { pricePerGpuSecond } }) => [node.node, pricePerGpuSecond]),
            )
          }
          onClose={() => setIsOpen(false)}
        />
      )}
    </div>
  )
}

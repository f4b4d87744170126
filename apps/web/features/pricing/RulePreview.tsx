'use client'
import { bps, cheaperShare, electricityPrice, percentilePrice, type PricingState, type PTokenUnits } from '@infinitio/domain'
import type { MarketDetailWire, PricingPlan, ProviderWire } from '@infinitio/domain/wire'
import { type PlannedMarket, planPrices, pricingStateOf } from '@infinitio/sdk'
import { useTranslations } from 'next-intl'
import dynamic from 'next/dynamic'
import { useId, useState } from 'react'
import { Button } from '#web/components/ui/Button.tsx'
import { CodeLine } from '#web/components/ui/CodeLine.tsx'
import { WhyDisabled } from '#web/components/ui/WhyDisabled.tsx'
import { useReason, WeekPrices } from '#web/features/pricing/WeekPrices.tsx'
import { saveFile } from '#web/parts/download/saveFile.ts'
import { hourPriceText, percentText } from '#web/parts/market/marketTexts.ts'

const BulkPriceDialog = dynamic(() => import('#web/features/asks/BulkPriceDialog.tsx').then((module) => module.BulkPriceDialog), { ssr: false })

type RulePreviewProps = {
  readonly plan: PricingPlan
  readonly file: string
  readonly market: Omit<PlannedMarket, 'provider'> & { readonly provider: ProviderWire }
  readonly detail: MarketDetailWire
}

/**
 * Shows the result of a pricing rule: the price now with every reason for it, the prices of the week, and a comparison with the market. It also explains how
 * the rule sets the prices of listings.
 */
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
  const reasonId = useId()
  if (wanted === undefined) return null
  const whyNot = signable.length === 0 ? t('nothingToSet') : null
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
        <Button tone="primary" disabled={whyNot !== null} aria-describedby={whyNot === null ? undefined : reasonId} onClick={() => setIsOpen(true)}>
          {t('set', { count: signable.length })}
        </Button>
        <WhyDisabled id={reasonId}>{whyNot}</WhyDisabled>
        <p className="t13">{t('agentText')}</p>
        <div>
          <Button size="sm" onClick={() => saveFile({ name: `pricing-${detail.classId}.json`, text: `${file}\n` })}>
            {t('download')}
          </Button>
        </div>
        <CodeLine text={`infinitio provide --price-rule pricing-${detail.classId}.json`} label={t('copy')} doneLabel={t('copied')} />
        <p className="t13">{t('runText')}</p>
        <CodeLine
          text={`infinitio price run --rule pricing-${detail.classId}.json --class ${detail.classId} --key-file <file>`}
          label={t('copy')}
          doneLabel={t('copied')}
        />
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

type PriceAdviceProps = {
  readonly plan: PricingPlan
  readonly price: PTokenUnits
  readonly state: PricingState
  readonly detail: MarketDetailWire
}

/**
 * Shows other values beside a price: asks of other providers, prices that were paid, the cost of electricity and the leased share of the provider's GPUs.
 * Prices are in PT per GPU-hour.
 */
function PriceAdvice({ plan: { rule }, price, state, detail }: PriceAdviceProps) {
  const t = useTranslations('provide.rule.advice')
  const at = (percentile: bigint) => textOf(percentilePrice(state.offers, { percentileBps: bps(percentile) }))
  const dearer = cheaperShare(state.offers, { pricePerGpuSecond: price })
  const power = rule.electricity === null ? null : electricityPrice(rule.electricity, state)
  return (
    <section aria-label={t('title')}>
      <p className="t13 dim">{t('title')}</p>
      <dl className="kv">
        <dt>{t('others')}</dt>
        <dd>{state.offers.length === 0 ? t('nobody') : t('range', { low: at(0n), middle: at(5_000n), high: at(10_000n) })}</dd>
        {dearer !== null && (
          <>
            <dt>{t('standing')}</dt>
            <dd>{t('dearer', { percent: percentText(Number(dearer)) })}</dd>
          </>
        )}
        <dt>{t('index')}</dt>
        <dd>{hourPriceText(detail.figures.index?.pricePerGpuSecond ?? null)}</dd>
        <dt>{t('power')}</dt>
        <dd>{textOf(power)}</dd>
        {rule.utilisation !== null && (
          <>
            <dt>{t('use', { hours: (rule.utilisation.windowSeconds / 3_600n).toString() })}</dt>
            <dd>{percentText(state.utilisationBps === null ? null : Number(state.utilisationBps))}</dd>
          </>
        )}
      </dl>
    </section>
  )
}

function textOf(price: bigint | null): string {
  return hourPriceText(price === null ? null : price.toString())
}

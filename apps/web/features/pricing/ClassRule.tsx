'use client'
import { bps, percentilePrice, pricingRuleRefusal } from '@infinitio/domain'
import { type MarketDetailWire, type PricingRuleWire, pricingRuleWire, type ProviderWire } from '@infinitio/domain/wire'
import { othersOffers, type PlannedMarket } from '@infinitio/sdk'
import { SlidersHorizontal } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '#web/components/ui/Button.tsx'
import { Callout } from '#web/components/ui/Callout.tsx'
import { StateBox } from '#web/components/ui/StateBox.tsx'
import { draftOf, firstDraft, readDraft, type RuleDraft, type RulePreset, rulePresets } from '#web/features/pricing/ruleDraft.ts'
import { RuleForm } from '#web/features/pricing/RuleForm.tsx'
import { RulePreview } from '#web/features/pricing/RulePreview.tsx'
import { sentenceOf } from '#web/parts/api/sentenceOf.ts'
import { amountText } from '#web/parts/format/amountText.ts'

type ClassRuleProps = { readonly market: Omit<PlannedMarket, 'provider'> & { readonly provider: ProviderWire }; readonly detail: MarketDetailWire }

/** Shows the pricing rule for one GPU class: the form of the rule beside its result, or a button that creates a rule if there is none. */
export function ClassRule({ market, detail }: ClassRuleProps) {
  const t = useTranslations('provide.rule')
  const { classId } = detail
  const [draft, setDraft] = useState<RuleDraft | null>(() => {
    const kept = storedRule(classId)
    return kept === null ? null : draftOf(kept)
  })
  const change = (next: RuleDraft | null) => {
    setDraft(next)
    const read = next === null ? null : readDraft(next)
    if (read === null) storeRule(classId, null)
    else if ('file' in read) storeRule(classId, read.file)
  }
  if (draft === null) {
    return (
      <StateBox
        kind="empty"
        icon={SlidersHorizontal}
        title={t('emptyTitle')}
        actions={rulePresets.map((preset) => (
          <Button key={preset} {...(preset === 'middle' && { tone: 'primary' })} onClick={() => change(startOf(market, { detail, preset }))}>
            {t(preset === 'middle' ? 'start' : `preset.${preset}`)}
          </Button>
        ))}
      >
        {t('emptyText')}
      </StateBox>
    )
  }
  const read = readDraft(draft)
  const refusal = 'plan' in read ? pricingRuleRefusal(read.plan.rule, { feeBps: bps(BigInt(market.feeBps)) }) : null
  return (
    <div className="rulegrid">
      <RuleForm draft={draft} wrong={'wrong' in read ? read.wrong : null} onChange={change} onRemove={() => change(null)} />
      {'wrong' in read || refusal !== null ? (
        <div className="panel-body">
          <Callout tone="warn" alert>
            {refusal === null ? t('unread') : sentenceOf(refusal.rejected)}{' '}
            <span className="mono dim">{refusal?.rejected ?? 'order.pricing_rule_invalid'}</span>
          </Callout>
        </div>
      ) : (
        <RulePreview plan={read.plan} file={read.file} market={market} detail={detail} />
      )}
    </div>
  )
}

/**
 * Returns the initial values of a pricing rule. The base price is the first of these that exists: the median of other providers' asks, the price index of the
 * class, the price of the provider's own latest ask. The lowest price is half of it, the highest three times as much.
 */
function startOf({ provider }: ClassRuleProps['market'], { detail, preset }: { detail: MarketDetailWire; preset: RulePreset }): RuleDraft {
  const median = percentilePrice(othersOffers(detail, provider), { percentileBps: bps(5_000n) })
  const index = detail.figures.index?.pricePerGpuSecond ?? null
  const own = provider.nodes.find(({ classId, latestAsk }) => classId === detail.classId && latestAsk !== null)?.latestAsk?.pricePerGpuSecond ?? null
  const perHour = (median ?? BigInt(index ?? own ?? '1')) * 3_600n
  const text = (units: bigint) => amountText(units).replaceAll(',', '')
  return firstDraft({ base: text(perHour), floor: text(perHour / 2n), ceiling: text(perHour * 3n) }, preset)
}

const place = (classId: number) => `infinitio.priceRule.${classId}`

/** Returns the rule that this browser stores for a class; returns null if there is none or it cannot be read. The rule is never sent anywhere. */
function storedRule(classId: number): PricingRuleWire | null {
  const text = window.localStorage.getItem(place(classId))
  if (text === null) return null
  const parsed = pricingRuleWire.safeParse(jsonOf(text))
  return parsed.success ? parsed.data : null
}

/** Stores the file of a rule for a class, or deletes it if `file` is null. */
function storeRule(classId: number, file: string | null): void {
  if (file === null) window.localStorage.removeItem(place(classId))
  else window.localStorage.setItem(place(classId), file)
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

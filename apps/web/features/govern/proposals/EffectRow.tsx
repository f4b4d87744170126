'use client'
import type { EffectWire } from '@infinitio/domain/wire'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { amountText, exactAmountText } from '#web/parts/format/amountText.ts'
import { dayText } from '#web/parts/format/clockText.ts'
import { spanText } from '#web/parts/format/spanText.ts'
import { exactGText, exactPtText, gText, shareText } from '#web/parts/govern/tokenText.ts'
import { useEnergyName } from '#web/parts/govern/useEnergyName.ts'
import { classesQuery } from '#web/parts/market/classesQuery.ts'
import type { MoneyLine } from '#web/parts/transaction/MoneyLines.tsx'

const wad = 10n ** 18n

export type EffectRowProps = {
  readonly effect: EffectWire
  readonly written: string
  /** True if the table has a column of limits, because some call of the proposal sets a parameter. */
  readonly hasLimits?: boolean
}

/** A table row for a proposed contract call that does not set a parameter. It shows the effect of the call, with the amount before and after. */
export function EffectRow({ effect, written, hasLimits = true }: EffectRowProps) {
  const t = useTranslations('govern.proposal.changes.act')
  const columns = useTranslations('govern.proposal.changes')
  const { what, before, after } = effectText(effect, useWords())
  // Addresses are shown in full, on a separate line.
  if (effect.kind === 'entry' || effect.kind === 'upgrade')
    return (
      <tr>
        <td colSpan={hasLimits ? 4 : 3}>
          <b>{what}</b>
          <div className="mono t12 gcall">
            {before === null ? t('becomes', { after: after ?? t('empty') }) : t('moves', { before, after: after ?? t('empty') })}
          </div>
          {effect.kind === 'upgrade' && effect.calls && <div className="t12">{t('calls')}</div>}
          <div className="mono t12 dim gcall">{written}</div>
        </td>
      </tr>
    )
  return (
    <tr>
      <td>
        <b className="gcall">{what}</b>
        {effect.kind === 'grant' && effect.before !== null && effect.after === null && <div className="t12">{t('tooMuch')}</div>}
        {effect.kind === 'grant' && before !== null && <div className="t12 dim">{t(`of.${effect.source}`)}</div>}
        <div className="mono t12 dim gcall">{written}</div>
      </td>
      <td className="n" data-label={columns('before')}>
        {before === null ? '–' : <s className="dim">{before}</s>}
      </td>
      <td className="n" data-label={columns('after')}>
        <b className="go">
          {before !== null && after !== null && <span aria-hidden>→ </span>}
          {after ?? '–'}
        </b>
      </td>
      {hasLimits && (
        <td className="n" data-label={columns('allowed')}>
          –
        </td>
      )}
    </tr>
  )
}

type EffectText = { readonly what: string; readonly before: string | null; readonly after: string | null }

type Words = {
  readonly t: ReturnType<typeof useTranslations<'govern.proposal.changes.act'>>
  readonly energyName: ReturnType<typeof useEnergyName>
  readonly categories: ReturnType<typeof useTranslations<'govern.bounties.category'>>
}

function useWords(): Words {
  return { t: useTranslations('govern.proposal.changes.act'), energyName: useEnergyName(), categories: useTranslations('govern.bounties.category') }
}

/**
 * Returns a function that describes the effect of a proposal while the user types it. The page of the proposal will use the same words. An address is too long
 * for the amount column, so it is part of the description.
 */
export function useEffectLine(kind: EffectWire['kind'] | 'parameter' | 'call'): (effect: EffectWire) => MoneyLine {
  const words = useWords()
  const { data } = useQuery({ ...classesQuery(browserApi), enabled: kind === 'price' })
  return (effect) => {
    const named = effect.kind === 'price' ? { ...effect, name: data?.classes.find((one) => one.classId === effect.classId)?.name ?? null } : effect
    const { what, after } = effectText(named, words)
    if (effect.kind === 'entry' || effect.kind === 'upgrade')
      return { name: `${what} ${words.t('becomes', { after: after ?? words.t('empty') })}`, amount: '' }
    return { name: what, amount: after ?? '' }
  }
}

function effectText(effect: EffectWire, { t, energyName, categories }: Words): EffectText {
  const none = { before: null, after: null }
  switch (effect.kind) {
    case 'grant': {
      const isG = effect.source === 'treasuryG'
      const text = (units: string) => (isG ? gText(units) : ptText(units))
      const { before, after, to, amount, source } = effect
      return {
        what: t(`grant.${source}`, { amount: isG ? exactGText(amount) : exactPtText(amount), to }),
        before: before === null ? null : text(before),
        after: after === null ? null : text(after),
      }
    }
    case 'class':
      return { ...none, what: t('class', { name: effect.name, vram: effect.vramGib }), after: hourPriceText(effect.pricePerGpuSecond) }
    case 'price':
      return {
        what: t('price', { name: effect.name ?? `${effect.classId}` }),
        before: effect.before === null ? null : hourPriceText(effect.before),
        after: hourPriceText(effect.after),
      }
    case 'region':
      return { ...none, what: t('region', { name: effect.name }) }
    case 'bounty':
      return {
        ...none,
        what: t('bounty', {
          ...{ reward: exactGText(effect.reward), text: effect.text.split('\n')[0] ?? '', category: categories(effect.category) },
          ...{ until: dayText(effect.openUntil), work: spanText(effect.workSeconds) },
        }),
      }
    case 'revocation': {
      const { filing, source, before, slashed, reason } = effect
      const what = t(slashed === null ? 'revocation.none' : 'revocation.of', {
        filing,
        source: source === null ? '–' : energyName(source),
        slashed: gText(slashed ?? '0'),
      })
      return { what: reason === '' ? what : `${what} ${reason}`, before: before === null ? null : shareText(before, wad), after: shareText('0', wad) }
    }
    case 'allowance':
      return { ...none, what: t('allowance', { name: effect.name ?? effect.to }), after: gText(effect.amount) }
    case 'programme': {
      const [gpus, region] = [effect.classId ?? t('programme.any'), effect.regionId ?? t('programme.any')]
      return { ...none, what: t('programme.new', { name: effect.name, gpus: `${gpus}`, region: `${region}` }), after: exactPtText(effect.perEpoch) }
    }
    case 'programmeRate': {
      const before = effect.before === null ? null : exactPtText(effect.before)
      return { what: t('programme.rate', { name: effect.name ?? `${effect.programme}` }), before, after: exactPtText(effect.after) }
    }
    case 'programmeClose': {
      const before = effect.released === null ? null : ptText(effect.released)
      return { what: t('programme.close', { name: effect.name ?? `${effect.programme}` }), before, after: ptText('0') }
    }
    case 'entry':
      return { what: t('entry', { name: effect.name }), before: addressText(effect.before), after: addressText(effect.after) }
    case 'upgrade':
      return { what: t('upgrade', { name: effect.contract }), before: addressText(effect.before), after: addressText(effect.after) }
  }
}

function ptText(units: string): string {
  return `${amountText(BigInt(units))} PT`
}

/** Returns a full address, because voters must see each character. Returns null for the zero address. */
function addressText(address: string | null): string | null {
  return address === null || /^0x0+$/.test(address) ? null : address
}

const priceStep = 10n ** 10n

/**
 * Converts a price in base units per GPU-second to a text such as "2.10 PT/h". Rounds to 8 decimals, because the contract stores the price per second, which
 * often is not a round price per hour.
 */
function hourPriceText(pricePerGpuSecond: string): string {
  const hour = BigInt(pricePerGpuSecond) * 3_600n
  return `${exactAmountText(((hour + priceStep / 2n) / priceStep) * priceStep)}\u00a0PT/h`
}

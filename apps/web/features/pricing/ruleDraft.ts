import type { PricingPlan, PricingRuleWire } from '@infinitio/domain/wire'
import { InfinitioError, readPricingPlan } from '@infinitio/sdk'

/** The name of a day of the week in the schedule of a pricing rule. */
export type WeekDay = PricingRuleWire['schedule'][number]['days'][number]

/** One line of a pricing rule's schedule, as typed. */
export type ScheduleDraft = { readonly days: readonly WeekDay[]; readonly fromHour: string; readonly untilHour: string; readonly percent: string }

/** A pricing rule as typed, valid or not. If a part of the rule is not `on`, its fields are stored but have no effect on the price. */
export type RuleDraft = {
  readonly base: string
  readonly floor: string
  readonly ceiling: string
  readonly market: { readonly on: boolean; readonly percentile: string }
  readonly utilisation: { readonly on: boolean; readonly target: string; readonly swing: string; readonly hours: string }
  readonly electricity: { readonly on: boolean; readonly watts: string; readonly ptPerKwh: string; readonly margin: string }
  readonly schedule: readonly ScheduleDraft[]
  readonly step: string
  readonly minutes: string
}

/** A valid pricing rule with the text of its file, or the path of the field that is not valid (`market.percentile`). */
export type ReadDraft = { readonly plan: PricingPlan; readonly file: string } | { readonly wrong: string }

/** Parses the typed pricing rule with the same schema as `infinitio price`, so that the page and the command accept the same rules. */
export function readDraft(draft: RuleDraft): ReadDraft {
  const file = JSON.stringify(fileOf(draft), null, 2)
  try {
    return { plan: readPricingPlan(file), file }
  } catch (error) {
    if (error instanceof InfinitioError) return { wrong: error.detail }
    throw error
  }
}

/** Returns the form values of a stored pricing rule. The fields of parts that are not used get the default numbers. */
export function draftOf(rule: PricingRuleWire): RuleDraft {
  const { market, utilisation, electricity, change } = rule
  return {
    base: rule.basePtPerHour,
    floor: rule.floorPtPerHour,
    ceiling: rule.ceilingPtPerHour,
    market: { on: market !== null, percentile: String(market?.percentile ?? 50) },
    utilisation: {
      on: utilisation !== null,
      target: String(utilisation?.targetPercent ?? 70),
      swing: String(utilisation?.swingPercent ?? 30),
      hours: String(utilisation?.hours ?? 24),
    },
    electricity: {
      on: electricity !== null,
      watts: String(electricity?.wattsPerGpu ?? 400),
      ptPerKwh: electricity?.ptPerKwh ?? '0.25',
      margin: String(electricity?.marginPercent ?? 20),
    },
    schedule: rule.schedule.map(({ days, fromHour, untilHour, percent }) => ({
      days,
      fromHour: String(fromHour),
      untilHour: String(untilHour),
      percent: String(percent),
    })),
    step: String(change.stepPercent),
    minutes: String(change.minutes),
  }
}

/**
 * The rules with which a provider can begin. `middle` follows the median of the market. `busy` starts below most others, and raises the price as more GPUs are
 * leased. `nights` follows the median and is cheaper from 22:00 to 6:00 UTC.
 */
export const rulePresets = ['middle', 'busy', 'nights'] as const
export type RulePreset = (typeof rulePresets)[number]

const everyDay: readonly WeekDay[] = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']

const presetParts = {
  middle: { market: { percentile: 50 }, utilisation: null, schedule: [] },
  busy: { market: { percentile: 25 }, utilisation: { targetPercent: 85, swingPercent: 40, hours: 24 }, schedule: [] },
  nights: {
    market: { percentile: 50 },
    utilisation: null,
    schedule: [
      { days: [...everyDay], fromHour: 0, untilHour: 6, percent: 80 },
      { days: [...everyDay], fromHour: 22, untilHour: 24, percent: 80 },
    ],
  },
} satisfies Record<RulePreset, Pick<PricingRuleWire, 'market' | 'utilisation' | 'schedule'>>

/**
 * Returns a pricing rule with which a provider can begin. Its price stays between `floor` and `ceiling`. `base` is its price while nobody else offers the
 * class. All three are in PT per GPU-hour.
 */
export function firstDraft({ base, floor, ceiling }: { base: string; floor: string; ceiling: string }, preset: RulePreset): RuleDraft {
  const prices = { basePtPerHour: base, floorPtPerHour: floor, ceilingPtPerHour: ceiling }
  return draftOf({ ...prices, electricity: null, change: { stepPercent: 2, minutes: 15 }, ...presetParts[preset] })
}

function fileOf({ base, floor, ceiling, market, utilisation, electricity, schedule, step, minutes }: RuleDraft) {
  return {
    basePtPerHour: base.trim(),
    floorPtPerHour: floor.trim(),
    ceilingPtPerHour: ceiling.trim(),
    electricity: electricity.on
      ? { wattsPerGpu: whole(electricity.watts), ptPerKwh: electricity.ptPerKwh.trim(), marginPercent: whole(electricity.margin) }
      : null,
    market: market.on ? { percentile: whole(market.percentile) } : null,
    utilisation: utilisation.on
      ? { targetPercent: whole(utilisation.target), swingPercent: whole(utilisation.swing), hours: whole(utilisation.hours) }
      : null,
    schedule: schedule.map(({ days, fromHour, untilHour, percent }) => ({
      days,
      fromHour: whole(fromHour),
      untilHour: whole(untilHour),
      percent: whole(percent),
    })),
    change: { stepPercent: whole(step), minutes: whole(minutes) },
  }
}

/** Returns the typed whole number. Returns null for any other text; the schema then rejects the null. */
function whole(text: string): number | null {
  return /^\d{1,6}$/.test(text.trim()) ? Number(text) : null
}

import { type PricingRuleWire, pricingRuleWire } from '@infinitio/domain/wire'

const place = (classId: number) => `infinitio.priceRule.${classId}`

/** The rule that this browser keeps for a class; null when there is none, or it cannot be read any more. It goes nowhere else. */
export function keptRule(classId: number): PricingRuleWire | null {
  const text = window.localStorage.getItem(place(classId))
  if (text === null) return null
  const parsed = pricingRuleWire.safeParse(jsonOf(text))
  return parsed.success ? parsed.data : null
}

/** Keeps the file of a rule for a class, or forgets it. */
export function keepRule(classId: number, file: string | null): void {
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

import { errorTable, formatPt, pTokenUnits } from '@infinitio/domain'
import type { RuleLook } from './priceRule.ts'

/** Describes for `infinitio provide status` what happened when the agent last compared a machine's price with its rule. Pure. */
export function ruleText(look: RuleLook | null): string {
  if (look === null) return 'prices follow a rule; the agent looks within 10 minutes'
  const when = `${new Date(look.at * 1_000).toISOString().slice(0, 16)}Z`
  switch (look.state) {
    case 'kept':
      return `${hourText(look.from)} fits the rule, ${when}`
    case 'changed':
      return `${hourText(look.from)} became ${hourText(look.to)} by the rule, ${when}`
    case 'waiting':
      return `${hourText(look.to)} is signed by the rule, and the order book has not answered yet, ${when}`
    case 'not_listed':
      return `the machine cannot be rented now, so the rule changes no price, ${when}`
    case 'private':
      return `the machine is offered to one renter only, so the rule changes no price, ${when}`
    case 'refused':
      return `${look.code === null ? look.detail : `${errorTable[look.code].sentence} [${look.detail}] (${look.code})`}, ${when}`
  }
}

function hourText(pricePerGpuSecond: string | null): string {
  if (pricePerGpuSecond === null) return 'no price'
  return `${formatPt(pTokenUnits(BigInt(pricePerGpuSecond) * 3_600n), { digits: 4 })} PT per GPU-hour`
}

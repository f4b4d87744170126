import { type Client, formatPt } from '@infinitio/sdk'

type Calls = NonNullable<Awaited<ReturnType<Client['getProposal']>>['calls']>
/** What a call comes to, as the API tells it. */
type Effect = NonNullable<Calls[number]['effect']>

const amountText = (units: string) => formatPt(BigInt(units), { digits: 2 })
const priceText = (perSecond: string) => `${formatPt(BigInt(perSecond) * 3_600n, { digits: 4 })} PT/h`

/** What a call comes to, as a line of a table: its kind, and from what to what. */
export function effectText(effect: Effect): [string, string] {
  switch (effect.kind) {
    case 'grant': {
      const unit = effect.source === 'treasuryG' ? 'G' : 'PT'
      const left = effect.before === null ? '' : effect.after === null ? ', more than there is' : `, which leaves ${amountText(effect.after)}`
      return ['Grant', `${amountText(effect.amount)} ${unit} of ${effect.source} to ${effect.to}${left}`]
    }
    case 'class':
      return ['Class', `${effect.name}, ${effect.vramGib} GiB, ${priceText(effect.pricePerGpuSecond)}`]
    case 'price':
      return ['Price', `${effect.name ?? effect.classId}: ${effect.before === null ? '?' : priceText(effect.before)} → ${priceText(effect.after)}`]
    case 'region':
      return ['Region', effect.name]
    case 'entry':
      return ['Directory', `${effect.name}: ${effect.before ?? '?'} → ${effect.after}`]
    case 'bounty':
      return ['Bounty', `${amountText(effect.reward)} G for ${effect.category}: ${effect.text}`]
    case 'allowance':
      return ['Allowance', `${effect.name ?? effect.to} may take up to ${amountText(effect.amount)} G of the treasury`]
    case 'revocation': {
      const lost = effect.slashed === null ? 'no certificate now' : `${amountText(effect.slashed)} G of its bond lost`
      return ['Revocation', `proof ${effect.filing}, ${effect.source ?? '?'}: ${lost}${effect.reason === '' ? '' : `: ${effect.reason}`}`]
    }
    case 'programme': {
      const of = `class ${effect.classId ?? 'any'}, region ${effect.regionId ?? 'any'}`
      return ['Programme', `${effect.name}, ${of}, up to ${amountText(effect.perEpoch)} PT an epoch`]
    }
    case 'programmeRate':
      return [
        'Programme',
        `${effect.name ?? effect.programme}: ${effect.before === null ? '?' : amountText(effect.before)} → ${amountText(effect.after)} PT an epoch`,
      ]
    case 'programmeClose':
      return [
        'Programme',
        `${effect.name ?? effect.programme} closed: ${effect.released === null ? '?' : amountText(effect.released)} PT become free surplus`,
      ]
    case 'upgrade':
      return ['Code', `${effect.contract}: ${effect.before ?? '?'} → ${effect.after}${effect.calls ? ', which is called at once' : ''}`]
  }
}

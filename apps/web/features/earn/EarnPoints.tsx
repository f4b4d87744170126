import type { MarketClassWire } from '@infinitio/domain/wire'
import { Check } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { EarnFacts } from '#web/features/earn/earnQuery.ts'
import { About } from '#web/parts/format/About.tsx'
import { amountText } from '#web/parts/format/amountText.ts'

/** The bond covers this many seconds at the reference price. */
const bondSeconds = 86_400n
const unitsPerPt = 10n ** 18n

type EarnPointsProps = { readonly facts: EarnFacts; readonly chosen: MarketClassWire; readonly gpus: bigint }

/** Shows the fee, the bond, the payment and the way to leave for a provider. */
export function EarnPoints({ facts, chosen, gpus }: EarnPointsProps) {
  const t = useTranslations('earn.points')
  const reference = facts.classes.find(({ classId }) => classId === chosen.classId)?.referencePricePerGpuSecond ?? '0'
  const bond = BigInt(reference) * bondSeconds * gpus
  const strong = (words: React.ReactNode) => <b className="strong">{words}</b>
  const values = { strong, fee: facts.chain.feeBps / 100, className: chosen.name, gpus: Number(gpus), bond: amountText(bond) }
  return (
    <ul className="earnpoints">
      {(['fee', 'bond', 'pay', 'stop', 'machine'] as const).map((name) => (
        <li key={name}>
          <Check className="i go" aria-hidden />
          <span>
            {t.rich(name, values)}
            {name === 'bond' && bond >= unitsPerPt / 100n && <About units={bond} />}
          </span>
        </li>
      ))}
    </ul>
  )
}

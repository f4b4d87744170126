'use client'
import type { MovePlan } from '@infinitio/sdk'
import { Server } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Badge } from '#web/components/ui/Badge.tsx'
import { RadioCard, RadioCards } from '#web/components/ui/RadioCard.tsx'
import { amountText } from '#web/parts/format/amountText.ts'
import { useLocationText } from '#web/parts/machine/useLocationText.ts'
import { givenName } from '#web/parts/machine/nodeTitle.ts'

type MachineChoiceProps = { readonly plans: readonly MovePlan[]; readonly chosen: MovePlan | null; readonly onChosen: (plan: MovePlan) => void }

const shownAtFirst = 4

/** Returns true if a machine costs no more than the current lease. */
export function isNoDearer({ lease, listing }: MovePlan): boolean {
  return BigInt(listing.ask.pricePerGpuSecond) <= BigInt(lease.terms.pricePerGpuSecond)
}

/** Lists the machines that can take a workload, best first, each with its advantages and its price difference. */
export function MachineChoice({ plans, chosen, onChosen }: MachineChoiceProps) {
  const t = useTranslations('lease.disk.moveDialog')
  const [showsAll, setShowsAll] = useState(false)
  const [best] = plans
  const shown = showsAll ? plans : plans.slice(0, shownAtFirst)
  return (
    <div className="stack g2">
      {best !== undefined && !isNoDearer(best) && <p className="t13 warn">{t('allDearer')}</p>}
      <RadioCards
        label={t('machines')}
        value={chosen?.listing.node ?? ''}
        onValue={(node) => {
          const plan = plans.find(({ listing }) => listing.node === node)
          if (plan !== undefined) onChosen(plan)
        }}
      >
        {shown.map((plan) => (
          <RadioCard
            key={plan.listing.node}
            value={plan.listing.node}
            chosen={chosen?.listing.node === plan.listing.node}
            disabled={false}
            icon={Server}
            title={
              <>
                {givenName(plan.listing.name)} {plan === best && isNoDearer(plan) && <Badge tone="final">{t('best')}</Badge>}
              </>
            }
            text={<Reasons plan={plan} />}
          />
        ))}
      </RadioCards>
      {shown.length < plans.length && (
        <button type="button" className="link t13" onClick={() => setShowsAll(true)}>
          {t('more', { count: plans.length - shown.length })}
        </button>
      )}
    </div>
  )
}

function Reasons({ plan: { lease, listing } }: { readonly plan: MovePlan }) {
  const t = useTranslations('lease.disk.moveDialog.reason')
  const { terms, node, workload } = lease
  const perHour = (BigInt(listing.ask.pricePerGpuSecond) - BigInt(terms.pricePerGpuSecond)) * BigInt(terms.gpus) * 3_600n
  const price = perHour === 0n ? 'same' : perHour < 0n ? 'less' : 'more'
  const place = { place: useLocationText()(listing) }
  return [
    t(price, { amount: amountText(perHour < 0n ? -perHour : perHour) }),
    t(listing.regionName === node.regionName ? 'near' : 'elsewhere', place),
    t('free', { free: listing.freeGpus, gpus: listing.gpus }),
    ...(workload?.image === undefined ? [] : [t('image')]),
    ...(listing.reliabilityBps === null ? [] : [t('reliable', { percent: listing.reliabilityBps / 100 })]),
  ].join(' · ')
}

import type { AskDemandWire } from '@infinitio/domain/wire'
import { useTranslations } from 'next-intl'
import { TableHead } from '#web/components/ui/TableHead.tsx'
import { About } from '#web/parts/format/About.tsx'
import { amountText } from '#web/parts/format/amountText.ts'
import { gpuHoursText, hourPriceText } from '#web/parts/market/marketTexts.ts'

type Step = AskDemandWire['curve'][number]

type StepTableProps = {
  readonly steps: readonly Step[]
  /** The step with the highest pay, which is highlighted; null for none. */
  readonly best: Step | null
  /** True if the steps count only leases in addition to the real ones. */
  readonly isMore: boolean
}

/** Shows what a replay of past bids found at each price: leases, GPU-hours and pay before the fee. */
export function StepTable({ steps, best, isMore }: StepTableProps) {
  const t = useTranslations('demand')
  return (
    <div className="scroll">
      <table className="table steps">
        <TableHead
          columns={[
            { name: t('price'), className: 'n' },
            { name: t(isMore ? 'moreLeases' : 'leases'), className: 'n' },
            { name: t('hours'), className: 'n' },
            { name: t('pay'), className: 'n' },
          ]}
        />
        <tbody>
          {steps.map((step) => (
            <tr key={step.pricePerGpuSecond} className={step === best ? 'on' : undefined}>
              <td className="n">{step === best ? <b>{hourPriceText(step.pricePerGpuSecond)}</b> : hourPriceText(step.pricePerGpuSecond)}</td>
              <td className="n">{step.leases}</td>
              <td className="n">{gpuHoursText(step.gpuSeconds)}</td>
              <td className="n">
                {amountText(BigInt(step.pay))}
                <About units={step.pay} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

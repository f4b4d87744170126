import { useTranslations } from 'next-intl'
import { Field } from '#web/components/ui/Field.tsx'
import { SelectInput } from '#web/components/ui/SelectInput.tsx'
import { PricePerHourInput } from '#web/parts/price/PricePerHourInput.tsx'
import type { ClusterPlan } from '#web/features/cluster/planCluster.ts'
import { limitFieldText, pricePerSecondOf } from '#web/features/order-ticket/pricePerSecondOf.ts'
import { type ClusterWish, waitChoices } from '#web/parts/checkout/clusterAddress.ts'
import { durationText } from '#web/parts/format/durationText.ts'

type ClusterPriceProps = {
  readonly wish: ClusterWish
  readonly text: string
  readonly plan: ClusterPlan | null
  readonly onText: (text: string) => void
  readonly onWish: (patch: Partial<ClusterWish>) => void
}

/** A field for the price limit of a cluster order (one order for several machines). It shows whether the order would be matched now at this limit. */
export function ClusterPrice({ wish: { gpus, waitSeconds }, text, plan, onText, onWish }: ClusterPriceProps) {
  const t = useTranslations('cluster.price')
  const price = pricePerSecondOf(text)
  const hint = () => {
    if (plan === null) return t('none')
    if (price !== null && price >= plan.highestPrice) return t('fills', { gpus })
    return t(waitSeconds === 0 ? 'lowNow' : 'low', { price: limitFieldText(plan.highestPrice) })
  }
  return (
    <div className="two">
      <Field label={t('label')} hint={hint()} error={text !== '' && price === null ? t('wrong') : undefined}>
        {(names) => <PricePerHourInput {...names} text={text} onText={onText} />}
      </Field>
      <Field label={t('wait')}>
        {(names) => (
          <SelectInput {...names} value={waitSeconds} onChange={(event) => onWish({ waitSeconds: Number(event.target.value) })}>
            {waitChoices.map((seconds) => (
              <option key={seconds} value={seconds}>
                {seconds === 0 ? t('waitNot') : t('waitFor', { span: durationText(seconds) })}
              </option>
            ))}
          </SelectInput>
        )}
      </Field>
    </div>
  )
}

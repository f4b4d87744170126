import type { PutSellerWire, SellerWire } from '@infinitio/domain/wire'
import { useTranslations } from 'next-intl'
import { Field } from '#web/components/ui/Field.tsx'
import { Segmented } from '#web/components/ui/Segmented.tsx'
import { TextInput } from '#web/components/ui/TextInput.tsx'

/** The tax fields as typed. It contains the fields of both choices (with and without tax), so that switching between them loses no text. */
export type TaxChoice = { readonly isTaxed: boolean; readonly taxName: string; readonly rate: string; readonly reason: string }

/** Returns the initial values of the tax fields. */
export function taxChoiceOf(seller: SellerWire['seller']): TaxChoice {
  const rate = seller?.taxRateBps ?? null
  return {
    isTaxed: seller === null || rate !== null,
    taxName: seller?.taxName ?? '',
    rate: rate === null ? '' : String(rate / 100),
    reason: seller?.noTaxReason ?? '',
  }
}

/** Returns the tax fields of the request; null while a field is missing. */
export function taxOf({ isTaxed, taxName, rate, reason }: TaxChoice): Pick<PutSellerWire, 'taxName' | 'taxRateBps' | 'noTaxReason'> | null {
  if (!isTaxed) return reason.trim() === '' ? null : { taxName: '', taxRateBps: null, noTaxReason: reason }
  const taxRateBps = rateBps(rate)
  return taxRateBps === null || taxName.trim() === '' ? null : { taxName, taxRateBps, noTaxReason: '' }
}

/** The fields for the tax of a provider: a rate with its name, or the reason for no tax. */
export function TaxFields({ choice, onChoice }: { readonly choice: TaxChoice; readonly onChoice: (choice: TaxChoice) => void }) {
  const t = useTranslations('seller')
  const change = (part: Partial<TaxChoice>) => onChoice({ ...choice, ...part })
  return (
    <>
      <Segmented
        label={t('tax')}
        value={choice.isTaxed ? 'with' : 'without'}
        options={[
          { value: 'with', label: t('withTax') },
          { value: 'without', label: t('withoutTax') },
        ]}
        onChange={(value) => change({ isTaxed: value === 'with' })}
      />
      {choice.isTaxed ? (
        <>
          <Field label={t('taxName')} hint={t('taxNameHint')}>
            {(names) => (
              <TextInput {...names} required maxLength={20} value={choice.taxName} onChange={(event) => change({ taxName: event.target.value })} />
            )}
          </Field>
          <Field label={t('rate')} hint={t('rateHint')} error={choice.rate !== '' && rateBps(choice.rate) === null ? t('rateWrong') : undefined}>
            {(names) => (
              <TextInput
                {...names}
                required
                inputMode="decimal"
                suffix="%"
                value={choice.rate}
                onChange={(event) => change({ rate: event.target.value })}
              />
            )}
          </Field>
        </>
      ) : (
        <Field label={t('reason')} hint={t('reasonHint')}>
          {(names) => (
            <TextInput {...names} required maxLength={200} value={choice.reason} onChange={(event) => change({ reason: event.target.value })} />
          )}
        </Field>
      )}
      <p className="t12 dim">{t('advice')}</p>
    </>
  )
}

/** Converts a percentage with up to two decimals to hundredths of a percent. Returns null for any other text, and for a rate of 0 or above 100. */
export function rateBps(percent: string): number | null {
  const text = percent.trim().replace(',', '.')
  if (!/^[0-9]{1,3}(\.[0-9]{1,2})?$/.test(text)) return null
  const bps = Math.round(Number(text) * 100)
  return bps > 0 && bps <= 10_000 ? bps : null
}

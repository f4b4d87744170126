import type { ListingWire } from '@infinitio/domain/wire'
import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { Field } from '#web/components/ui/Field.tsx'
import { SelectInput } from '#web/components/ui/SelectInput.tsx'
import { NameField } from '#web/features/booking/NameField.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { chainQuery } from '#web/parts/chain/chainQuery.ts'
import type { Checkout } from '#web/parts/checkout/checkout.ts'
import { rentBounds, type RentSize } from '#web/parts/checkout/rentBounds.ts'
import { DurationField } from '#web/parts/duration/DurationField.tsx'
import type { DurationBlock } from '#web/parts/duration/durationDraft.ts'
import { rentedUnit } from '#web/parts/machine/rentedUnit.ts'
import { momentText } from '#web/parts/format/clockText.ts'
import { durationText } from '#web/parts/format/durationText.ts'

type SizeFieldsProps = {
  readonly checkout: Checkout
  readonly name: string
  readonly onName: (name: string) => void
  /** Changes the number of GPUs and the duration; null while a hold fixes both. */
  readonly onSize: ((size: RentSize) => void) | null
  readonly onBlock: (block: DurationBlock | null) => void
}

/** Fields for GPUs and duration (only if there is no hold) and for the name of the lease. Also shows the start if the lease starts later than now. */
export function SizeFields({ checkout, name, onName, onSize, onBlock }: SizeFieldsProps) {
  const { listing } = checkout
  return (
    <div className="two">
      {onSize === null || listing === null ? (
        <FixedSize checkout={checkout} />
      ) : (
        <SizeChoice checkout={checkout} listing={listing} onSize={onSize} onBlock={onBlock} />
      )}
      <NameField name={name} onName={onName} />
    </div>
  )
}

function FixedSize({ checkout: { node, listing, gpus, durationSeconds, startAt, hold } }: { readonly checkout: Checkout }) {
  const t = useTranslations('book.size')
  const start = startAt === null ? '' : `&start=${startAt / 3_600}`
  return (
    <dl className="kv left">
      <dt>{t(rentedUnit(listing) === 'slot' ? 'slots' : 'gpus')}</dt>
      <dd>{gpus}</dd>
      <dt>{t('time')}</dt>
      <dd>{durationText(durationSeconds)}</dd>
      {startAt !== null && (
        <>
          <dt>{t('start')}</dt>
          <dd>{momentText(startAt)}</dd>
        </>
      )}
      <dt className="sr">{t('change')}</dt>
      <dd>
        {hold === null ? (
          <Link className="link" href={`/gpus/${node}?gpus=${gpus}&seconds=${durationSeconds}${start}`}>
            {t('change')}
          </Link>
        ) : (
          t('release')
        )}
      </dd>
    </dl>
  )
}

type SizeChoiceProps = Pick<SizeFieldsProps, 'checkout' | 'onBlock'> & { readonly listing: ListingWire; readonly onSize: (size: RentSize) => void }

function SizeChoice({ checkout: { gpus, durationSeconds, startAt }, listing, onSize, onBlock }: SizeChoiceProps) {
  const { data: chain } = useQuery(chainQuery(browserApi))
  const t = useTranslations('book.size')
  const { minGpus, maxGpus, time } = rentBounds(listing, startAt ?? chain?.chainNow ?? null)
  return (
    <div className="stack g3">
      {maxGpus > minGpus && (
        <Field label={t(rentedUnit(listing) === 'slot' ? 'slots' : 'gpus')}>
          {(names) => (
            <SelectInput {...names} value={gpus} onChange={(event) => onSize({ durationSeconds, gpus: Number(event.target.value) })}>
              {Array.from({ length: maxGpus - minGpus + 1 }, (_, index) => minGpus + index).map((count) => (
                <option key={count} value={count}>
                  {count}
                </option>
              ))}
            </SelectInput>
          )}
        </Field>
      )}
      <DurationField
        label={t('time')}
        seconds={durationSeconds}
        bounds={time}
        onSeconds={(chosen) => onSize({ gpus, durationSeconds: chosen })}
        onBlock={onBlock}
      />
      {startAt !== null && (
        <p className="t13">
          {t('start')}: {momentText(startAt)}{' '}
          <Link className="link" href={`/gpus/${listing.node}?gpus=${gpus}&seconds=${durationSeconds}&start=${startAt / 3_600}`}>
            {t('change')}
          </Link>
        </p>
      )}
    </div>
  )
}

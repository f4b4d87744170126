import { mostBidGpus } from '@infinitio/domain'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { Field } from '#web/components/ui/Field.tsx'
import { SelectInput } from '#web/components/ui/SelectInput.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { durationText } from '#web/parts/format/durationText.ts'
import { CountStepper } from '#web/features/order-ticket/CountStepper.tsx'
import { PriceField } from '#web/features/order-ticket/PriceField.tsx'
import type { TicketDraft } from '#web/features/order-ticket/ticketDraft.ts'
import { useBestAsk } from '#web/features/order-ticket/useBestAsk.ts'
import { classesQuery } from '#web/parts/market/classesQuery.ts'
import { hourChoices } from '#web/parts/search/hourChoices.ts'
import { useRegionName } from '#web/parts/machine/useRegionName.ts'
import { givenName } from '#web/parts/machine/nodeTitle.ts'

/** The properties of each part of the order form: the order that is not signed yet (draft), and the function that changes it. */
export type TicketPartProps = { readonly draft: TicketDraft; readonly change: (patch: Partial<TicketDraft>) => void }

/** Lets the user choose the GPU class and the region of an order; either may be "any". */
export function ClassFields({ draft, change }: TicketPartProps) {
  const t = useTranslations('ticket')
  const regionName = useRegionName()
  const { data: catalogue } = useQuery(classesQuery(browserApi))
  return (
    <div className="pair">
      <Field label={t('class')}>
        {(names) => (
          <SelectInput {...names} value={idText(draft.classId)} onChange={(event) => change({ classId: idOf(event.target.value) })}>
            <option value="">{t('anyClass')}</option>
            {catalogue?.classes.map(({ classId, name }) => (
              <option key={classId} value={classId}>
                {givenName(name)}
              </option>
            ))}
          </SelectInput>
        )}
      </Field>
      <Field label={t('region')}>
        {(names) => (
          <SelectInput {...names} value={idText(draft.regionId)} onChange={(event) => change({ regionId: idOf(event.target.value) })}>
            <option value="">{t('anyRegion')}</option>
            {catalogue?.regions.map(({ regionId, name }) => (
              <option key={regionId} value={regionId}>
                {regionName(name)}
              </option>
            ))}
          </SelectInput>
        )}
      </Field>
    </div>
  )
}

/** Fields for the price limit, the number of GPUs and the hours. */
export function SizeFields({ draft, change }: TicketPartProps) {
  const t = useTranslations('ticket')
  const bestAsk = useBestAsk(draft)
  const hours = [...new Set([...hourChoices, draft.hours])].sort((one, other) => one - other)
  return (
    <>
      <PriceField text={draft.priceText} bestAsk={bestAsk} onText={(priceText) => change({ priceText })} />
      <div className="pair">
        <Field label={t('gpus')}>
          {(names) => (
            <CountStepper
              {...names}
              value={draft.gpus}
              most={mostBidGpus}
              fewer={t('fewer')}
              more={t('more')}
              onChange={(gpus) => change({ gpus })}
            />
          )}
        </Field>
        <Field label={t('for')}>
          {(names) => (
            <SelectInput {...names} value={draft.hours} onChange={(event) => change({ hours: Number(event.target.value) })}>
              {hours.map((value) => (
                <option key={value} value={value}>
                  {durationText(value * 3_600)}
                </option>
              ))}
            </SelectInput>
          )}
        </Field>
      </div>
    </>
  )
}

function idText(id: number | null): string {
  return id === null ? '' : String(id)
}

function idOf(text: string): number | null {
  return text === '' ? null : Number(text)
}

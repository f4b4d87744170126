import type { PTokenUnits } from '@infinitio/domain'
import { useTranslations } from 'next-intl'
import { memo, useId } from 'react'
import { amountText } from '#web/parts/format/amountText.ts'
import type { ProviderNode } from '#web/parts/provider/providerQuery.ts'
import { FleetVerdictLine } from '#web/features/asks/FleetVerdictLine.tsx'
import type { FleetVerdict } from '#web/features/asks/signEach.ts'
import { givenName } from '#web/parts/machine/nodeTitle.ts'

type BulkPriceRowProps = {
  readonly node: ProviderNode
  readonly price: PTokenUnits | null
  readonly chosen: boolean
  readonly disabled: boolean
  readonly verdict: FleetVerdict | null
  readonly onChoose: (node: string, chosen: boolean) => void
}

/** Shows one machine: its checkbox, its old and new price and the result. Memoised, so that it renders again only when one of these changes. */
export const BulkPriceRow = memo(function BulkPriceRow({ node, price, chosen, disabled, verdict, onChoose }: BulkPriceRowProps) {
  const t = useTranslations('provide.bulk')
  const tUnits = useTranslations('units')
  const id = useId()
  const current = node.ask === null ? null : BigInt(node.ask.pricePerGpuSecond)
  return (
    <li>
      <label className="check" htmlFor={id}>
        <input
          id={id}
          type="checkbox"
          className="box"
          checked={chosen}
          disabled={disabled}
          onChange={(event) => onChoose(node.node, event.target.checked)}
        />
        <span className="grow">
          <b className="strong">{givenName(node.name)}</b>{' '}
          <span className="t12 dim">
            {node.gpus} × {givenName(node.className)}
          </span>
        </span>
        <span className="num">
          {current === null ? '–' : amountText(current * 3_600n)}
          {chosen && price !== null && (
            <>
              <span className="sr"> {t('becomes')} </span>
              <span aria-hidden> → </span>
              <b>{amountText(price * 3_600n)}</b>
            </>
          )}{' '}
          <span className="t12 dim">{tUnits('ptPerHour')}</span>
        </span>
      </label>
      {verdict !== null && <FleetVerdictLine verdict={verdict} />}
    </li>
  )
})

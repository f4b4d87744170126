import type { AccountStatementWire } from '@infinitio/domain/wire'
import { useTranslations } from 'next-intl'
import { Panel } from '#web/components/ui/Panel.tsx'
import { About } from '#web/parts/format/About.tsx'
import { amountText } from '#web/parts/format/amountText.ts'
import { monthText } from '#web/parts/format/monthText.ts'

/** What a month came to: before, what came, what went, after. */
export function StatementSums({
  statement: { month, opening, came, went, closing, finalBlock, complete },
}: {
  readonly statement: AccountStatementWire
}) {
  const t = useTranslations('wallet.monthly')
  const pt = (units: string) => `${amountText(BigInt(units))} PT`
  const signed = (sign: '+' | '−', units: string) => (BigInt(units) === 0n ? pt(units) : `${sign}${pt(units)}`)
  return (
    <Panel title={t('sums', { month: monthText(month) })}>
      <div className="panel-body">
        <div className="lines">
          <div>
            <span>{t('opening')}</span>
            <span>
              {pt(opening)}
              <About units={opening} />
            </span>
          </div>
          <div>
            <span>{t('came')}</span>
            <span>
              {signed('+', came)}
              <About units={came} />
            </span>
          </div>
          <div>
            <span>{t('went')}</span>
            <span>
              {signed('−', went)}
              <About units={went} />
            </span>
          </div>
          <div className="total">
            <span>{t('closing')}</span>
            <span>
              <b>{pt(closing)}</b>
              <About units={closing} />
            </span>
          </div>
        </div>
        <p className="t12 dim mt-2">{t(complete ? 'complete' : 'goesOn', { block: String(finalBlock) })}</p>
      </div>
    </Panel>
  )
}

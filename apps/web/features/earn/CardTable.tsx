import { useTranslations } from 'next-intl'
import { Panel } from '#web/components/ui/Panel.tsx'
import { TableHead } from '#web/components/ui/TableHead.tsx'
import { assumedShareOf, earnBasisOf, monthOf } from '#web/features/earn/earnBasis.ts'
import { type EarnDraft, readEarnDraft } from '#web/features/earn/earnDraft.ts'
import type { EarnFacts } from '#web/features/earn/earnQuery.ts'
import { reading } from '#web/i18n/reading.ts'
import { amountText } from '#web/parts/format/amountText.ts'
import { hourPriceText, percentText } from '#web/parts/market/marketTexts.ts'
import { givenName } from '#web/parts/machine/nodeTitle.ts'

type CardTableProps = { readonly facts: EarnFacts; readonly draft: EarnDraft; readonly onChoose: (classId: number) => void }

/**
 * Shows the estimated earnings of every GPU class, all by the same calculation, and the power per GPU that the calculation assumes: the typed power for the
 * chosen class, the data sheet's for the others. A price that nobody paid and a rented share that is not from the market have a word for their source below
 * them. A click on a name chooses that class.
 */
export function CardTable({ facts, draft, onChoose }: CardTableProps) {
  const t = useTranslations('earn.cards')
  const { assumedBps } = assumedShareOf(facts.market.classes.map(({ figures }) => figures))
  return (
    <Panel title={t('title')} note={t('note')}>
      <div className="scroll">
        <table className="table">
          <TableHead
            columns={[
              { name: t('card') },
              { name: t('price'), className: 'n' },
              { name: t('rented'), className: 'n' },
              { name: t('watts'), className: 'n hide-s' },
              { name: t('left'), className: 'n' },
            ]}
          />
          <tbody>
            {facts.market.classes.map(({ classId, name, figures }) => {
              // The power that the user typed is only for the chosen class. The estimates of the other classes use the power in their data sheets.
              const read = readEarnDraft(classId === draft.classId ? draft : { ...draft, watts: null }, { className: name, rate: reading().rate })
              const prices = facts.classes.find((one) => one.classId === classId)
              if (prices === undefined) return null
              const basis = earnBasisOf(figures, { prices, rentedPercent: 'wish' in read ? read.rentedPercent : null, assumedBps })
              const wish = 'wish' in read ? read.wish : null
              const left = wish === null ? null : monthOf(basis, { wish, feeBps: facts.chain.feeBps }).left
              return (
                <tr
                  key={classId}
                  className={classId === draft.classId ? 'on' : undefined}
                  aria-current={classId === draft.classId ? 'true' : undefined}
                >
                  <td>
                    <button type="button" className="link" onClick={() => onChoose(classId)}>
                      {givenName(name)}
                    </button>
                  </td>
                  <td className="n">
                    {hourPriceText(basis.price)}
                    {basis.priceFrom !== 'index' && basis.priceFrom !== 'last' && <span className="block t12 dim">{t(basis.priceFrom)}</span>}
                  </td>
                  <td className="n">
                    {percentText(basis.rentedBps)}
                    {basis.rentedFrom !== 'market' && <span className="block t12 dim">{t('assumed')}</span>}
                  </td>
                  <td className="n hide-s">{wish === null || wish.wattsPerGpu === 0n ? '–' : `${wish.wattsPerGpu.toLocaleString('en-US')} W`}</td>
                  <td className="n">{left === null ? '–' : <b>{amountText(left).replace('-', '−')}</b>}</td>
                </tr>
              )
            })}
          </tbody>
        </table>
      </div>
      <p className="panel-foot">{t('source')}</p>
    </Panel>
  )
}

'use client'
import { Lock } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Button } from '#web/components/ui/Button.tsx'
import { Panel } from '#web/components/ui/Panel.tsx'
import { TableHead } from '#web/components/ui/TableHead.tsx'
import type { ModelService } from '#web/features/model/modelServicesQuery.ts'
import { shortHex } from '#web/parts/format/shortHex.ts'
import { bpsText, exactPtText } from '#web/parts/govern/tokenText.ts'
import { AccountText } from '#web/parts/identity/AccountText.tsx'
import { CachedPrice, CachedText } from '#web/parts/services/CachedText.tsx'
import { CheckBadge } from '#web/parts/services/CheckBadge.tsx'
import { MeasuredText } from '#web/parts/services/MeasuredText.tsx'
import type { MeasuredHere } from '#web/parts/services/measured.ts'

const msPerSecond = 1_000

type ProvidersProps = {
  readonly services: readonly ModelService[]
  readonly measured: ReadonlyMap<string, MeasuredHere>
  readonly onReport: (service: ModelService) => void
}

/** Lists the services of a model, the cheapest first, with prices, bond, the speed that validators and this browser measured, and a button to report each. */
export function ProvidersPanel({ services, measured, onReport }: ProvidersProps) {
  const t = useTranslations('model.providers')
  return (
    <Panel title={t('title')} note={t('note')}>
      <section className="scroll" aria-label={t('title')}>
        <table className="table">
          <TableHead
            columns={[
              { name: t('service') },
              { name: t('input'), className: 'n hide-s' },
              { name: t('output'), className: 'n' },
              { name: t('bond'), className: 'n hide-s' },
              { name: t('measured'), className: 'hide-s' },
              { name: t('answers'), className: 'hide-s' },
              { name: t('report'), className: 'n' },
            ]}
          />
          <tbody>
            {services.map((service, place) => (
              <ServiceRow
                key={service.service}
                service={service}
                isCheapest={place === 0 && services.length > 1}
                measured={measured.get(service.service) ?? null}
                onReport={() => onReport(service)}
              />
            ))}
          </tbody>
        </table>
      </section>
      <p className="panel-foot">{t('foot')}</p>
    </Panel>
  )
}

type RowProps = {
  readonly service: ModelService
  readonly isCheapest: boolean
  readonly measured: MeasuredHere | null
  readonly onReport: () => void
}

function ServiceRow({ service: one, isCheapest, measured, onReport }: RowProps) {
  const { service, payee, offer, bond, channels, checks, quality, royaltyTo, royaltyBps } = one
  const t = useTranslations('model.providers')
  return (
    <tr>
      <td>
        <AccountText account={payee} />
        <div className="t12 dim">
          <span className="mono">{shortHex(service)}</span> · {t('channels', { count: channels })}
        </div>
        {royaltyTo !== null && (
          <div className="t12 dim">
            {t('royalty', { share: bpsText(royaltyBps) })} <AccountText account={royaltyTo} />
          </div>
        )}
        <div className="t12 dim">
          {offer.boxKey === null ? (
            t('plain')
          ) : (
            <>
              <Lock className="i s" aria-hidden /> {t('encrypted')}
            </>
          )}
        </div>
        <StatedText offer={offer} />
        {offer.acceptsG && <div className="t12 dim">{t('acceptsG')}</div>}
        {offer.settlesProven && <div className="t12 dim">{t('settlesProven')}</div>}
        <CachedText offer={offer} />
        <div className="only-phone stack g2 mt-2">
          <div className="t12">{t('inputOf', { price: exactPtText(offer.inputPrice) })}</div>
          <CheckBadge checks={checks} />
          <div className="t12">
            <MeasuredText quality={quality} />
          </div>
        </div>
      </td>
      <td className="n hide-s">
        {exactPtText(offer.inputPrice)}
        <CachedPrice offer={offer} />
      </td>
      <td className="n">
        <b>{exactPtText(offer.outputPrice)}</b>
        {isCheapest && <div className="t12 go">{t('cheapest')}</div>}
        {offer.startPrice !== '0' && <div className="t12 dim">{t('start', { price: exactPtText(offer.startPrice) })}</div>}
      </td>
      <td className="n hide-s">{BigInt(bond) === 0n ? t('noBond') : exactPtText(bond)}</td>
      <td className="hide-s">
        <MeasuredText quality={quality} />
        {measured !== null && <HereText measured={measured} />}
      </td>
      <td className="hide-s">
        <CheckBadge checks={checks} />
      </td>
      <td className="n">
        <Button tone="ghost" size="sm" aria-label={t('reportNamed', { service: shortHex(service) })} onClick={onReport}>
          {t('reportButton')}
        </Button>
      </td>
    </tr>
  )
}

/** Shows the speed that this browser measured in its own chats. */
function HereText({ measured: { firstMs, tokensPerSecond } }: { readonly measured: MeasuredHere }) {
  const t = useTranslations('model.providers')
  const seconds = firstMs / msPerSecond
  return (
    <div className="t12 dim">
      {tokensPerSecond === null ? t('here', { seconds }) : t('hereSpeed', { seconds, speed: Math.round(tokensPerSecond) })}
    </div>
  )
}

/** Shows the facts that the seller states in its terms. Nobody has verified them. Shows nothing if it states none. */
function StatedText({ offer: { contextTokens, quantization, region } }: Pick<ModelService, 'offer'>) {
  const t = useTranslations('model.providers')
  const facts = [contextTokens === null ? null : t('context', { tokens: contextTokens }), quantization, region].filter((fact) => fact !== null)
  return facts.length === 0 ? null : <div className="t12 dim">{t('stated', { facts: facts.join(' · ') })}</div>
}

'use client'
import type { ModelItemWire } from '@infinitio/domain/wire'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Boxes } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import { Panel } from '#web/components/ui/Panel.tsx'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { Amount } from '#web/parts/format/Amount.tsx'
import { momentText } from '#web/parts/format/clockText.ts'
import { shortHex } from '#web/parts/format/shortHex.ts'
import { BoardView } from '#web/parts/govern/BoardView.tsx'
import { exactGText, gText } from '#web/parts/govern/tokenText.ts'
import { ListPanel } from '#web/parts/govern/ListPanel.tsx'
import { ModelAbout } from '#web/features/govern/models/ModelAbout.tsx'
import { modelsQuery } from '#web/features/govern/models/modelsQuery.ts'
import { RoyaltiesPanel } from '#web/features/govern/models/RoyaltiesPanel.tsx'
import { SignInGate } from '#web/parts/session/SignInGate.tsx'

const waiting = () => <Skeleton width="100%" height={320} />
const ModelForms = dynamic(() => import('#web/features/govern/models/ModelForms.tsx').then((module) => module.ModelForms), {
  ssr: false,
  loading: waiting,
})

/** Shows the commercial AI models that are paid in G, newest first, and the current rate of G. Forms pay for a model and register one. */
export function ModelsView() {
  const t = useTranslations('govern.models')
  const list = useInfiniteQuery(modelsQuery(browserApi))
  return (
    <BoardView
      list={list}
      failed={t('failed')}
      more={t('more')}
      main={({ items, more }) => (
        <>
          <p className="t13 dim max-w-prose">{t('intro')}</p>
          <ListPanel
            title={t('title')}
            empty={{ icon: Boxes, title: t('empty'), text: t('emptyText') }}
            more={more}
            columns={[
              { name: t('number'), className: 'hide-s' },
              { name: t('what') },
              { name: t('price'), className: 'n' },
              { name: t('payments'), className: 'n hide-s' },
              { name: t('paid'), className: 'n hide-s' },
            ]}
            rows={items.map((model) => <ModelRow key={model.id} model={model} />)}
          />
          <RoyaltiesPanel />
        </>
      )}
      aside={({ first, items, contracts }) => (
        <>
          <Panel title={t('rate.title')}>
            <div className="panel-body stack g3 t13">
              <p>
                {first.rate === null
                  ? t('rate.none')
                  : t('rate.now', { rate: exactGText(first.rate.rate), moment: momentText(first.rate.updatedAt) })}
              </p>
              <p className="dim">{t('rate.text')}</p>
            </div>
          </Panel>
          <SignInGate purpose="govern" waiting={waiting()}>
            <ModelForms contracts={contracts} items={items} rate={first.rate} />
          </SignInGate>
        </>
      )}
    />
  )
}

function ModelRow({ model }: { readonly model: ModelItemWire }) {
  const { id, name, payee, pricePerUnit, payments, paid } = model
  const t = useTranslations('govern.models')
  return (
    <tr>
      <td className="hide-s mono">{id}</td>
      <td>
        {name}
        <div className="t12 dim mono">{shortHex(payee)}</div>
        <ModelAbout model={model} />
      </td>
      <td className="n">
        {pricePerUnit === '0' ? (
          t('off')
        ) : (
          <>
            <Amount units={pricePerUnit} />
            <div className="t12 dim">{t('perUnit')}</div>
          </>
        )}
      </td>
      <td className="n hide-s">{payments}</td>
      <td className="n hide-s">{gText(paid)}</td>
    </tr>
  )
}

'use client'
import { useQuery } from '@tanstack/react-query'
import { Boxes } from 'lucide-react'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { Button } from '#web/components/ui/Button.tsx'
import { NothingHere } from '#web/components/ui/NothingHere.tsx'
import { Panel } from '#web/components/ui/Panel.tsx'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'
import { Stat } from '#web/components/ui/Stat.tsx'
import { HostingPanel } from '#web/features/model/HostingPanel.tsx'
import { type ModelService, modelServicesQuery } from '#web/features/model/modelServicesQuery.ts'
import { ProvidersPanel } from '#web/features/model/ProvidersPanel.tsx'
import { RecordsPanel } from '#web/features/model/RecordsPanel.tsx'
import { type Reported, ReportPanel } from '#web/features/model/ReportPanel.tsx'
import { WeightsPanel } from '#web/features/model/WeightsPanel.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { QueryView } from '#web/parts/api/QueryView.tsx'
import { About } from '#web/parts/format/About.tsx'
import { amountText } from '#web/parts/format/amountText.ts'
import { CallExample } from '#web/parts/services/CallExample.tsx'
import { HiddenNote } from '#web/parts/services/HiddenNote.tsx'
import { type MeasuredHere, measuredHere } from '#web/parts/services/measured.ts'

const msPerSecond = 1_000

type ModelViewProps = {
  readonly model: string
  readonly supportUrl: string | null
  /** The origins of AI services that this page may call. */
  readonly origins: readonly string[]
}

/** Shows one model: prices, the speed that validators or this browser measured, its services, how to call it, its weights in caches, and where to report a service. */
export function ModelView({ model, supportUrl, origins }: ModelViewProps) {
  const t = useTranslations('model')
  const query = useQuery(modelServicesQuery(browserApi, model))
  return (
    <QueryView query={query} failed={t('failed')} skeleton={<Waiting model={model} />} isPage>
      {(services) =>
        services.length === 0 ? (
          <NothingHere icon={Boxes} isPage title={t('empty', { model })} ways={[{ href: '/models', label: t('models') }]}>
            {t('emptyText')}
          </NothingHere>
        ) : (
          <Found
            model={model}
            services={services.filter(({ hidden }) => hidden === null)}
            hidden={services.filter(({ hidden }) => hidden !== null)}
            supportUrl={supportUrl}
            origins={origins}
          />
        )
      }
    </QueryView>
  )
}

type FoundProps = ModelViewProps & {
  readonly services: readonly ModelService[]
  /** The services of the model that the operator of this market hides. */
  readonly hidden: readonly ModelService[]
}

function Found({ model, services, hidden, supportUrl, origins }: FoundProps) {
  const t = useTranslations('model')
  const measured = useMeasured(services)
  const [reported, setReported] = useState<Reported | null>(null)
  return (
    <div className="stack g4">
      <header className="row wrap between">
        <div>
          <h1>{model}</h1>
          <p className="t13 dim">{t('services', { count: services.length })}</p>
        </div>
        {services[0] !== undefined && (
          <Button tone="primary" asChild>
            <Link href={`/playground?model=${encodeURIComponent(model)}`}>{t('open')}</Link>
          </Button>
        )}
      </header>
      {services[0] !== undefined && (
        <>
          <Figures services={services} measured={measured} />
          <ProvidersPanel services={services} measured={measured} onReport={({ service, offer: { contact } }) => setReported({ service, contact })} />
          {reported !== null && <ReportPanel key={reported.service} reported={reported} supportUrl={supportUrl} onClose={() => setReported(null)} />}
          <CallExample model={model} service={services[0].service} />
          <RecordsPanel model={model} services={services} />
          <WeightsPanel model={model} origins={origins} supportUrl={supportUrl} />
          <HostingPanel model={model} />
        </>
      )}
      {hidden.length > 0 && (
        <Panel title={t('hidden')}>
          <ul className="panel-body stack g3">
            {hidden.map((one) => (
              <li key={one.service}>{one.hidden !== null && <HiddenNote service={one.service} hidden={one.hidden} />}</li>
            ))}
          </ul>
        </Panel>
      )}
    </div>
  )
}

type Measured = ReadonlyMap<string, MeasuredHere>

/** Reads the measurements after the first paint, because the server has none. */
function useMeasured(services: readonly ModelService[]): Measured {
  const [measured, setMeasured] = useState<Measured>(new Map())
  useEffect(() => {
    setMeasured(
      new Map(services.flatMap(({ service }) => [measuredHere(service)].filter((one) => one !== null).map((one) => [service, one] as const))),
    )
  }, [services])
  return measured
}

function Figures({ services: all, measured }: { readonly services: readonly ModelService[]; readonly measured: Measured }) {
  const t = useTranslations('model.figures')
  // A service that routers leave out must not set the best price or speed, unless all are left out.
  const used = all.filter(({ checks }) => checks?.standing !== 'left_out')
  const services = used.length > 0 ? used : all
  const least = (name: 'inputPrice' | 'outputPrice' | 'cachedPrice') =>
    services.map(({ offer }) => BigInt(offer[name])).reduce((one, other) => (one < other ? one : other))
  const first = bestOf({
    checked: services.map(({ quality }) => quality?.firstMs),
    here: services.map(({ service }) => measured.get(service)?.firstMs),
    best: Math.min,
  })
  const speed = bestOf({
    checked: services.map(({ quality }) => quality?.tokensPerSecond),
    here: services.map(({ service }) => measured.get(service)?.tokensPerSecond),
    best: Math.max,
  })
  const settled = all.reduce((sum, one) => sum + BigInt(one.settled), 0n)
  return (
    <div className="stats">
      <Stat name={t('input')} value={amountText(least('inputPrice'))} unit="PT" below={t('cached', { amount: amountText(least('cachedPrice')) })} />
      <Stat
        name={t('output')}
        value={amountText(least('outputPrice'))}
        unit="PT"
        below={
          <>
            {t('cheapest')}
            <About units={least('outputPrice')} />
          </>
        }
      />
      {first === null ? (
        <Stat name={t('first')} value="–" below={t('unmeasured')} />
      ) : (
        <Stat name={t('first')} value={(first.value / msPerSecond).toFixed(2)} unit={t('seconds')} below={t(first.by)} />
      )}
      {speed === null ? (
        <Stat name={t('speed')} value="–" below={t('unmeasured')} />
      ) : (
        <Stat name={t('speed')} value={Math.round(speed.value)} unit={t('perSecond')} below={t(speed.by)} />
      )}
      <Stat
        name={t('settled')}
        value={amountText(settled)}
        unit="PT"
        below={
          <>
            {t('settledText')}
            <About units={settled} />
          </>
        }
      />
    </div>
  )
}

type Values = readonly (number | null | undefined)[]

/** Returns the best value that this browser measured, or else the best one of the validators; null without any. */
function bestOf({ checked, here, best }: { readonly checked: Values; readonly here: Values; readonly best: (...values: number[]) => number }) {
  for (const [by, values] of [
    ['here', here],
    ['checked', checked],
  ] as const) {
    const known = values.filter((value): value is number => value != null)
    if (known.length > 0) return { by, value: best(...known) }
  }
  return null
}

function Waiting({ model }: { readonly model: string }) {
  return (
    <div className="stack g4">
      <h1>{model}</h1>
      <Skeleton width="100%" height={84} />
      <Skeleton width="100%" height={240} />
    </div>
  )
}

'use client'
import type { ServiceWire } from '@infinitio/domain/wire'
import { useQuery } from '@tanstack/react-query'
import { Boxes, Search, ShieldCheck } from 'lucide-react'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '#web/components/ui/Button.tsx'
import { Panel } from '#web/components/ui/Panel.tsx'
import { SelectInput } from '#web/components/ui/SelectInput.tsx'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'
import { StateBox } from '#web/components/ui/StateBox.tsx'
import { TableHead } from '#web/components/ui/TableHead.tsx'
import { TextInput } from '#web/components/ui/TextInput.tsx'
import { CallExample } from '#web/parts/services/CallExample.tsx'
import { ModelTableRow } from '#web/features/services/ModelTableRow.tsx'
import { chosenModels, type ModelChoice, type ModelOrder, modelOrders, type ModelRow, modelRows } from '#web/features/services/modelRows.ts'
import { modelsQuery } from '#web/features/services/modelsQuery.ts'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { QueryView } from '#web/parts/api/QueryView.tsx'

/** Shows the AI models that one can call: how to call one, then a table with prices, speed and checks of each, which visitors can search and sort. */
export function ModelsView() {
  const t = useTranslations('services.hub')
  const query = useQuery(modelsQuery(browserApi))
  return (
    <QueryView query={query} failed={t('failed')} skeleton={<Waiting />} isPage>
      {(services) => <Loaded services={services} />}
    </QueryView>
  )
}

function Waiting() {
  const t = useTranslations('services.hub')
  return (
    <div className="stack g4">
      <h1>{t('title')}</h1>
      <Skeleton width="100%" height={420} />
    </div>
  )
}

function Loaded({ services }: { readonly services: readonly ServiceWire[] }) {
  const rows = modelRows(services)
  // A service can pay itself, so its use says little. The program calls a checked model, if there is one.
  const [example] = chosenModels(rows, { text: '', order: 'used', onlyChecked: rows.some(({ standing }) => standing === 'checked') })
  return (
    <div className="stack g4">
      <Head example={example ?? null} />
      <ModelsPanel rows={rows} />
    </div>
  )
}

/** Explains what a visitor can do here. Shows a program beside it, if there is a model to call. */
function Head({ example }: { readonly example: ModelRow | null }) {
  const t = useTranslations('services.hub')
  return (
    <header className="grid grid-cols-1 gap-5 min-[1000px]:grid-cols-[minmax(0,1fr)_minmax(0,480px)]">
      <div className="stack g3">
        <h1>{t('title')}</h1>
        <p className="max-w-[560px] text-text-2">{t('intro')}</p>
        <div className="row wrap g2">
          <Button tone="primary" asChild>
            <Link href="/playground">{t('playground')}</Link>
          </Button>
          <Button asChild>
            <Link href="/docs/guides/call-a-model">{t('program')}</Link>
          </Button>
        </div>
        <p className="t13 dim row wrap g2">
          <Link className="link" href="/usage">
            {t('usage')}
          </Link>
          <Link className="link" href="/docs/guides/tools-services">
            {t('guide')}
          </Link>
          <Link className="link" href="/docs/guides/route-models">
            {t('router')}
          </Link>
          <Link className="link" href="/docs/guides/serve-a-model">
            {t('sell')}
          </Link>
        </p>
      </div>
      {/* Phones show the table first: a program is written on a computer, and the page of each model has the same example. */}
      <div className="hidden min-[1000px]:block">{example !== null && <CallExample model={example.model} service={example.cheapest} />}</div>
    </header>
  )
}

/** The table of models with its search field, filter and order. */
function ModelsPanel({ rows }: { readonly rows: readonly ModelRow[] }) {
  const t = useTranslations('services.hub')
  const [choice, setChoice] = useState<ModelChoice>({ text: '', order: 'used', onlyChecked: false })
  if (rows.length === 0) {
    return (
      <Panel title={t('models')}>
        <StateBox kind="empty" icon={Boxes} title={t('empty')}>
          {t('emptyText')}
        </StateBox>
      </Panel>
    )
  }
  const shown = chosenModels(rows, choice)
  return (
    <>
      <Filters rows={rows} choice={choice} onChange={(part) => setChoice({ ...choice, ...part })} />
      <Panel title={t('models')} note={<output>{t('shown', { count: shown.length })}</output>}>
        {shown.length === 0 ? (
          <StateBox kind="empty" icon={Search} title={t('noMatch')}>
            {t('noMatchText')}
          </StateBox>
        ) : (
          <section className="scroll" aria-label={t('models')}>
            <table className="table">
              <TableHead
                columns={[
                  { name: t('model') },
                  { name: t('context'), className: 'n hide-s max-[1099px]:hidden' },
                  { name: t('input'), className: 'n hide-s' },
                  { name: t('output'), className: 'n' },
                  { name: t('first'), className: 'n hide-s' },
                  { name: t('speed'), className: 'n hide-s' },
                  { name: t('answered'), className: 'n hide-s max-[1099px]:hidden' },
                  { name: t('services'), className: 'n hide-s' },
                  { name: t('known'), className: 'hide-s' },
                  { name: t('try'), className: 'n', forEars: true },
                ]}
              />
              <tbody>
                {shown.map((row) => (
                  <ModelTableRow key={row.model} row={row} />
                ))}
              </tbody>
            </table>
          </section>
        )}
        <p className="panel-foot">{t('foot')}</p>
      </Panel>
    </>
  )
}

type FiltersProps = {
  readonly rows: readonly ModelRow[]
  readonly choice: ModelChoice
  readonly onChange: (part: Partial<ModelChoice>) => void
}

/** The search field, the filter by checks and the order of the table. */
function Filters({ rows, choice, onChange }: FiltersProps) {
  const t = useTranslations('services.hub')
  const checked = rows.filter(({ standing }) => standing === 'checked').length
  return (
    <search className="row wrap g2">
      <TextInput
        className="w-full sm:w-[280px]"
        type="search"
        prefix={<Search className="i" aria-hidden />}
        placeholder={t('search')}
        aria-label={t('search')}
        value={choice.text}
        onChange={({ target }) => onChange({ text: target.value })}
      />
      <button
        type="button"
        className={choice.onlyChecked ? 'chip' : 'chip on'}
        aria-pressed={!choice.onlyChecked}
        onClick={() => onChange({ onlyChecked: false })}
      >
        {t('all', { count: rows.length })}
      </button>
      <button
        type="button"
        className={choice.onlyChecked ? 'chip on' : 'chip'}
        aria-pressed={choice.onlyChecked}
        onClick={() => onChange({ onlyChecked: true })}
      >
        <ShieldCheck className="i" aria-hidden /> {t('checkedOnly', { count: checked })}
      </button>
      <span className="row g2 sm:ml-auto">
        <label className="t13 dim" htmlFor="order">
          {t('sort')}
        </label>
        <SelectInput id="order" value={choice.order} onChange={({ target }) => onChange({ order: target.value as ModelOrder })}>
          {modelOrders.map((one) => (
            <option key={one} value={one}>
              {t(`order.${one}`)}
            </option>
          ))}
        </SelectInput>
      </span>
    </search>
  )
}

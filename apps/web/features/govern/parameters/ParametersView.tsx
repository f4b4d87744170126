'use client'
import type { ParametersWire } from '@infinitio/domain/wire'
import { useQuery } from '@tanstack/react-query'
import { ChevronDown } from 'lucide-react'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '#web/components/ui/Button.tsx'
import { Panel } from '#web/components/ui/Panel.tsx'
import { TextInput } from '#web/components/ui/TextInput.tsx'
import { TableHead } from '#web/components/ui/TableHead.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { QueryView } from '#web/parts/api/QueryView.tsx'
import { minuteText } from '#web/parts/format/clockText.ts'
import { GovernSkeleton } from '#web/parts/govern/GovernSkeleton.tsx'
import { parametersQuery } from '#web/parts/govern/governQueries.ts'
import { NoDao } from '#web/parts/govern/NoDao.tsx'
import { ParameterHistory } from '#web/features/govern/parameters/ParameterHistory.tsx'
import { parameterText } from '#web/features/govern/parameters/parameterText.ts'
import { useParameterBounds } from '#web/features/govern/parameters/useParameterBounds.ts'

type Item = ParametersWire['items'][number]

/** The sections of the page, in order. Each shows the parameters of these contracts. */
const groups = {
  market: ['directory', 'feeSplitter', 'attestations'],
  emission: ['emission'],
  audits: ['randomBeacon', 'panels', 'carbonRegistry'],
  votes: ['stakedGToken', 'governor'],
} as const satisfies Record<string, readonly Item['contract'][]>

/** The names of the contracts as the Directory contract has them. */
const contractNames: Readonly<Record<Item['contract'], string>> = {
  ...{ directory: 'Directory', feeSplitter: 'FeeSplitter', attestations: 'Attestations' },
  ...{ randomBeacon: 'RandomBeacon', panels: 'Panels', carbonRegistry: 'CarbonRegistry' },
  ...{ stakedGToken: 'StakedGToken', governor: 'Governor', emission: 'Emission' },
}

/** Shows every parameter that votes may set: its value, its limits, the contract function that sets it, and its history. */
export function ParametersView() {
  const t = useTranslations('govern')
  const query = useQuery(parametersQuery(browserApi))
  return (
    <QueryView query={query} failed={t('parameters.failed')} skeleton={<GovernSkeleton />}>
      {({ items, blockNumber, blockTimestamp }) =>
        items.length === 0 ? (
          <NoDao />
        ) : (
          <div className="stack g4">
            <p className="t13 dim">{t('parameters.text')}</p>
            <Groups items={items} />
            <p className="t12 dim">{t('asOf', { number: blockNumber, time: minuteText(blockTimestamp) })}</p>
          </div>
        )
      }
    </QueryView>
  )
}

/** Shows the contract functions that set parameters, by section. The values of a function are only shown when the reader opens it or searches for it. */
function Groups({ items }: { readonly items: readonly Item[] }) {
  const t = useTranslations('govern.parameters')
  const names = useTranslations('govern.proposal.changes.parameter')
  const [text, setText] = useState('')
  const wanted = text.trim().toLowerCase()
  const found = items.filter((item) =>
    [t(`call.${item.name}` as never), item.function, ...item.values.flatMap(({ key }) => [key, names(key as never)])].some((name) =>
      name.toLowerCase().includes(wanted),
    ),
  )
  return (
    <>
      <TextInput type="search" aria-label={t('search')} placeholder={t('search')} value={text} onChange={(event) => setText(event.target.value)} />
      {found.length === 0 && (
        <p className="t13" role="status">
          {t('noneFound')}
        </p>
      )}
      {(['market', 'emission', 'audits', 'votes'] as const).map((group) => {
        const shown = found.filter(({ contract }) => (groups[group] as readonly string[]).includes(contract))
        if (shown.length === 0) return null
        return (
          <Panel key={group} title={t(`group.${group}`)}>
            {shown.map((item) => (
              <ParameterCall key={`${item.name} ${wanted === ''}`} item={item} isOpen={wanted !== ''} />
            ))}
          </Panel>
        )
      })}
    </>
  )
}

/**
 * Returns the text of the current value for the folded row, if the contract function sets a single parameter. Null if it sets several, and while the value is
 * unknown.
 */
function shownValue(values: Item['values']): string | null {
  const [only, ...others] = values
  return only === undefined || others.length > 0 || only.value === null ? null : parameterText(only.value, only.unit)
}

/** Shows the parameters that one contract function sets. */
function ParameterCall({ item, isOpen }: { readonly item: Item; readonly isOpen: boolean }) {
  const t = useTranslations('govern.parameters')
  const names = useTranslations('govern.proposal.changes.parameter')
  const bounds = useParameterBounds()
  const { name, values, history } = item
  return (
    <section className="gparam" aria-label={t(`call.${name}` as never)}>
      <details open={isOpen}>
        <summary className="row between wrap g2">
          <h3>{t(`call.${name}` as never)}</h3>
          <span className="row g2 t13">
            <span className="dim">{shownValue(values) ?? t('count', { count: values.length })}</span>
            <ChevronDown className="i gopen" aria-hidden />
          </span>
        </summary>
        <p className="t12 dim">
          {t('who')} <span className="mono">{`${contractNames[item.contract]}.${item.function}`}</span>
        </p>
        <table className="table tight">
          <TableHead columns={[{ name: t('name') }, { name: t('now'), className: 'n' }, { name: t('allowed'), className: 'n' }]} />
          <tbody>
            {values.map(({ key, unit, value, least, most }) => (
              <tr key={key}>
                <td>{names(key as never)}</td>
                <td className="n">
                  <b>{value === null ? '–' : parameterText(value, unit)}</b>
                </td>
                <td className="n dim">{t('range', bounds({ unit, least, most }))}</td>
              </tr>
            ))}
          </tbody>
        </table>
        {item.contract === 'feeSplitter' && <p className="t12 dim mt-2">{t('feeRest')}</p>}
        <p className="mt-2">
          <Button asChild size="sm">
            <Link href={`/govern/proposals/new?parameter=${name}`} aria-label={t('proposeNamed', { name: t(`call.${name}` as never) })}>
              {t('propose')}
            </Link>
          </Button>
        </p>
        <ParameterHistory item={item} key={history.length} />
      </details>
    </section>
  )
}

'use client'
import type { LeasePortsWire, LeaseWire } from '@infinitio/domain/wire'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { CodeLine } from '#web/components/ui/CodeLine.tsx'
import { Panel } from '#web/components/ui/Panel.tsx'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { QueryView } from '#web/parts/api/QueryView.tsx'
import { leasePortsQuery } from '#web/parts/lease/leaseQuery.ts'
import { PortTokens } from '#web/features/lease/PortTokens.tsx'
import { OpenPortButton } from '#web/features/lease/OpenPortButton.tsx'

/** The ports of the machine that are reached by HTTPS, each on a host name of its own: open in a new tab, or from a program. */
export function PortsPanel({ lease }: { readonly lease: LeaseWire }) {
  const t = useTranslations('lease.ports')
  const hasPorts = (lease.workload?.ports.length ?? 0) > 0
  const query = useQuery({ ...leasePortsQuery(browserApi, lease.leaseId), enabled: hasPorts })
  return (
    <Panel title={t('title')}>
      <div className="panel-body">
        {hasPorts ? (
          <QueryView query={query} failed={t('failed')} skeleton={<Skeleton width="100%" height={96} />}>
            {(data) => <Ports lease={lease} data={data} />}
          </QueryView>
        ) : (
          <p className="t13 dim">{t('none')}</p>
        )}
      </div>
    </Panel>
  )
}

function Ports({ lease, data }: { readonly lease: LeaseWire; readonly data: LeasePortsWire }) {
  const t = useTranslations('lease.ports')
  const tStates = useTranslations('states')
  const [token, setToken] = useState<string | null>(null)
  const isReady = lease.state === 'active'
  return (
    <div className="stack g4 t13">
      {!isReady && <p className="dim">{t('notYet')}</p>}
      {data.ports.map(({ port, url }) => (
        <section key={port} className="stack g2" aria-label={t('port', { port: String(port) })}>
          <div className="row between">
            <h3 className="mono">{port}</h3>
            <OpenPortButton leaseId={lease.leaseId} port={port} disabled={!isReady} />
          </div>
          <CodeLine text={url} label={tStates('copyNamed', { what: t('address', { port: String(port) }) })} doneLabel={tStates('copied')} />
          <CodeLine
            text={curlLine(url, token)}
            label={tStates('copyNamed', { what: t('curl', { port: String(port) }) })}
            doneLabel={tStates('copied')}
          />
        </section>
      ))}
      <PortTokens leaseId={lease.leaseId} tokens={data.tokens} token={token} onToken={setToken} />
    </div>
  )
}

/** For a shell; without a token that was just made it names where to put one. */
function curlLine(url: string, token: string | null): string {
  return `curl -H "Authorization: Bearer ${token ?? '$TOKEN'}" ${url}`
}

'use client'
import type { LeasePortsWire, LeaseWire } from '@infinitio/domain/wire'
import { createPortToken } from '@infinitio/sdk'
import { useMutation, useQuery } from '@tanstack/react-query'
import { ExternalLink } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import { useId, useState } from 'react'
import { Button } from '#web/components/ui/Button.tsx'
import { CodeLine } from '#web/components/ui/CodeLine.tsx'
import { Panel } from '#web/components/ui/Panel.tsx'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'
import { PortTokens } from '#web/features/lease/PortTokens.tsx'
import { reading } from '#web/i18n/reading.ts'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { problemOf } from '#web/parts/api/problem.ts'
import { QueryView } from '#web/parts/api/QueryView.tsx'
import { leasePortsQuery } from '#web/parts/lease/leaseQueries.ts'

const PortsDialog = dynamic(() => import('#web/features/lease-access/PortsDialog.tsx').then((module) => module.PortsDialog), { ssr: false })

/** Lists the ports of a lease that have a web address, each with its own host name. The user can open an address in a tab or call it from a program. */
export function PortsPanel({ lease }: { readonly lease: LeaseWire }) {
  const t = useTranslations('lease.ports')
  const [isChanging, setIsChanging] = useState(false)
  const hasPorts = (lease.access?.ports.length ?? 0) > 0
  const mayChange = lease.role === 'renter' && (lease.state === 'booked' || lease.state === 'active')
  const query = useQuery({ ...leasePortsQuery(browserApi, lease.leaseId), enabled: hasPorts })
  return (
    <Panel
      title={t('title')}
      end={
        mayChange && (
          <Button size="sm" onClick={() => setIsChanging(true)}>
            {t(hasPorts ? 'change' : 'add')}
          </Button>
        )
      }
    >
      {isChanging && <PortsDialog lease={lease} onClose={() => setIsChanging(false)} />}
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
  const notYetId = useId()
  const isReady = lease.state === 'active'
  return (
    <div className="stack g4 t13">
      {!isReady && (
        <p className="dim" id={notYetId}>
          {t('notYet')}
        </p>
      )}
      {data.ports.map(({ port, url }) => (
        <section key={port} className="stack g2" aria-label={t('port', { port: String(port) })}>
          <div className="row between">
            <h3 className="mono">{port}</h3>
            <OpenPortButton leaseId={lease.leaseId} port={port} waitsFor={isReady ? null : notYetId} />
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

/** Returns a shell command. Without a new token it contains a placeholder. */
function curlLine(url: string, token: string | null): string {
  return `curl -H "Authorization: Bearer ${token ?? '$TOKEN'}" ${url}`
}

/** `waitsFor` is the id of the sentence that explains why the port cannot be opened yet; null if it can. */
type OpenPortProps = { readonly leaseId: string; readonly port: number; readonly waitsFor: string | null }

/** A button that opens a port in a new tab. It sends a one-time token in the body of a POST request, so that no URL contains the token. */
function OpenPortButton({ leaseId, port, waitsFor }: OpenPortProps) {
  const t = useTranslations('lease.ports')
  const opening = useMutation({
    mutationFn: () => createPortToken(browserApi, { leaseId, kind: 'page', port }),
    onSuccess: ({ url, token }) => {
      if (url !== null) postToNewTab(url, token)
    },
  })
  return (
    <span className="row g2">
      {opening.isError && (
        <span className="t12 warn" role="alert">
          {problemOf(opening.error).sentence}
        </span>
      )}
      <Button
        size="sm"
        disabled={waitsFor !== null || opening.isPending}
        aria-label={t('openNamed', { port: String(port) })}
        aria-describedby={waitsFor ?? undefined}
        onClick={() => opening.mutate()}
      >
        <ExternalLink className="i s" aria-hidden />
        {t('open')}
      </Button>
    </span>
  )
}

function postToNewTab(url: string, token: string): void {
  const form = document.createElement('form')
  form.method = 'post'
  form.action = url
  form.target = '_blank'
  // The opened page must not access this page. `noreferrer` is not set, because the gateway must see that a page of this market sent the request.
  form.setAttribute('rel', 'noopener')
  // The gateway explains a rejected access in the language of this page.
  for (const [name, value] of Object.entries({ token, language: reading().language })) {
    const field = document.createElement('input')
    field.type = 'hidden'
    field.name = name
    field.value = value
    form.append(field)
  }
  document.body.append(form)
  form.submit()
  form.remove()
}
